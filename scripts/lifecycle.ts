// npm run lifecycle: deprecates, withdraws, removes, renames or hands over a plugin, in one step that does all of it or nothing.
import './fast-start.ts';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shellWord, visible } from '../src/check/diagnostic.ts';
import { suggest } from '../src/check/text/names.ts';
import type { Home } from '../src/lifecycle/home.ts';
import type { Plan, Planned, Problem } from '../src/lifecycle/plan.ts';

const usage = `Usage: npm run lifecycle -- <command> [options]

  deprecate <name> --reason <text> [--replacement <name>] [--date <day>]
                           nobody should begin with it; those who have it keep it
  undeprecate <name>       takes that back
  yank <name> <version> --reason <text> [--date <day>]
                           nobody should get this version any more
  remove <name> --reason <text>
                           deletes the plugin; its name stays reserved
  rename <old> <new> [--version <version>]
                           moves the plugin; whoever has the old one follows
  transfer <name> --to <login>[,<login>…]
                           hands it over to other maintainers

  --date <day>   as in 2026-01-31 (default: today, in UTC)
  --dry-run      say what would change, and write nothing
  --root <dir>   the marketplace's folder (default: the current folder, else this repository)
  --help         show this

Exit code: 0 where it was done, 1 where something speaks against it and nothing was touched, 2 where the command itself is wrong.`;

const listingCommands = () => import('../src/lifecycle/listing-commands.ts');
const nameCommands = () => import('../src/lifecycle/name-commands.ts');

const options = {
  reason: { type: 'string' },
  date: { type: 'string' },
  replacement: { type: 'string' },
  version: { type: 'string' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  root: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parse>['values'];
type Command = {
  /** What stands after the command, in words. */
  takes: readonly string[];
  needs?: 'reason' | 'to';
  may?: readonly (keyof Values)[];
  plan(home: Home, words: readonly [string, string], values: Values): Promise<Planned>;
};

const today = () => new Date().toISOString().slice(0, 10);

const commands: Readonly<Record<string, Command>> = {
  deprecate: {
    takes: ['the name of a plugin'],
    needs: 'reason',
    may: ['date', 'replacement'],
    plan: async (home, [name], { reason = '', date = today(), replacement }) =>
      (await listingCommands()).planDeprecation(home, name, { reason, date, replacement }),
  },
  undeprecate: {
    takes: ['the name of a plugin'],
    plan: async (home, [name]) => (await listingCommands()).planUndeprecation(home, name),
  },
  yank: {
    takes: ['the name of a plugin', 'a version of it'],
    needs: 'reason',
    may: ['date'],
    plan: async (home, [name, version], { reason = '', date = today() }) =>
      (await listingCommands()).planYank(home, name, { version, reason, date }),
  },
  remove: {
    takes: ['the name of a plugin'],
    needs: 'reason',
    plan: async (home, [name], { reason = '' }) => (await nameCommands()).planRemoval(home, name, { reason }),
  },
  rename: {
    takes: ['the name of a plugin', 'its new name'],
    may: ['version'],
    plan: async (home, [from, to], { version }) =>
      (await nameCommands()).planRename(home, from, to, { version }),
  },
  transfer: {
    takes: ['the name of a plugin'],
    needs: 'to',
    plan: async (home, [name], { to = '' }) =>
      (await listingCommands()).planTransfer(
        home,
        name,
        to.split(',').map((login) => login.trim()),
      ),
  },
};

const say = (line = '') => process.stdout.write(`${visible(line)}\n`);
const complain = (line: string) => process.stderr.write(`${visible(line)}\n`);

function parse() {
  return parseArgs({ allowPositionals: true, options });
}

/** The command with what it was given, or the sentence that says what is wrong. */
function readArguments(): { command: Command; words: [string, string]; values: Values } | 'help' | string[] {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return [`${said.replace(/\.$/, '')}.`];
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [name, ...words] = positionals;
  const known = Object.keys(commands);
  if (name === undefined) return [`Expected a command: ${known.join(', ')}.`];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const meant = suggest(name, known);
    return [
      `Unknown command "${name}". ${meant === undefined ? `These are known: ${known.join(', ')}.` : `Did you mean "${meant}"?`}`,
    ];
  }
  const { takes, needs, may = [] } = command;
  if (words.length !== takes.length)
    return [
      `Expected ${takes.join(' and ')} after "${name}"${words.length > takes.length ? ', and nothing else' : ''}.`,
    ];
  if (needs !== undefined && (values[needs] ?? '').trim() === '')
    return [
      `Expected "${name}" to be told ${needs === 'to' ? 'whom, with --to <login>' : 'why, with --reason "…"'}.`,
    ];
  const allowed: string[] = ['dry-run', 'root', 'help', ...may, ...(needs === undefined ? [] : [needs])];
  const odd = Object.keys(values).find((key) => !allowed.includes(key));
  if (odd !== undefined) return [`"${name}" takes no --${odd}.`];
  return { command, words: [words[0] ?? '', words[1] ?? ''], values };
}

function rootOf(values: Values): string {
  if (values.root !== undefined) return resolve(values.root);
  return existsSync('marketplace.config.json') ? process.cwd() : join(import.meta.dirname, '..');
}

function report(plan: Plan, isDry: boolean): void {
  const { summary, move, remove, edits, notes, subject, later } = plan;
  say(isDry ? 'Nothing was written. Without --dry-run:' : summary);
  if (isDry) say(`  ${summary}`);
  say();
  say(isDry ? 'It would change:' : 'Changed:');
  if (move !== undefined) say(`  ${move.from}/ → ${move.to}/`);
  if (remove !== undefined) say(`  ${remove}/ is deleted`);
  for (const { path } of edits) say(`  ${path}`);
  if (notes.length > 0) {
    say();
    say('Look at this:');
    for (const note of notes) say(`  ${note}`);
  }
  const folders = [move?.from, move?.to, remove].filter((path) => path !== undefined);
  const paths = [
    ...folders,
    ...edits
      .map(({ path }) => path)
      .filter((path) => !folders.some((folder) => path.startsWith(`${folder}/`))),
  ];
  say();
  say('Next:');
  say(`  git add -A -- ${paths.map(shellWord).join(' ')}`);
  say(`  git commit -m ${shellWord(subject)}`);
  say(
    '  Open a pull request: the registry, the marketplace, the API, the site and the feeds follow once it is published.',
  );
  for (const command of later) say(`  Once it is merged: ${command}`);
}

function refuseAll(problems: readonly Problem[]): number {
  complain('Nothing was changed:');
  for (const line of new Set(problems.map(({ message, fix }) => `  ${message} ${fix}`))) complain(line);
  return 1;
}

async function main(): Promise<number> {
  const read = readArguments();
  if (read === 'help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (Array.isArray(read)) {
    complain(`${read.join(' ')} "npm run lifecycle -- --help" shows how to use it.`);
    return 2;
  }
  const { command, words, values } = read;
  const [{ openHome }, { applyPlan }] = await Promise.all([
    import('../src/lifecycle/home.ts'),
    import('../src/lifecycle/apply.ts'),
  ]);
  const root = rootOf(values);
  const opened = openHome(root);
  if (!opened.ok) return refuseAll(opened.problems);
  const planned = await command.plan(opened.home, words, values);
  if (!planned.ok) return refuseAll(planned.problems);
  if (!values['dry-run']) {
    try {
      applyPlan(root, planned.plan, `lifecycle.${process.pid}`);
    } catch (error) {
      const message = `It could not be written: ${error instanceof Error ? error.message : error}`;
      return refuseAll([{ message, fix: 'Everything is as it was.' }]);
    }
  }
  report(planned.plan, values['dry-run']);
  return 0;
}

process.stdout.on('error', () => process.exit(1));
process.exitCode = await main();
