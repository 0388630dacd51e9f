import type { SourceFile } from '../source.ts';

/** The languages whose programs are parsed. */
export const languages = [
  'shell',
  'python',
  'javascript',
  'typescript',
  'tsx',
  'ruby',
  'go',
  'powershell',
  'php',
  'rust',
] as const;
export type Language = (typeof languages)[number];

const endings: Readonly<Record<string, Language>> = {
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  ksh: 'shell',
  bats: 'shell',
  py: 'python',
  pyw: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  rb: 'ruby',
  go: 'go',
  ps1: 'powershell',
  psm1: 'powershell',
  php: 'php',
  rs: 'rust',
};

/** Programs that run a file or a text of a language, by their names without a version. */
const interpreters: Readonly<Record<string, Language>> = {
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  dash: 'shell',
  ksh: 'shell',
  ash: 'shell',
  python: 'python',
  pypy: 'python',
  uv: 'python',
  node: 'javascript',
  nodejs: 'javascript',
  bun: 'typescript',
  deno: 'typescript',
  tsx: 'typescript',
  'ts-node': 'typescript',
  ruby: 'ruby',
  pwsh: 'powershell',
  powershell: 'powershell',
  php: 'php',
};

/** The language that an interpreter runs, by its name or path: `/usr/bin/python3.12`, `node`. */
export function languageOfInterpreter(program: string): Language | undefined {
  const name = program.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  const bare = name.toLowerCase().replace(/-?\d[\d.]*$/, '');
  return Object.hasOwn(interpreters, bare) ? interpreters[bare] : undefined;
}

/** The language that a file's first line names: `#!/usr/bin/env -S uv run --script`. */
function languageOfFirstLine(text: string): Language | undefined {
  const line = /^#!([^\n]{1,300})/.exec(text)?.[1] ?? '';
  for (const word of line.trim().split(/\s+/)) {
    if (/(?:^|\/)env$/.test(word) || word.startsWith('-') || word.includes('=')) continue;
    return languageOfInterpreter(word);
  }
  return undefined;
}

/** Text for a shell that Windows reads as a batch program: what only one of them runs stands in a here-document or behind a label. */
const shellAndBatch = /^:(?:[ \t]*<<-?[ \t]*['"]?[\w:]+|[ \t]*;)/;

/** The language of a program: by its first line, else by its ending; undefined for what is no program of a known language. */
export function languageOf({ path, text }: Pick<SourceFile, 'path' | 'text'>): Language | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const byEnding = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  const byLine = text?.startsWith('#!') === true ? languageOfFirstLine(text) : undefined;
  // "#!/usr/bin/env node" stands above TypeScript, too.
  if (byLine === 'javascript' && (byEnding === 'typescript' || byEnding === 'tsx')) return byEnding;
  if (/^(?:bat|cmd)$/.test(ending) && shellAndBatch.test(text ?? '')) return 'shell';
  return byLine ?? byEnding;
}
