import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** A marketplace that took a plugin out has nothing left to test of it. */
const takenOut = readdirSync('test/plugins')
  .filter((file) => file.endsWith('.test.ts') && !existsSync(`plugins/${file.replace('.test.ts', '')}`))
  .map((file) => `test/plugins/${file}`);

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/fixtures/**', ...takenOut],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
  },
});
