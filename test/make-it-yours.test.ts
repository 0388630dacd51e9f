// Whoever follows README's "Make it yours" replaces the configuration and every plugin. No test of the software may notice.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The files of the working tree that git tracks or would add. */
const files = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)));

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

describe('after following README’s "Make it yours"', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yours-'));
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Grace',
    GIT_AUTHOR_EMAIL: 'grace@example.org',
    GIT_COMMITTER_NAME: 'Grace',
    GIT_COMMITTER_EMAIL: 'grace@example.org',
  };

  beforeAll(() => {
    for (const path of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(root, path), join(folder, path), { verbatimSymlinks: true });
    }
    git(folder, 'init', '--quiet', '--initial-branch', 'main');
    writeFileSync(join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    git(folder, 'add', '--all');
    git(
      folder,
      '-c',
      'user.name=Grace',
      '-c',
      'user.email=grace@example.org',
      'commit',
      '--quiet',
      '-m',
      'Fork',
    );
    const file = join(folder, 'marketplace.config.json');
    const config = {
      ...JSON.parse(readFileSync(file, 'utf8')),
      name: 'harbor-tools',
      displayName: 'Harbor Tools',
      description: 'Tools for the people who work in the harbor.',
      owner: { name: 'Harbor Office' },
      repository: 'harbor-office/tools',
      site: 'https://harbor-office.github.io/tools/',
      categories: [{ id: 'cargo', name: 'Cargo', description: 'Load and unload.' }],
    };
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the steps that README names end with a marketplace of one plugin', { timeout: 600_000 }, () => {
    const section = readFileSync(join(root, 'README.md'), 'utf8').split('\n## Make it yours\n')[1] ?? '';
    const steps = /```sh\n(.*?)```/s.exec(section)?.[1] ?? '';
    expect(steps).toContain('git rm -r plugins/');
    // The build of a whole site has tests of its own.
    const script = steps.replace('&& npm run build', '');
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    expect(status, stdout + stderr).toBe(0);
    const { name, plugins } = JSON.parse(readFileSync(join(folder, 'registry.json'), 'utf8'));
    expect([name, plugins.map((plugin: { name: string }) => plugin.name)]).toEqual([
      'harbor-tools',
      ['my-plugin'],
    ]);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  test('the tests that read files of the repository pass, and those of the removed plugins are left out', {
    timeout: 600_000,
  }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        'src/check/config',
        'src/new',
        'src/registry/api/published-schemas.test.ts',
        'scripts/publish-files.test.ts',
        'test/architecture.test.ts',
        'test/plugins',
        'test/site/issue-forms.test.ts',
        'test/site/schema-references.test.ts',
        'test/site/slash-commands.test.ts',
      ],
      { cwd: folder, encoding: 'utf8', env: { ...env, NO_COLOR: '1' } },
    );
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).not.toContain('test/plugins/');
  });
});

describe('no test outside test/plugins reads what the owner replaces', () => {
  /** A path of the repository that is the owner's, given to a function that joins or resolves paths. */
  const reads =
    /(?:\b(?:join|resolve)\(\s*(root|home|import\.meta\.dirname(?:,\s*'\.\.')+),\s*|new URL\(\s*['"`](?:\.\.\/)+)['"`]?(?:plugins['"`/]|registry\.json|marketplace\.config\.json|\.claude-plugin|\.github\/CODEOWNERS)/g;
  const isRepository = (text: string, name = '') =>
    !/^\w+$/.test(name) ||
    new RegExp(`(?:const ${name} = [^;]*import\\.meta|import \\{[^}]*\\b${name}\\b[^}]*\\} from)`).test(text);
  const findReads = (text: string) =>
    [...text.matchAll(reads)].filter(([, name]) => isRepository(text, name)).map(([found]) => found);

  test('but for the two that check the owner’s own files', () => {
    const sources = files.filter(
      (path) =>
        /^(?:src|scripts|test)\/.*\.ts$/.test(path) &&
        (path.startsWith('test/') || path.endsWith('.test.ts')) &&
        !/^test\/(?:plugins|fixtures)\//.test(path) &&
        path !== 'test/make-it-yours.test.ts',
    );
    expect(sources.length).toBeGreaterThan(100);
    const found = sources.filter((path) => findReads(readFileSync(join(root, path), 'utf8')).length > 0);
    expect(found).toEqual(['test/e2e/catalog.test.ts', 'test/site/schema-references.test.ts']);
  });

  test.each([
    ["const root = join(import.meta.dirname, '..');\ncpSync(join(root, 'plugins'), folder)", 1],
    ["import { root } from './site.ts';\nreadFileSync(join(root, 'registry.json'))", 1],
    ["readFileSync(new URL('../../marketplace.config.json', import.meta.url))", 1],
    ["join(import.meta.dirname, '..', '..', 'plugins', name)", 1],
    ["const root = mkdtempSync('x');\nreadFileSync(join(root, 'registry.json'))", 0],
    ["const root = join(import.meta.dirname, '..');\njoin(root, 'scripts')", 0],
  ])('%j has %i', (text, count) => {
    expect(findReads(text)).toHaveLength(count);
  });
});
