// Imported first by the commands that are run again and again: what they import after it is loaded in two thirds of the time.
import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';

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
