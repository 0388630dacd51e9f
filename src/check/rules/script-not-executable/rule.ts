import { quote, shellWord } from '../../diagnostic.ts';
import { programsOf } from '../../facts/programs.ts';
import { pluginRule } from '../../rule.ts';

/** A path of the plugin where a command stands: first, after an operator, or after a word that runs the next. */
const rooted =
  /(?:^|[;&|({]|\b(?:exec|nohup|time|then|do|else|if))[ \t\n]*["']?\$(?:\{CLAUDE_PLUGIN_ROOT\}|CLAUDE_PLUGIN_ROOT)["']?\/([^\s"'`;|&<>()$*?]+)/g;

export const rule = pluginRule(
  { id: 'script-not-executable', version: 3, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    for (const { what, shell, command, file, path } of programsOf(source)) {
      const found = new Set([...command.matchAll(rooted)].map(([, script = '']) => script));
      // Without a shell, the whole command is one program.
      const scripts = shell ? [...found] : [...found].slice(0, command.trimStart().startsWith('$') ? 1 : 0);
      for (const script of scripts) {
        const resolved = source.resolve(script);
        if (resolved.kind !== 'file' || source.files.get(resolved.path)?.executable === true) continue;
        report({
          file,
          at: { json: [...path, 'command'] },
          message: `The ${what} runs ${quote(resolved.path)}, which is not executable.`,
          fix: fixFor(resolved.path),
        });
      }
    }
    for (const child of source.children('bin')) {
      const entry = source.files.get(child.path);
      if (
        entry === undefined ||
        entry.kind === 'link' ||
        entry.executable ||
        /\.(?:md|txt|json|cmd|bat|exe|ps1)$/i.test(child.name)
      )
        continue;
      report({
        file: child.path,
        message: `${quote(child.path)} is put on PATH but is not executable.`,
        fix: fixFor(child.path),
        // Without "#!" it may be a part of another program.
        ...(entry.text?.startsWith('#!') === true ? {} : { severity: 'warning' as const }),
      });
    }
  },
);

function fixFor(path: string): string {
  const word = shellWord(path);
  return `Run in the plugin's folder: chmod +x ${word} && git add --chmod=+x ${word}`;
}
