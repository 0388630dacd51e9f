// Imported first by the commands that are run again and again: what they import after it is loaded in two thirds of the time.
import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compile'));

// The files of this project name one another as they are called. What Node would look up for each of them (whether it is a link, what the package
// around it says) costs as much as compiling it. https://nodejs.org/api/module.html#moduleregisterhooksoptions
registerHooks({
  resolve(specifier, context, nextResolve) {
    return specifier.startsWith('.') && specifier.endsWith('.ts')
      ? { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
      : nextResolve(specifier, context);
  },
});

/**
 * Loads modules that are mostly used from end to end. What is kept compiled of a module is what is compiled as it is loaded, and the functions in
 * it are not, unless they are asked for: compiling them one by one as they are called costs a fifth of checking one plugin.
 * @param load imports files of this project, and none of Node's that was not imported before
 */
export async function compiledWhole<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  setFlagsFromString('--no-lazy');
  try {
    return await load();
  } finally {
    setFlagsFromString('--lazy');
  }
}
