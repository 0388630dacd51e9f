import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFiles } from '../../test/files.ts';
import { config, json, makeRepository, manifest, plugin, run } from '../../test/review/repository.ts';
import { applyPlan } from './apply.ts';
import { type Home, openHome } from './home.ts';
import { planDeprecation, planTransfer, planUndeprecation, planYank } from './listing-commands.ts';
import { planRemoval, planRename } from './name-commands.ts';
import type { Plan, Planned } from './plan.ts';

const date = '2026-01-31';
const reason = 'Claude Code does this by itself now.';
/** `needs-tiny` depends on `tiny-tool`; `old-timer` names it as its replacement; `tiny-tool` had another version and name before. */
const base = makeRepository([
  {
    branch: 'main',
    files: {
      'marketplace.config.json': json({ ...config, renames: { 'first-name': 'tiny-tool', gone: null } }),
      ...plugin('tiny-tool', ['ada', 'amy'], '1.0.0'),
      ...plugin('orphan-gadget'),
    },
    tags: ['tiny-tool--v1.0.0'],
  },
  {
    branch: 'main',
    files: {
      'plugins/tiny-tool/.claude-plugin/plugin.json': manifest('tiny-tool', { version: '1.1.0' }),
      'plugins/tiny-tool/skills/help/SKILL.md':
        '---\nname: help\ndescription: Helps with the tool. Use when somebody asks for help with it.\n---\n\nType `/tiny-tool:help`, not `/tiny-tools`.\n',
      ...plugin('needs-tiny'),
      'plugins/needs-tiny/.claude-plugin/plugin.json': manifest('needs-tiny', {
        dependencies: [{ name: 'tiny-tool', version: '^1.0.0' }],
      }),
      ...plugin('old-timer'),
      'plugins/old-timer/listing.json': json({
        category: 'productivity',
        deprecated: { reason, date, replacement: 'tiny-tool' },
      }),
    },
  },
]);
afterAll(() => base.remove());

let root: string;
beforeEach(() => {
  root = `${base.folder}-work`;
  run(base.folder, ['clone', '--quiet', '.', root]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function home(): Home {
  const opened = openHome(root);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.home;
}

function done(planned: Planned): Plan {
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  applyPlan(root, planned.plan, 'test');
  return planned.plan;
}

function refusal(planned: Planned): string {
  expect(planned.ok).toBe(false);
  expect(changed()).toEqual([]);
  return planned.ok ? '' : planned.problems.map(({ message, fix }) => `${message} ${fix}`).join('\n');
}

const changed = () =>
  run(root, ['status', '--porcelain', '--untracked-files=all', '--no-renames'])
    .split('\n')
    .filter((line) => line !== '');
const readJson = (path: string) =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
const listing = (name: string) => readJson(`plugins/${name}/listing.json`);

describe('deprecate', () => {
  test('writes reason, day and replacement, and nothing else', async () => {
    const plan = done(
      await planDeprecation(home(), 'tiny-tool', { reason, date, replacement: 'orphan-gadget' }),
    );
    expect(listing('tiny-tool')).toEqual({
      category: 'productivity',
      maintainers: ['ada', 'amy'],
      deprecated: { reason, date, replacement: 'orphan-gadget' },
    });
    expect(changed()).toEqual([' M plugins/tiny-tool/listing.json']);
    expect(plan.summary).toContain('in favor of "orphan-gadget"');
  });

  test('makes a listing where there is none, and takes itself back', async () => {
    done(await planDeprecation(home(), 'orphan-gadget', { reason, date }));
    expect(listing('orphan-gadget')).toEqual({ deprecated: { reason, date } });
    done(await planUndeprecation(home(), 'orphan-gadget'));
    expect(listing('orphan-gadget')).toEqual({});
    expect((await planUndeprecation(home(), 'orphan-gadget')).ok).toBe(false);
  });

  test.each([
    ['a name that is none', 'tiny-tol', {}, 'Did you mean "tiny-tool"?'],
    ['a former name', 'first-name', {}, 'was renamed to "tiny-tool"'],
    ['a removed plugin', 'gone', {}, 'was already removed'],
    ['a way out of the folder', '../plugins/tiny-tool', {}, 'Unknown plugin'],
    ['a day that is none', 'tiny-tool', { date: '2026-02-30' }, '"2026-02-30"'],
    ['an empty reason', 'tiny-tool', { reason: ' ' }, 'Expected "deprecated.reason"'],
    ['an unknown replacement', 'tiny-tool', { replacement: 'needs-tinny' }, '"replacement": "needs-tiny"'],
    ['itself as its replacement', 'tiny-tool', { replacement: 'tiny-tool' }, 'another plugin'],
  ])('refuses %s and touches nothing', async (_, name, more, said) => {
    expect(refusal(await planDeprecation(home(), name, { reason, date, ...more }))).toContain(said);
  });

  test('does not mind errors that were there before', async () => {
    rmSync(join(root, 'plugins/tiny-tool/README.md'));
    done(await planDeprecation(home(), 'tiny-tool', { reason, date }));
    expect(listing('tiny-tool').deprecated).toEqual({ reason, date });
  });

  test.each([
    ['no JSON', () => writeFiles(root, { 'plugins/tiny-tool/listing.json': '{' })],
    [
      'a link',
      () => {
        rmSync(join(root, 'plugins/tiny-tool/listing.json'));
        symlinkSync('../../marketplace.config.json', join(root, 'plugins/tiny-tool/listing.json'));
      },
    ],
  ])('refuses a listing that is %s', async (_, break_) => {
    break_();
    const before = readFileSync(join(root, 'plugins/tiny-tool/listing.json'), 'utf8');
    expect((await planDeprecation(home(), 'tiny-tool', { reason, date })).ok).toBe(false);
    expect(readFileSync(join(root, 'plugins/tiny-tool/listing.json'), 'utf8')).toBe(before);
  });
});

describe('yank', () => {
  test('withdraws an older version, and says how its tag goes', async () => {
    const plan = done(await planYank(home(), 'tiny-tool', { version: '1.0.0', reason, date }));
    expect(listing('tiny-tool').yanked).toEqual([{ version: '1.0.0', reason, date }]);
    expect(plan.later).toEqual(['git push --delete origin refs/tags/tiny-tool--v1.0.0']);
    expect(plan.notes).toEqual([]);
    done(await planYank(home(), 'tiny-tool', { version: '1.1.0', reason: 'Worse.', date }));
    expect(listing('tiny-tool').yanked).toHaveLength(2);
  });

  test('says that the current version is not offered any more', async () => {
    const plan = done(await planYank(home(), 'tiny-tool', { version: '1.1.0', reason, date }));
    expect(plan.notes).toEqual([
      expect.stringContaining('is not offered until'),
      expect.stringMatching(/^plugins\/needs-tiny\/.*plugin\.json:\d+ depends on it/),
    ]);
    expect(plan.later).toEqual([]);
  });

  test.each([
    ['9.9.9', 'Known versions: 1.1.0, 1.0.0.'],
    ['1.0.0; rm -rf /', 'Unknown version'],
  ])('refuses the version %j', async (version, said) => {
    expect(refusal(await planYank(home(), 'tiny-tool', { version, reason, date }))).toContain(said);
  });

  test('refuses what was withdrawn already', async () => {
    done(await planYank(home(), 'tiny-tool', { version: '1.0.0', reason, date }));
    const again = await planYank(home(), 'tiny-tool', { version: '1.0.0', reason, date });
    expect(again).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('already') }] });
  });
});

describe('transfer', () => {
  test('changes one line', async () => {
    const before = readFileSync(join(root, 'plugins/tiny-tool/listing.json'), 'utf8');
    const plan = done(await planTransfer(home(), 'tiny-tool', ['@bob', 'cleo']));
    expect(listing('tiny-tool').maintainers).toEqual(['bob', 'cleo']);
    expect(plan.summary).toContain('from ada, amy');
    const after = readFileSync(join(root, 'plugins/tiny-tool/listing.json'), 'utf8').split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual(['  "maintainers": ["bob", "cleo"]']);
  });

  test.each([
    [['not a login'], '"not a login"'],
    [['bob', 'BOB'], 'twice'],
    [[''], 'GitHub login'],
    [['ada', 'amy'], 'already'],
  ])('refuses %j', async (to, said) => {
    expect(refusal(await planTransfer(home(), 'tiny-tool', to))).toContain(said);
  });
});

describe('remove', () => {
  test('deletes the folder, reserves the name, and names who is left without it', async () => {
    const plan = done(await planRemoval(home(), 'tiny-tool', { reason }));
    expect(existsSync(join(root, 'plugins/tiny-tool'))).toBe(false);
    expect(readdirSync(join(root, 'plugins')).sort()).toEqual(['needs-tiny', 'old-timer', 'orphan-gadget']);
    expect(readJson('marketplace.config.json').renames).toEqual({
      'first-name': 'tiny-tool',
      gone: null,
      'tiny-tool': null,
    });
    expect(plan.notes).toEqual([
      expect.stringMatching(/^plugins\/needs-tiny\/\.claude-plugin\/plugin\.json:\d+ depends on "tiny-tool"/),
      expect.stringMatching(/^plugins\/old-timer\/listing\.json:\d+ names "tiny-tool" as its replacement/),
    ]);
    expect(changed().filter((line) => !line.startsWith(' D plugins/tiny-tool/'))).toEqual([
      ' M marketplace.config.json',
    ]);
  });

  test('refuses to delete what no commit holds', async () => {
    writeFiles(root, { 'plugins/tiny-tool/new.txt': 'new' });
    const planned = await planRemoval(home(), 'tiny-tool', { reason });
    expect(planned).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('not committed') }],
    });
    rmSync(join(root, '.git'), { recursive: true });
    expect((await planRemoval(home(), 'orphan-gadget', { reason })).ok).toBe(false);
    expect(existsSync(join(root, 'plugins/orphan-gadget'))).toBe(true);
  });

  test('refuses an empty reason', async () => {
    expect(refusal(await planRemoval(home(), 'tiny-tool', { reason: '' }))).toContain('reason');
  });
});

describe('rename', () => {
  test('moves the folder, renames and raises the manifest, records the name, and says what still has the old one', async () => {
    const plan = done(await planRename(home(), 'tiny-tool', 'pocket-compass'));
    expect(existsSync(join(root, 'plugins/tiny-tool'))).toBe(false);
    expect(readJson('plugins/pocket-compass/.claude-plugin/plugin.json')).toMatchObject({
      name: 'pocket-compass',
      version: '1.1.1',
    });
    expect(readJson('marketplace.config.json').renames).toEqual({
      'first-name': 'tiny-tool',
      gone: null,
      'tiny-tool': 'pocket-compass',
    });
    expect(plan.notes).toContainEqual(
      'plugins/pocket-compass/skills/help/SKILL.md:6 still uses the name "tiny-tool".',
    );
    expect(plan.notes).toContainEqual(
      expect.stringMatching(/needs-tiny.*plugin\.json:\d+ depends on "tiny-tool": write "pocket-compass"/),
    );
    run(root, ['add', '-A']);
    const moved = run(root, ['diff', '--cached', '--name-status', '-M', 'HEAD', '--', 'plugins'])
      .trim()
      .split('\n');
    expect(moved.every((line) => line.startsWith('R'))).toBe(true);
  });

  test("goes back to a name that was its own, and to nobody else's", async () => {
    done(await planRename(home(), 'tiny-tool', 'first-name'));
    expect(readJson('marketplace.config.json').renames).toEqual({ gone: null, 'tiny-tool': 'first-name' });
    const planned = await planRename(home(), 'first-name', 'gone');
    expect(planned).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('was removed') }],
    });
  });

  test.each([
    ['orphan-gadget', {}, 'is taken'],
    ['tiny-tool', {}, 'already'],
    ['Tiny_Tool', {}, 'lower-case words'],
    ['../tiny', {}, 'lower-case words'],
    ['orphan-gadgets', {}, '"orphan-gadget"'],
    ['security', {}, '"security"'],
    ['pocket-compass', { version: '1.1.0' }, 'above "1.1.0"'],
    ['pocket-compass', { version: 'two' }, 'above "1.1.0"'],
  ])('refuses %s %j and touches nothing', async (to, more, said) => {
    expect(refusal(await planRename(home(), 'tiny-tool', to, more))).toContain(said);
  });
});

test('where a step fails, everything is as it was', async () => {
  const planned = await planRename(home(), 'tiny-tool', 'pocket-compass');
  if (!planned.ok) throw new Error('There should be a plan.');
  // What stands where the draft would be written lets the last step fail.
  const token = 'fails';
  mkdirSync(join(root, 'plugins/tiny-tool/.claude-plugin', `.${token}.draft`, 'in-the-way'), {
    recursive: true,
  });
  expect(() => applyPlan(root, planned.plan, token)).toThrow();
  rmSync(join(root, 'plugins/tiny-tool/.claude-plugin', `.${token}.draft`), { recursive: true });
  expect(changed()).toEqual([]);
});

test('a folder that is no marketplace, or a broken one, is said', () => {
  expect(openHome(join(root, 'plugins'))).toMatchObject({ ok: false });
  writeFiles(root, { 'marketplace.config.json': '{ "name": 1 }' });
  expect(openHome(root)).toMatchObject({ ok: false });
});
