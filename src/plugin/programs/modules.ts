import { posix } from 'node:path';
import type { Source } from '../source.ts';
import type { Language } from './language.ts';

/** Files that an import may mean, the likeliest first. `from`: the file that imports. */
export function modulePaths(
  source: Source,
  module: string,
  from: string,
  language: Language | undefined,
): string[] {
  const folder = posix.dirname(from);
  if (language === 'python') return pythonPaths(module, folder);
  if (language === 'ruby')
    return [
      posix.join(folder, module),
      posix.join(folder, `${module}.rb`),
      posix.join('lib', `${module}.rb`),
    ];
  if (language === 'go' || language === 'rust') return siblings(source, folder, module, language);
  return scriptPaths(module, folder);
}

/** `pkg.mod`, `.mod`, `..pkg.mod`: https://docs.python.org/3/reference/import.html */
function pythonPaths(module: string, folder: string): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const inner = module.slice(dots).replaceAll('.', '/');
  const bases =
    dots > 0
      ? [posix.join(folder, ...Array<string>(dots - 1).fill('..'))]
      : [folder, posix.join(folder, '..'), '', 'src'];
  return bases.flatMap((base) => [
    ...(inner === '' ? [] : [posix.join(base, `${inner}.py`)]),
    posix.join(base, inner, '__init__.py'),
  ]);
}

/** https://nodejs.org/api/esm.html#import-specifiers, with the endings that bundlers and TypeScript add. */
function scriptPaths(module: string, folder: string): string[] {
  if (!/^\.{0,2}\//.test(module)) return [];
  const path = posix.join(folder, module);
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  const endings = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx'];
  return [
    path,
    ...endings.map((ending) => `${bare}${ending}`),
    ...endings.map((ending) => `${path}/index${ending}`),
  ];
}

/** Files of one package lie in one folder. */
function siblings(source: Source, folder: string, module: string, language: Language): string[] {
  const ending = language === 'go' ? '.go' : '.rs';
  const name = posix.basename(module);
  return [
    posix.join(folder, `${name}${ending}`),
    posix.join(folder, name, language === 'rust' ? 'mod.rs' : ''),
    ...source
      .children(posix.join(folder, name))
      .flatMap((child) => (child.name.endsWith(ending) ? [child.path] : [])),
  ];
}
