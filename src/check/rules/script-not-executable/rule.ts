import { quote, shellWord } from '../../diagnostic.ts';
import { programsOf } from '../../facts/programs.ts';
import { pluginRule } from '../../rule.ts';

const rooted = /^\s*["']?\$(?:\{CLAUDE_PLUGIN_ROOT\}|CLAUDE_PLUGIN_ROOT)["']?\/([^\s"'`;|&<>()$*?]+)/;

export const rule = pluginRule(
  { id: 'script-not-executable', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    for (const { what, command, file, path } of programsOf(source)) {
      const script = rooted.exec(command)?.[1];
      if (script === undefined) continue;
      const resolved = source.resolve(script);
      if (resolved.kind !== 'file' || source.files.get(resolved.path)?.executable === true) continue;
      report({
        file,
        at: { json: [...path, 'command'] },
        message: `The ${what} runs ${quote(resolved.path)}, which is not executable.`,
        fix: fixFor(resolved.path),
      });
    }
    for (const child of source.children('bin')) {
      const entry = source.files.get(child.path);
      if (
        entry === undefined ||
        entry.kind === 'link' ||
        entry.executable ||
        /\.(?:md|txt|json)$/i.test(child.name)
      )
        continue;
      report({
        file: child.path,
        message: `${quote(child.path)} is put on PATH but is not executable.`,
        fix: fixFor(child.path),
      });
    }
  },
);

function fixFor(path: string): string {
  const word = shellWord(path);
  return `Run in the plugin's folder: chmod +x ${word} && git add --chmod=+x ${word}`;
}
