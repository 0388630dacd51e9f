import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Registry } from '../src/registry/registry.ts';
import { config, run as git, json, makeRepository, manifest, plugin } from '../test/review/repository.ts';

const home = join(import.meta.dirname, '..');
const base = makeRepository([
  {
    branch: 'main',
    files: {
      'marketplace.config.json': json(config),
      ...plugin('tiny-tool', ['ada']),
      ...plugin('orphan-gadget', ['bob']),
    },
  },
]);
const root = `${base.folder}-work`;
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  git(base.folder, ['clone', '--quiet', '.', root]);
});
afterAll(() => {
  base.remove();
  rmSync(root, { recursive: true, force: true });
});

function run(script: string, ...args: string[]) {
  const result = spawnSync(process.execPath, [join(home, script), ...args], { encoding: 'utf8', cwd: root });
  expect(`${result.stdout}${result.stderr}`).not.toMatch(/^\s+at /m);
  return { code: result.status, out: result.stdout, err: result.stderr };
}
const lifecycle = (...args: string[]) => run('scripts/lifecycle.ts', ...args);
const status = () => git(root, ['status', '--porcelain']);

/** Commits, writes the registry, and reads what it and the marketplace say. */
function published() {
  git(root, ['add', '-A']);
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  git(root, [...author, 'commit', '--quiet', '--allow-empty', '-m', 'Change']);
  const written = run('scripts/registry.ts', '--root', root);
  expect(written.code, written.err).toBe(0);
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as unknown;
  return {
    ...written,
    registry: read('registry.json') as Registry,
    marketplace: read('.claude-plugin/marketplace.json') as {
      plugins: { name: string; version: string }[];
      renames?: object;
    },
  };
}

test('a deprecation stands in the registry, with the day of the command', () => {
  const day = () => new Date().toISOString().slice(0, 10);
  const before = day();
  const done = lifecycle(
    'deprecate',
    'tiny-tool',
    '--reason',
    'It is old.',
    '--replacement',
    'orphan-gadget',
  );
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain("git commit -m 'Deprecate tiny-tool: It is old.'");
  const { registry } = published();
  expect(registry.plugins.find(({ name }) => name === 'tiny-tool')?.deprecated).toMatchObject({
    reason: 'It is old.',
    replacement: 'orphan-gadget',
    date: expect.stringMatching(new RegExp(`^(?:${before}|${day()})$`)),
  });
});

test('a withdrawn version is not offered, and a higher one is', () => {
  expect(
    lifecycle('yank', 'tiny-tool', '1.0.0', '--reason', 'It deletes files.', '--date', '2026-01-31').code,
  ).toBe(0);
  const without = published();
  expect(without.err).toContain('"tiny-tool"');
  expect(without.marketplace.plugins.map(({ name }) => name)).toEqual(['orphan-gadget']);
  expect(without.registry.plugins.find(({ name }) => name === 'tiny-tool')?.yanked).toEqual([
    { version: '1.0.0', reason: 'It deletes files.', date: '2026-01-31' },
  ]);
  const file = join(root, 'plugins/tiny-tool/.claude-plugin/plugin.json');
  rmSync(file);
  spawnSync('tee', [file], { input: manifest('tiny-tool', { version: '1.0.1' }) });
  expect(published().marketplace.plugins).toMatchObject([
    { name: 'orphan-gadget' },
    { name: 'tiny-tool', version: '1.0.1' },
  ]);
});

test('a rename and a removal stand under renames, and the marketplace leads straight to the end', () => {
  expect(lifecycle('rename', 'tiny-tool', 'pocket-compass').code).toBe(0);
  expect(published().marketplace.renames).toEqual({ 'former-name': null, 'tiny-tool': 'pocket-compass' });
  expect(lifecycle('rename', 'pocket-compass', 'quiet-lantern').code).toBe(0);
  expect(published().marketplace).toMatchObject({
    renames: { 'former-name': null, 'tiny-tool': 'quiet-lantern', 'pocket-compass': 'quiet-lantern' },
    plugins: [{ name: 'orphan-gadget' }, { name: 'quiet-lantern', version: '1.0.2' }],
  });
  expect(lifecycle('remove', 'quiet-lantern', '--reason', 'Nobody looks after it.').code).toBe(0);
  const { marketplace, registry } = published();
  expect(marketplace.renames).toEqual({
    'former-name': null,
    'tiny-tool': null,
    'pocket-compass': null,
    'quiet-lantern': null,
  });
  // The configuration keeps what happened, step by step.
  expect(registry.renames['tiny-tool']).toBe('pocket-compass');
});

test.each([
  ['remove', 'tiny-tool', '--reason', 'Old.'],
  ['rename', 'tiny-tool', 'pocket-compass'],
])('after %s %s the check asks nobody to edit what publishing writes', (...args) => {
  published();
  expect(lifecycle(...args).code).toBe(0);
  const checked = run('scripts/check.ts', '.');
  expect(checked.code, checked.out).toBe(0);
  expect(checked.out).not.toContain('marketplace.json');
});

test('a transfer stands in the registry', () => {
  expect(lifecycle('transfer', 'tiny-tool', '--to', 'bob,cleo').code).toBe(0);
  expect(published().registry.plugins.find(({ name }) => name === 'tiny-tool')?.maintainers).toEqual([
    'bob',
    'cleo',
  ]);
});

test.each([
  ['deprecate', 'tiny-tool', '--reason', 'Old.'],
  ['yank', 'tiny-tool', '1.0.0', '--reason', 'Bad.'],
  ['remove', 'tiny-tool', '--reason', 'Bad.'],
  ['rename', 'tiny-tool', 'pocket-compass'],
  ['transfer', 'tiny-tool', '--to', 'bob'],
])('%s %s with --dry-run says what it would do and writes nothing', (...args) => {
  const dry = lifecycle(...args, '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out).toMatch(/^Nothing was written\. Without --dry-run:\n {2}[A-Z].*\.\n\nIt would change:\n/);
  expect(status()).toBe('');
});

test.each([
  [[], 'Expected a command'],
  [['depricate', 'x'], 'Did you mean "deprecate"?'],
  [['deprecate', 'tiny-tool'], 'Expected --reason <text>: why'],
  [['yank', 'tiny-tool', '--reason', 'x'], 'Expected <version>: a version'],
  [['rename', 'a', 'b', 'c'], 'Unexpected argument "c"'],
  [['transfer', 'tiny-tool'], 'Expected --to <login>'],
  [['undeprecate', 'tiny-tool', '--reason', 'x'], 'Unknown option "--reason"'],
])('%j is refused as a command', (args, said) => {
  const wrong = lifecycle(...args);
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain(said);
  expect(status()).toBe('');
});

test('a refusal names every reason, ends with 1 and touches nothing', () => {
  const refused = lifecycle('deprecate', 'tiny-tool', '--reason', 'x'.repeat(501), '--date', '31.1.2026');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^Nothing was changed:\n/);
  expect(refused.err).toContain('500 characters');
  expect(refused.err).toContain('"31.1.2026"');
  expect(status()).toBe('');
  expect(lifecycle('remove', 'tiny-tool', '--reason', 'x', '--root', join(root, 'plugins')).err).toContain(
    '--root',
  );
  expect(existsSync(join(root, 'plugins/tiny-tool'))).toBe(true);
});
