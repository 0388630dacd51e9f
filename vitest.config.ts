import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** A marketplace that took a plugin out has nothing left to test of it, be that in one file or in a folder. */
const takenOut = readdirSync('test/plugins')
  .map((entry) => entry.replace('.test.ts', ''))
  .filter((plugin) => !existsSync(`plugins/${plugin}`))
  .flatMap((plugin) => [`test/plugins/${plugin}.test.ts`, `test/plugins/${plugin}/**`]);

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/fixtures/**', ...takenOut],
    pool: 'forks',
    // One for each core: a test mostly waits for what it started, a build, a browser or the real client.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
  },
});
