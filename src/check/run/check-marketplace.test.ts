import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  baseMarketplace,
  diagnoseMarketplace,
  entryWith,
  marketplaceWith,
} from '../../../test/check/marketplace-fixtures.ts';
import { type Entry, type FileSystem, folderFileSystem, memoryFileSystem } from '../../plugin/file-system.ts';
import { rules } from '../rules.ts';
import { checkMarketplace } from './check-marketplace.ts';
import { marketplaceFile } from './targets.ts';

const listed = 'plugins/tiny-tool';
const lines = async (...given: Parameters<typeof diagnoseMarketplace>) =>
  (await diagnoseMarketplace(...given)).map(({ severity, rule, file }) => `${severity} ${rule} ${file}`);

describe('the plugins that a marketplace lists', () => {
  it.each([
    [
      'a manifest that is no JSON',
      { [`${listed}/.claude-plugin/plugin.json`]: '{' },
      `error json-invalid ${listed}/.claude-plugin/plugin.json`,
    ],
    [
      'hooks that are no JSON',
      { [`${listed}/hooks/hooks.json`]: '{' },
      `error json-invalid ${listed}/hooks/hooks.json`,
    ],
    [
      'a guarding hook that is broken',
      { [`${listed}/hooks/hooks.json`]: '{"hooks":{"PreToolUse":[{"hooks":[{}]}]}}' },
      `error hook-invalid ${listed}/hooks/hooks.json`,
    ],
    [
      'hooks in another spelling',
      { [`${listed}/Hooks/hooks.json`]: '{}' },
      `error path-case-mismatch ${listed}/Hooks`,
    ],
    [
      'hooks that are a link',
      { [`${listed}/hooks/hooks.json`]: { link: '/etc/hostname' } },
      `warning component-unread ${listed}/hooks/hooks.json`,
    ],
  ])('are looked at: %s', async (_, overlay, expected) => {
    expect(await lines(overlay)).toEqual([expected]);
  });

  it.each([
    ['skills', { [`${listed}/skills/a/SKILL.md`]: '---\ndescription: "\n---\n' }],
    ['agents', { [`${listed}/agents/a.md`]: '---\ndescription: "\n---\n' }],
    [
      'servers',
      {
        [`${listed}/.mcp.json`]: '{',
        [`${listed}/.lsp.json`]: '{',
        [`${listed}/monitors/monitors.json`]: '{',
      },
    ],
    ['marketplaces in them', { [`${listed}/.claude-plugin/marketplace.json`]: '{' }],
    [
      'plugins that are not listed',
      { 'plugins/other/.claude-plugin/plugin.json': '{', 'plugins/other/hooks/hooks.json': '{' },
    ],
  ])('are not looked at for their %s', async (_, overlay) => {
    expect(await lines(overlay)).toEqual([]);
  });

  it('are told where their own manifest is wrong', async () => {
    const manifest =
      '{\n  "name": "tiny-tool",\n  "version": "1.0.0",\n  "description": "A",\n  "author": { "name": "A" },\n  "skills": "./nope"\n}';
    const found = await diagnoseMarketplace({ [`${listed}/.claude-plugin/plugin.json`]: manifest });
    expect(found).toMatchObject([
      { rule: 'path-missing', file: `${listed}/.claude-plugin/plugin.json`, line: 6, column: 13 },
    ]);
  });

  it('may name what lies behind links inside them', async () => {
    const manifest = JSON.stringify({
      name: 'tiny-tool',
      version: '1',
      description: 'A',
      author: { name: 'A' },
      skills: './linked/deep',
      hooks: './more.json',
    });
    const overlay = {
      [`${listed}/.claude-plugin/plugin.json`]: manifest,
      [`${listed}/linked`]: { link: 'real' },
      [`${listed}/real/deep/a/SKILL.md`]: 'x',
      [`${listed}/more.json`]: '{"hooks":{}}',
    };
    expect(await lines(overlay)).toEqual([]);
    expect(await lines({ ...overlay, [`${listed}/linked`]: { link: 'nowhere' } })).toEqual([
      `error path-missing ${listed}/.claude-plugin/plugin.json`,
    ]);
  });

  it('are looked at once, however often they are listed', async () => {
    const plugins = ['./plugins/tiny-tool', './plugins/tiny-tool/', './plugins//tiny-tool'].map(
      (source, index) => ({ name: `a${index}`, source }),
    );
    expect(
      await lines({ ...marketplaceWith({ plugins }), [`${listed}/hooks/hooks.json`]: '{' }),
    ).toHaveLength(1);
  });
});

describe("the marketplace's own folder", () => {
  it('is looked at for hooks even where nothing lists it', async () => {
    expect(await lines({ 'hooks/hooks.json': '{' })).toEqual(['error json-invalid hooks/hooks.json']);
    expect(await lines({ ...entryWith({ source: './' }), 'hooks/hooks.json': '{' })).toEqual([
      'error json-invalid hooks/hooks.json',
    ]);
    expect(await lines({ 'skills/a/SKILL.md': '---\ndescription: "\n---\n' })).toEqual([]);
  });

  it('is a plugin where it has the manifest of one, with all that the client reads of a plugin', async () => {
    const plugin = {
      '.claude-plugin/plugin.json': JSON.stringify({
        name: 'a',
        version: '1',
        description: 'A',
        author: { name: 'A' },
      }),
    };
    expect(
      await lines({ ...plugin, 'skills/a/SKILL.md': '---\ndescription: "\n---\n', '.mcp.json': '{' }),
    ).toEqual(['error json-invalid .mcp.json', 'error frontmatter-invalid skills/a/SKILL.md']);
  });

  it('is left alone where its manifest itself was named', async () => {
    const overlay = { '.claude-plugin/plugin.json': '{', 'hooks/hooks.json': '{' };
    expect(await lines(overlay, undefined, marketplaceFile)).toEqual([]);
    expect(
      await lines({ ...overlay, ...entryWith({ source: './' }) }, undefined, marketplaceFile),
    ).toHaveLength(2);
  });

  it('may hold no other spelling of its manifest', async () => {
    expect(await lines({ '.claude-plugin/Marketplace.json': '{}' })).toEqual([
      'error path-case-mismatch .claude-plugin/Marketplace.json',
    ]);
  });
});

describe('a marketplace with ten thousand plugins', () => {
  it('is read without looking at more than the manifests, the hooks and their folders', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `p${index}`);
    const files: Record<string, string> = {
      ...marketplaceWith({ plugins: names.map((name) => ({ name, source: `./plugins/${name}` })) }),
    };
    for (const name of names) {
      files[`plugins/${name}/.claude-plugin/plugin.json`] = JSON.stringify({
        name,
        version: '1.0.0',
        description: 'A',
        author: { name: 'A' },
      });
    }
    const base = memoryFileSystem(files);
    // A listing of a flat map of files looks at all of them, which a folder does not do.
    const lists = new Map<string, { path: string; kind: 'file' | 'directory' }[]>(
      names.map((name) => [
        `plugins/${name}`,
        [{ path: `plugins/${name}/.claude-plugin`, kind: 'directory' }],
      ]),
    );
    const read: string[] = [];
    const fs: FileSystem = {
      ...base,
      walk: () => {
        throw new Error('Nothing asks for everything.');
      },
      list: (path) => lists.get(path) ?? [],
      read(entry: Entry, max) {
        read.push(entry.path);
        return base.read(entry, max);
      },
    };
    expect(await checkMarketplace(fs, 'market', { rules, docsOf: String })).toEqual([]);
    expect(read).toHaveLength(10_001);
  });
});

describe('a marketplace on the disk', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'marketplace-'));
    for (const [path, content] of Object.entries(baseMarketplace)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content as string);
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const check = async () =>
    (await checkMarketplace(folderFileSystem(root), root, { rules, docsOf: String })).map(
      ({ severity, rule, file }) => `${severity} ${rule} ${file}`,
    );

  it('is judged as it is in memory', async () => {
    expect(await check()).toEqual([]);
    writeFileSync(join(root, listed, '.claude-plugin/plugin.json'), '{');
    expect(await check()).toEqual([`error json-invalid ${listed}/.claude-plugin/plugin.json`]);
  });

  it('is never read through a link, or from what is no file', async () => {
    rmSync(join(root, 'plugins'), { recursive: true });
    symlinkSync('/', join(root, 'plugins'));
    expect(await check()).toEqual([`warning marketplace-source-unread ${marketplaceFile}`]);
    rmSync(join(root, marketplaceFile));
    execFileSync('mkfifo', [join(root, marketplaceFile)]);
    expect(await check()).toEqual([`error marketplace-manifest-invalid ${marketplaceFile}`]);
  });
});
