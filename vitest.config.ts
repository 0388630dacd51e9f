import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of whole commands, sites and workflows take longest and go first, so that no worker ends alone with one of them. */
class SlowRoomsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isOfUnits = ({ project }: TestSpecification) => project.name === 'units';
    return [...sorted.filter((file) => !isOfUnits(file)), ...sorted.filter(isOfUnits)];
  }
}

/** A marketplace that took a plugin out has nothing left to test of it, be that in one file or in a folder. */
const takenOut = readdirSync('test/plugins')
  .map((entry) => entry.replace('.test.ts', ''))
  .filter((plugin) => !existsSync(`plugins/${plugin}`))
  .flatMap((plugin) => [`test/plugins/${plugin}.test.ts`, `test/plugins/${plugin}/**`]);

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'units', include: ['src/**/*.test.ts', 'test/architecture.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/fixtures/**', 'test/architecture.test.ts', ...takenOut],
          globalSetup: 'test/setup/built-sites.ts',
        },
      },
    ],
    exclude: ['**/node_modules/**', '**/fixtures/**'],
    pool: 'forks',
    // One for each core: a test mostly waits for what it started, a build, a browser or the real client.
    maxWorkers: '100%',
    // Files share the process of their worker with its modules, its registry of the fixture and its browser. What a test replaces is put back.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    sequence: { sequencer: SlowRoomsFirst },
    env: {
      // Processes that tests start load what an earlier one compiled.
      NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'compile-in-tests'),
      // Repositories of tests are not kept, so git need not wait for the disk. https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsync
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsync',
      GIT_CONFIG_VALUE_0: 'none',
    },
    // Limits are for what hangs: on a busy machine everything takes many times as long.
    testTimeout: 600_000,
    hookTimeout: 1_800_000,
    expect: { poll: { timeout: 300_000, interval: 20 } },
    passWithNoTests: false,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
  },
});
