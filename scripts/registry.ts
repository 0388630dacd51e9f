// npm run registry: writes registry.json, .claude-plugin/marketplace.json and .github/CODEOWNERS, or checks that they are current.
import './compile-cache.ts';

const { rootOption, runCommand } = await import('./command-line.ts');

await runCommand({
  name: 'npm run registry',
  about:
    'Describes the plugins of the last commit in registry.json and .claude-plugin/marketplace.json, and their maintainers in .github/CODEOWNERS. What is not committed yet is left out: commit first.',
  options: {
    worktree: { about: 'describe the files on the disk, committed or not (outside git they always are)' },
    check: {
      about:
        'write nothing; exit with 1 and print the differences unless the files are exactly what this command would write. A registry with forged hashes passes: before publishing what others wrote, add --fresh',
    },
    fresh: { about: 'read every plugin again instead of reusing the last registry' },
    out: { value: 'file', about: 'write only the registry, to this file' },
    root: rootOption,
  },
  example: '--check --fresh',
  exitCodes: {
    0: 'the files are current, or were written',
    1: 'with --check: they are not current; otherwise: they could not be written',
  },
  run: async (options) => (await import('./write-registry.ts')).writeRegistry(options),
});
