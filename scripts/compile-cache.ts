// Imported first by a command, which then imports the rest with `await import`: Node strips the types of what was imported before, each time.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// https://nodejs.org/api/module.html#module-compile-cache
enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compile'));
