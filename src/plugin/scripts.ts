import type { SourceFile } from './source.ts';

const scriptName =
  /\.(?:sh|bash|zsh|fish|ps1|psm1|bat|cmd|py|pyw|rb|pl|php|lua|js|mjs|cjs|jsx|ts|mts|cts|tsx|go|rs|java|kt|swift|c|cc|cpp|cs)$/i;

/** Whether a file is a program: by its ending, its first line, or its mode. */
export function isScript(file: SourceFile): boolean {
  if (file.text === undefined) return false;
  return (
    scriptName.test(file.path) ||
    file.text.startsWith('#!') ||
    (file.executable && !/\.(?:md|json|txt|ya?ml)$/i.test(file.path))
  );
}
