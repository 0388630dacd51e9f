// The real Claude Code follows a marketplace over its life: a real git repository, published by our own commands and served on this machine.
import { execFile, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerifyReport } from '../../src/verify/report.ts';
import { temporaryFolder, writeFiles } from '../files.ts';
import {
  type Content,
  config,
  type Files,
  run as git,
  json,
  manifest,
  plugin,
} from '../review/repository.ts';
import { type Claude, emptyHome, ensureClaude, runClaude } from './claude.ts';
import { type GitServer, serveGit } from './git-server.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = temporaryFolder('lifecycle');
const market = join(folder, 'work');
const bare = join(folder, 'market.git');
const id = (name: string) => `${name}@${config.name}`;

/** A package that is in no registry but that of this test. */
const archive = join(folder, 'left-bracket-1.0.0.tgz');

let claude: Claude;
let server: GitServer;
let npm: Server;
const home = emptyHome();
const environment = {
  registry: process.env.npm_config_registry,
  key: process.env.ANTHROPIC_API_KEY,
  url: process.env.ANTHROPIC_BASE_URL,
};

function write(files: Files): void {
  writeFiles(
    market,
    Object.fromEntries(Object.entries(files).map(([path, content]) => [path, text(content)])),
  );
}

function text(content: Content): string {
  if (typeof content !== 'string') throw new Error('Only texts are needed here.');
  return content;
}

/** One of our own commands, as the owner of the marketplace runs it. */
function command(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, CLAUDE_CONFIG_DIR: join(home.path, '.claude') };
  return new Promise((done) => {
    const full = [join(root, 'scripts', script), ...args, '--root', market];
    execFile(process.execPath, full, { encoding: 'utf8', env }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** Commits, describes, tags what is new, and pushes: what publishing does. */
async function publish(message: string, { tags = true } = {}): Promise<void> {
  const commit = (subject: string) => {
    git(market, ['add', '-A']);
    git(market, [
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=ada@example.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      subject,
    ]);
  };
  commit(message);
  const written = await command('registry.ts');
  expect(written.err).not.toContain('did not pass');
  expect(written.code, written.err).toBe(0);
  commit('Publish');
  for (const name of tags ? readdirSync(join(market, 'plugins')) : []) {
    const { version } = JSON.parse(
      readFileSync(join(market, 'plugins', name, '.claude-plugin/plugin.json'), 'utf8'),
    ) as { version: string };
    const tag = `${name}--v${version}`;
    if (git(market, ['tag', '--list', tag]) === '') git(market, ['tag', tag]);
  }
  git(market, ['push', '--quiet', '--tags', bare, 'main']);
}

/** A command of the client that has to do what it is told. */
async function client(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runClaude(claude, home.path, args);
  expect(status, `claude ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

type Listed = { id: string; version: string; enabled: boolean; installPath: string };
async function listed(name: string): Promise<Listed | undefined> {
  const plugins = JSON.parse(await client('plugin', 'list', '--json')) as Listed[];
  return plugins.find((entry) => entry.id === id(name));
}
const enabled = () =>
  (JSON.parse(readFileSync(join(home.path, '.claude/settings.json'), 'utf8')) as { enabledPlugins: object })
    .enabledPlugins;
async function verified(name: string): Promise<VerifyReport> {
  const { out, err } = await command('verify.ts', name, '--format', 'json');
  expect(err).toBe('');
  return JSON.parse(out) as VerifyReport;
}

const library = (version: string): Files => ({
  'plugins/base-library/.claude-plugin/plugin.json': manifest('base-library', { version }),
});

/** An npm registry that holds one package. */
function serveNpm(): Promise<Server> {
  const tarball = readFileSync(archive);
  const listening = createServer((request, response) => {
    if (request.url?.endsWith('.tgz') === true) response.end(tarball);
    else response.writeHead(404).end();
  });
  return new Promise((done) => listening.listen(0, '127.0.0.1', () => done(listening)));
}

beforeAll(async () => {
  claude = ensureClaude();
  writeFiles(folder, {
    'package/package.json': '{ "name": "left-bracket", "version": "1.0.0" }\n',
    'package/index.js': "module.exports = '[';\n",
  });
  expect(spawnSync('tar', ['-czf', archive, '-C', folder, 'package']).status).toBe(0);
  npm = await serveNpm();
  process.env.npm_config_registry = `http://127.0.0.1:${(npm.address() as AddressInfo).port}/`;
  const integrity = `sha512-${hash('sha512', readFileSync(archive), 'base64')}`;

  git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  git(folder, ['init', '--quiet', '--initial-branch=main', market]);
  server = await serveGit(folder);
  write({
    'marketplace.config.json': json(config),
    ...plugin('tiny-tool', ['ada']),
    ...plugin('orphan-gadget'),
    ...plugin('base-library'),
    ...plugin('quiet-lantern'),
    'plugins/quiet-lantern/.claude-plugin/plugin.json': manifest('quiet-lantern', {
      dependencies: [{ name: 'base-library', version: '^1.0.0' }],
    }),
    ...plugin('packed-lunch'),
    'plugins/packed-lunch/package.json': json({
      name: 'packed-lunch',
      version: '1.0.0',
      dependencies: { 'left-bracket': '1.0.0' },
    }),
    'plugins/packed-lunch/package-lock.json': json({
      name: 'packed-lunch',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'packed-lunch', version: '1.0.0', dependencies: { 'left-bracket': '1.0.0' } },
        'node_modules/left-bracket': {
          version: '1.0.0',
          resolved: 'https://registry.npmjs.org/left-bracket/-/left-bracket-1.0.0.tgz',
          integrity,
        },
      },
    }),
  });
  await publish('Begin');
  write(library('1.5.0'));
  await publish('Raise the library');
  write(library('1.6.0'));
  await publish('Raise the library again, and forget to tag it', { tags: false });
  await client('plugin', 'marketplace', 'add', `${server.address}market.git`);
}, 600_000);

afterAll(async () => {
  for (const [name, value] of [
    ['npm_config_registry', environment.registry],
    ['ANTHROPIC_API_KEY', environment.key],
    ['ANTHROPIC_BASE_URL', environment.url],
  ] as const) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  npm.closeAllConnections();
  npm.close();
  await server.close();
  home.remove();
});

describe('the real Claude Code, over the life of a marketplace', () => {
  test('installs a plugin, which is what was published', async () => {
    await client('plugin', 'install', id('tiny-tool'));
    expect(await listed('tiny-tool')).toMatchObject({ version: '1.0.0', enabled: true });
    expect(await verified('tiny-tool')).toMatchObject({
      verdict: 'same',
      copies: [{ compared: 'files', scope: 'user' }],
    });
  });

  test('resolves the range of a dependency by tag, whatever the marketplace has by now, and follows a new tag', async () => {
    const said = await client('plugin', 'install', id('quiet-lantern'));
    expect(said).toContain('1 dependency: base-library');
    expect((await listed('base-library'))?.version).toMatch(/^1\.5\.0-[0-9a-f]{12}$/);
    const report = await verified('base-library');
    expect(report).toMatchObject({ verdict: 'same', copies: [{ version: '1.5.0', compared: 'files' }] });
    expect(report.copies[0]?.notes.join()).toContain('current version is "1.6.0"');
    await publish('Tag it');
    await client('plugin', 'marketplace', 'update', config.name);
    await client('plugin', 'update', id('base-library'));
    expect((await listed('base-library'))?.version).toMatch(/^1\.6\.0-[0-9a-f]{12}$/);
    expect(await verified('base-library')).toMatchObject({ verdict: 'same', copies: [{ version: '1.6.0' }] });
  });

  test('installs the packages that a lock file pins: they are allowed additions', async () => {
    await client('plugin', 'install', id('packed-lunch'));
    const { copies, verdict } = await verified('packed-lunch');
    expect(existsSync(join(copies[0]?.path ?? '', 'node_modules/left-bracket/index.js'))).toBe(true);
    expect(verdict).toBe('same');
    expect(copies[0]?.allowed.map(({ path }) => path)).toContain('node_modules/');
  });

  test('notes which sessions use a copy: that is no tampering, while they do and after', async () => {
    const during: VerifyReport[] = [];
    const notes: boolean[] = [];
    const model = createServer((_, response) => {
      // Only the first question of the session is of interest.
      const seen = during.length > 0 ? Promise.resolve(during[0]) : verified('tiny-tool');
      seen
        .then((report) => {
          if (report === undefined) return;
          during.push(report);
          notes.push(existsSync(join(report.copies[0]?.path ?? '', '.in_use')));
        })
        .finally(() => {
          response.writeHead(400, { 'content-type': 'application/json' });
          response.end('{"type":"error","error":{"type":"invalid_request_error","message":"no"}}');
        });
    });
    await new Promise<void>((done) => model.listen(0, '127.0.0.1', done));
    process.env.ANTHROPIC_API_KEY = 'none';
    process.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${(model.address() as AddressInfo).port}`;
    await runClaude(claude, home.path, ['-p', 'hello']);
    model.closeAllConnections();
    model.close();
    expect(during[0]).toMatchObject({ verdict: 'same' });
    expect(notes[0]).toBe(true);
    expect(during[0]?.copies[0]?.allowed.map(({ path }) => path)).toEqual(['.in_use/']);
    expect((await verified('tiny-tool')).verdict).toBe('same');
  });

  test('updates after the version was raised, and not before', async () => {
    const before = (await listed('tiny-tool'))?.installPath ?? '';
    write({ 'plugins/tiny-tool/.claude-plugin/plugin.json': manifest('tiny-tool', { version: '1.1.0' }) });
    await client('plugin', 'update', id('tiny-tool'));
    expect((await listed('tiny-tool'))?.version).toBe('1.0.0');
    await publish('Raise the version');
    await client('plugin', 'marketplace', 'update', config.name);
    await client('plugin', 'update', id('tiny-tool'));
    expect((await listed('tiny-tool'))?.version).toBe('1.1.0');
    expect(await verified('tiny-tool')).toMatchObject({ verdict: 'same', copies: [{ version: '1.1.0' }] });
    // What it replaced is marked, and still what was published.
    expect(existsSync(join(before, '.orphaned_at'))).toBe(true);
    const old = JSON.parse((await command('verify.ts', before, '--format', 'json')).out) as VerifyReport;
    expect(old).toMatchObject({ verdict: 'same', copies: [{ version: '1.0.0' }] });
    expect(old.copies[0]?.allowed.map(({ path }) => path)).toContain('.orphaned_at');
  });

  test('names the file that somebody changed in the copy', async () => {
    const copy = (await listed('tiny-tool'))?.installPath ?? '';
    const skill = 'skills/hello/SKILL.md';
    const before = readFileSync(join(copy, skill));
    writeFileSync(join(copy, skill), '# Other\n');
    expect((await verified('tiny-tool')).copies[0]?.differences).toEqual([{ path: skill, kind: 'changed' }]);
    writeFileSync(join(copy, skill), before);
    expect((await verified('tiny-tool')).verdict).toBe('same');
  });

  test('is not offered a plugin whose current version was withdrawn, and is offered the next one', async () => {
    const yank = ['yank', 'orphan-gadget', '1.0.0', '--reason', 'It deletes files.', '--date', '2026-01-31'];
    expect(await command('lifecycle.ts', ...yank)).toMatchObject({ code: 0 });
    await publish('Withdraw a version');
    await client('plugin', 'marketplace', 'update', config.name);
    const refused = await runClaude(claude, home.path, ['plugin', 'install', id('orphan-gadget')]);
    expect(refused.status).not.toBe(0);
    expect(refused.stdout + refused.stderr).toContain('not found');
    write({
      'plugins/orphan-gadget/.claude-plugin/plugin.json': manifest('orphan-gadget', { version: '1.0.1' }),
    });
    await publish('Fix it');
    await client('plugin', 'marketplace', 'update', config.name);
    await client('plugin', 'install', id('orphan-gadget'));
    expect((await listed('orphan-gadget'))?.version).toBe('1.0.1');
  });

  test('moves whoever has a renamed plugin to its new name, over two renames at once', async () => {
    expect(await command('lifecycle.ts', 'rename', 'tiny-tool', 'pocket-compass')).toMatchObject({ code: 0 });
    await publish('Rename');
    expect(await command('lifecycle.ts', 'rename', 'pocket-compass', 'desk-almanac')).toMatchObject({
      code: 0,
    });
    await publish('Rename again');
    await client('plugin', 'marketplace', 'update', config.name);
    expect(enabled()).toHaveProperty([id('tiny-tool')], true);
    await client('plugin', 'list');
    expect(enabled()).not.toHaveProperty([id('tiny-tool')]);
    expect(enabled()).toHaveProperty([id('desk-almanac')], true);
    await client('plugin', 'install', id('desk-almanac'));
    expect(await listed('desk-almanac')).toMatchObject({ version: '1.1.2', enabled: true });
    expect((await verified('desk-almanac')).verdict).toBe('same');
  });

  test('notices that a plugin was removed, and enables it no more', async () => {
    const removal = ['remove', 'orphan-gadget', '--reason', 'Nobody looks after it.'];
    expect(await command('lifecycle.ts', ...removal)).toMatchObject({ code: 0 });
    await publish('Remove');
    await client('plugin', 'marketplace', 'update', config.name);
    await client('plugin', 'list');
    expect(enabled()).not.toHaveProperty([id('orphan-gadget')]);
    expect((await listed('orphan-gadget'))?.enabled ?? false).toBe(false);
    const refused = await runClaude(claude, home.path, ['plugin', 'install', id('orphan-gadget')]);
    expect(refused.status).not.toBe(0);
  });
});
