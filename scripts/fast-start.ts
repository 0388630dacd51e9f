// Imported first by the commands that are run again and again: what they import after it is loaded in two thirds of the time.
import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** Put behind the names of files that are loaded: what is kept compiled of a file is kept by its name. */
let mark = '';

enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compile'));

// The files of this project name one another as they are called. What Node would look up for each of them (whether it is a link, what the package
// around it says) costs as much as compiling it. https://nodejs.org/api/module.html#moduleregisterhooksoptions
registerHooks({
  resolve(specifier, context, nextResolve) {
    const format = specifier.startsWith('.') ? formatOf(specifier, context.parentURL) : undefined;
    return format === undefined
      ? nextResolve(specifier, context)
      : { url: new URL(specifier, context.parentURL).href + mark, format, shortCircuit: true };
  },
});

function formatOf(specifier: string, parent: string | undefined): 'module-typescript' | 'module' | undefined {
  if (specifier.endsWith('.ts')) return 'module-typescript';
  // What a file of ours names that is not TypeScript was generated for it.
  return specifier.endsWith('.js') && /\.ts(?:\?|$)/.test(parent ?? '') ? 'module' : undefined;
}

/**
 * Loads modules that are mostly used from end to end. What is kept compiled of a module is what is compiled as it is loaded, and the functions in
 * it are not, unless they are asked for: compiling them one by one as they are called costs a fifth of checking one plugin.
 * @param load imports files of this project, and none of Node's that was not imported before
 */
export async function compiledWhole<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  // What is kept holds for one set of flags. Commands that load the same file otherwise would write it anew each time, and this one theirs.
  mark = '?whole';
  // The better compilers work for longer on what loads modules than that takes.
  for (const flag of ['--no-lazy', '--no-opt', '--no-maglev']) setFlagsFromString(flag);
  try {
    return await load();
  } finally {
    for (const flag of ['--lazy', '--opt', '--maglev']) setFlagsFromString(flag);
  }
}
