import { configFile, readConfig } from '../check/config/config.ts';
import type { Diagnostic } from '../check/diagnostic.ts';
import { rules } from '../check/rules.ts';
import { checkPlugin } from '../check/run/check-plugin.ts';
import type { FileSystem } from '../plugin/file-system.ts';
import { readPlugin } from '../plugin/read-plugin.ts';
import { byPath } from '../plugin/text.ts';
import type { Home } from './home.ts';
import type { Planned, Problem } from './plan.ts';

/** The name of a plugin before and after a plan. */
type Subject = { before: string; after: string };

/**
 * A plan, unless it would make the marketplace's configuration invalid or the check would find a new error in the plugin.
 * @param subject the plugin that stays; absent where it is removed
 */
export async function judged(home: Home, planned: Planned, subject?: Subject): Promise<Planned> {
  if (!planned.ok) return planned;
  const { edits } = planned.plan;
  const configText = edits.find(({ path }) => path === configFile)?.text ?? home.configText;
  const read = readConfig(configText);
  if (!read.ok) {
    const problems = read.problems.map(({ file, line, message, fix }) => ({
      message: `${file}:${line} ${message}`,
      fix,
    }));
    return { ok: false, problems };
  }
  if (subject === undefined) return planned;
  const { before, after } = subject;
  const folder = `plugins/${after}/`;
  const texts = new Map(
    edits.flatMap(({ path, text }) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])),
  );
  const names = [...home.names.filter((name) => name !== before), after].sort();
  const judge = async (fs: FileSystem, name: string, marketplace: Home['surroundings']) => {
    const { source, plugin } = await readPlugin(fs, `plugins/${name}`);
    const options = { rules, policy: marketplace.config.policy, marketplace, docsOf: () => '' };
    return (await checkPlugin(source, plugin, options)).filter(({ severity }) => severity === 'error');
  };
  const found = await judge(withTexts(home.open(before), texts), after, {
    config: read.config,
    names,
    manifestOf: (name) => home.surroundings.manifestOf(name === after ? before : name),
  });
  if (found.length === 0) return planned;
  const known = new Set((await judge(home.open(before), before, home.surroundings)).map(keyOf));
  const problems = found
    .filter((error) => !known.has(keyOf(error)))
    .map(({ message, fix }): Problem => ({ message, fix }));
  return problems.length === 0 ? planned : { ok: false, problems };
}

function keyOf({ rule, file, message }: Diagnostic): string {
  return `${rule} ${file} ${message}`;
}

/** A folder in which some files have a new text. */
function withTexts(fs: FileSystem, texts: ReadonlyMap<string, string>): FileSystem {
  const bytes = new Map([...texts].map(([path, text]) => [path, Buffer.from(text)]));
  return {
    ...fs,
    walk(limits) {
      const walk = fs.walk(limits);
      const entries = walk.entries.map((entry) => {
        const content = bytes.get(entry.path);
        return content === undefined ? entry : { ...entry, bytes: content.length };
      });
      const there = new Set(entries.map(({ path }) => path));
      for (const [path, content] of bytes)
        if (!there.has(path)) entries.push({ path, kind: 'file', bytes: content.length, executable: false });
      return { ...walk, entries: entries.sort(byPath) };
    },
    read: (entry, max) => bytes.get(entry.path)?.subarray(0, max) ?? fs.read(entry, max),
  };
}
