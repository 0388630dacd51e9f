// The marketplace that needs no git, used by the real client as its users will: over https, at its real address.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { temporaryFolder } from '../files.ts';
import { copyFixtureMarketplace } from '../fixture-marketplace.ts';
import { type Claude, emptyHome, ensureClaude, runClaude } from './claude.ts';
import { filesOf, type PublishedSite, serveAsPublished } from './published-site.ts';

const root = join(import.meta.dirname, '..', '..');
const scratch = temporaryFolder('hosted');
const dist = join(scratch, 'dist');
const market = join(scratch, 'market');
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

let claude: Claude;
let registry: Registry;
const zipOf = ({ name, version }: { name: string; version?: string }) =>
  join(dist, 'archives', `${name}-${version}.zip`);
const marketplaceFile = join(dist, 'marketplace.json');

beforeAll(() => {
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  };
  copyFixtureMarketplace(market);
  run('scripts/publish-files.ts', '--root', market, '--out', dist);
  registry = JSON.parse(readFileSync(join(market, 'registry.json'), 'utf8')) as Registry;
  expect(registry.plugins.length).toBeGreaterThanOrEqual(5);
  claude = ensureClaude();
}, 600_000);

/** Files below a folder as their paths, contents and whether they may be run. */
function contentsOf(folder: string): Record<string, { content: string; executable: boolean }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const executable = (statSync(path).mode & 0o100) !== 0;
      return [relative(folder, path), { content: readFileSync(path, 'base64'), executable }];
    }),
  );
}

describe('the archives', () => {
  it.skipIf(!has('sha256sum', '--version'))('are what their checksums say, as sha256sum reads them', () => {
    const sums = readdirSync(join(dist, 'archives')).filter((name) => name.endsWith('.sha256'));
    expect(sums).toHaveLength(registry.plugins.length);
    const { status, stdout } = spawnSync('sha256sum', ['--strict', '-c', ...sums], {
      cwd: join(dist, 'archives'),
      encoding: 'utf8',
    });
    expect(status, stdout).toBe(0);
    expect(stdout.match(/: OK$/gm)).toHaveLength(registry.plugins.length);
  });

  it.skipIf(!has('unzip', '-v'))(
    'are whole, and unpack to the files of the plugins, as unzip sees them',
    () => {
      for (const plugin of registry.plugins) {
        const tested = spawnSync('unzip', ['-tq', zipOf(plugin)], { encoding: 'utf8' });
        expect(tested.status, tested.stdout + tested.stderr).toBe(0);
        const unpacked = join(scratch, 'unzipped', plugin.name);
        mkdirSync(unpacked, { recursive: true });
        expect(spawnSync('unzip', ['-q', zipOf(plugin), '-d', unpacked]).status).toBe(0);
        expect(contentsOf(unpacked)).toEqual(contentsOf(join(market, 'plugins', plugin.name)));
      }
    },
  );

  it('pass as plugins once they are unpacked', async () => {
    const home = emptyHome();
    try {
      for (const plugin of registry.plugins) {
        const folder = join(scratch, 'unpacked', plugin.name);
        for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zipOf(plugin))))) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), bytes);
          if (path.endsWith('.sh')) chmodSync(join(folder, path), 0o755);
        }
        const { status, stdout, stderr } = await runClaude(claude, home.path, [
          'plugin',
          'validate',
          folder,
          '--strict',
        ]);
        expect(status, `${plugin.name}: ${stdout}${stderr}`).toBe(0);
      }
    } finally {
      home.remove();
    }
  }, 300_000);
});

describe('the hosted marketplace', () => {
  it('passes as a marketplace, and can be added as a file and as a folder', async () => {
    const folder = join(scratch, 'folder');
    mkdirSync(join(folder, '.claude-plugin'), { recursive: true });
    writeFileSync(join(folder, '.claude-plugin', 'marketplace.json'), readFileSync(marketplaceFile));
    for (const path of [marketplaceFile, folder]) {
      const home = emptyHome();
      try {
        const validated = await runClaude(claude, home.path, ['plugin', 'validate', path, '--strict']);
        expect(validated.status, validated.stdout + validated.stderr).toBe(0);
        const added = await runClaude(claude, home.path, ['plugin', 'marketplace', 'add', path]);
        expect(added.status, added.stdout + added.stderr).toBe(0);
      } finally {
        home.remove();
      }
    }
  }, 120_000);

  it('is refused where its archives would come without https', async () => {
    const insecure = join(scratch, 'insecure.json');
    writeFileSync(
      insecure,
      readFileSync(marketplaceFile, 'utf8').replaceAll(registry.site, 'http://127.0.0.1:4321/'),
    );
    const home = emptyHome();
    try {
      const { status, stdout } = await runClaude(claude, home.path, ['plugin', 'validate', insecure]);
      expect(status).not.toBe(0);
      expect(stdout).toContain('https');
    } finally {
      home.remove();
    }
  }, 60_000);

  it('itself may come from this machine without https', async () => {
    const server: Server = createServer((_, response) => response.end(readFileSync(marketplaceFile)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const home = emptyHome();
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/marketplace.json`;
      const added = await runClaude(claude, home.path, ['plugin', 'marketplace', 'add', address]);
      expect(added.status, added.stdout + added.stderr).toBe(0);
    } finally {
      home.remove();
      server.closeAllConnections();
      server.close();
    }
  }, 60_000);
});

describe('at its real address', () => {
  const home = emptyHome();
  const real = filesOf(dist);
  let damaged = '';
  let site: PublishedSite;
  let online: Claude;

  beforeAll(async () => {
    const read = (path: string) => {
      const content = real(path);
      return content !== undefined && path === damaged ? Buffer.concat([content, Buffer.from('x')]) : content;
    };
    site = await serveAsPublished(registry.site, read, (name, text) => {
      writeFileSync(join(scratch, name), text);
      return join(scratch, name);
    });
    const settings = Object.entries(site.env).map(([name, value]) => `${name}=${value}`);
    online = { program: 'env', first: [...settings, claude.program, ...claude.first] };
    const added = await runClaude(online, home.path, [
      'plugin',
      'marketplace',
      'add',
      `${registry.site}marketplace.json`,
    ]);
    expect(added.status, added.stdout + added.stderr).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await site?.close();
    home.remove();
  });

  const install = (name: string) =>
    runClaude(online, home.path, ['plugin', 'install', `${name}@${registry.name}`]);

  it('refuses an archive that is not the one that was published', async () => {
    const [plugin] = registry.plugins;
    damaged = relative(dist, zipOf(plugin as Registry['plugins'][number]));
    const { status, stdout, stderr } = await install(plugin?.name ?? '');
    damaged = '';
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('Plugin archive integrity check failed');
  }, 60_000);

  it('installs every plugin, with exactly its files', async () => {
    for (const plugin of registry.plugins) {
      const { status, stdout, stderr } = await install(plugin.name);
      expect(status, `${plugin.name}: ${stdout}${stderr}`).toBe(0);
      const installed = join(
        home.path,
        '.claude',
        'plugins',
        'cache',
        registry.name,
        plugin.name,
        plugin.version ?? '',
      );
      expect(contentsOf(installed)).toMatchObject(contentsOf(join(market, 'plugins', plugin.name)));
    }
    const { stdout } = await runClaude(online, home.path, ['plugin', 'list', '--json']);
    const list = JSON.parse(stdout) as { id: string; enabled: boolean; errors?: unknown[] }[];
    // The client lists plugins of its own beside them.
    const ours = list.filter(({ id }) => !id.endsWith('@builtin'));
    expect(ours.map(({ id, enabled, errors = [] }) => [id, enabled, errors]).sort()).toEqual(
      registry.plugins.map(({ name, defaultEnabled = true }) => [
        `${name}@${registry.name}`,
        defaultEnabled,
        [],
      ]),
    );
    const { pathname } = new URL(registry.site);
    expect(new Set(site.asked)).toEqual(
      new Set([
        `${pathname}marketplace.json`,
        ...registry.plugins.map((plugin) => `${pathname}${relative(dist, zipOf(plugin))}`),
      ]),
    );
  }, 300_000);
});
