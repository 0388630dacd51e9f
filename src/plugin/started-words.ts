import { code } from './capability-phrases.ts';
import { type StartedProgram, startedPrograms } from './started-program.ts';

/** Most programs that a sentence names. */
const mostNames = 3;

/**
 * What a command starts, as the object of a sentence: "its own program `hooks/x.sh`". A command that starts neither a program of the
 * plugin nor a package is shown whole.
 */
export function startedWords(command: string, args?: readonly string[], folder?: string): string {
  const whole = [command, ...(args ?? [])].join(' ');
  const started = startedPrograms(command, args, folder);
  const own = started.filter(({ origin }) => origin === 'own').map(({ program }) => program);
  if (own.length > 0) return `its own ${own.length === 1 ? 'program' : 'programs'} ${names(own)}`;
  const fetched = started.find(({ origin }) => origin === 'package');
  if (fetched !== undefined) return packageWords(fetched);
  const [first] = started;
  if (first?.origin === 'code')
    return `code that is written in the command itself (for ${code(first.through ?? '')})`;
  const isPlain = !/[$\n;|&]/.test(whole) || whole.length <= 60;
  return isPlain || first === undefined ? code(whole) : names(started.map(({ program }) => program));
}

function packageWords({ program, through = '' }: StartedProgram): string {
  const what = /^(?:docker|podman|nerdctl) /.test(through) ? 'the image' : 'the package';
  return `${what} ${code(program)}, which ${code(through)} downloads,`;
}

function names(programs: readonly string[]): string {
  const shown = programs.slice(0, mostNames).map(code);
  const more = programs.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
