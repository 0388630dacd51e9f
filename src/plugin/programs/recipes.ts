import { asRecord, asText, own } from '../values.ts';

/** A line for a shell that a file holds under a name. `line`: 1-based. */
type Recipe = { command: string; line: number };

/** Targets of one Makefile that are followed. */
const mostTargets = 40;

/** The commands of a script of a `package.json`, or of a target of a Makefile with what it needs. */
export function recipesOf(path: string, text: string, entry: string): Recipe[] {
  return path.endsWith('.json') ? scriptsOf(text, entry) : targetsOf(text, entry);
}

/** https://docs.npmjs.com/cli/using-npm/scripts */
function scriptsOf(text: string, entry: string): Recipe[] {
  let scripts: Record<string, unknown>;
  try {
    scripts = asRecord(own(asRecord(JSON.parse(text)), 'scripts'));
  } catch {
    return [];
  }
  return [`pre${entry}`, entry, `post${entry}`].flatMap((name) => {
    const command = asText(own(scripts, name));
    if (command === undefined) return [];
    const at = text.indexOf(`${JSON.stringify(name)}:`, text.indexOf('"scripts"'));
    return [{ command, line: at < 0 ? 1 : text.slice(0, at).split('\n').length }];
  });
}

/** https://www.gnu.org/software/make/manual/html_node/Rule-Introduction.html */
function targetsOf(text: string, entry: string): Recipe[] {
  const lines = text.split('\n');
  const rules = new Map<string, { needs: string[]; first: number }>();
  for (const [index, line] of lines.entries()) {
    const rule = /^([\w.%/-][\w.%/ -]*?)\s*::?(?!=)\s*([^#=]*)/.exec(line);
    if (rule === null) continue;
    const needs = (rule[2] ?? '').split(/\s+/).filter((need) => need !== '');
    for (const name of (rule[1] ?? '').split(/\s+/))
      if (!rules.has(name)) rules.set(name, { needs, first: index + 1 });
  }
  const isStart = (name: string) => !name.startsWith('.');
  const start = rules.has(entry) ? entry : entry === 'all' ? [...rules.keys()].find(isStart) : undefined;
  const wanted = new Set(start === undefined ? [] : [start]);
  const found: Recipe[] = [];
  for (const name of wanted) {
    const rule = rules.get(name);
    if (rule === undefined) continue;
    for (const need of rule.needs) if (wanted.size < mostTargets) wanted.add(need);
    for (let at = rule.first; /^(?:\t| {2,}\S)/.test(lines[at] ?? ''); at++) {
      const command = (lines[at] ?? '')
        .trim()
        .replace(/^[@+-]+/, '')
        .replace(/\$\((\w+)\)/g, '${$1}')
        .replaceAll('$$', '$');
      const before = found.at(-1);
      if (before?.command.endsWith('\\') === true)
        before.command = `${before.command.slice(0, -1)} ${command}`;
      else found.push({ command, line: at + 1 });
    }
  }
  return found;
}
