// node bench/host-conformance.ts: the tool host beside the scenarios that MCP requires of servers. Fetches their package from npm.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure, home, print, runCommand } from '../scripts/command-line.ts';
import baseline from './host-conformance-baseline.json' with { type: 'json' };

const everything = join(home, 'test', 'host', 'fixtures', 'conformance-server.mjs');
const { offers } = (await import(everything)) as { offers: object };
const suite = '@modelcontextprotocol/conformance@0.2.0-alpha.12';

await runCommand({
  name: 'node bench/host-conformance.ts',
  about:
    'Runs the server scenarios that each revision of MCP requires against the tool host, and compares what fails with the baseline.',
  options: {},
  example: '',
  exitCodes: { 0: 'exactly what the baseline names fails', 1: 'something else fails or passes' },
  async run() {
    const root = mkdtempSync(join(tmpdir(), 'host-conformance-'));
    const host = spawn(
      process.execPath,
      [
        join(home, 'scripts', 'serve.ts'),
        '--root',
        makeMarket(root),
        '--data',
        join(root, 'data'),
        '--http',
        '0',
        '--isolation',
        'none',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    try {
      const url = await addressOf(host.stdout);
      const revisions = Object.entries(baseline).map(([revision, known]) =>
        run(url, revision, Object.keys(known)),
      );
      return revisions.every(Boolean) ? 0 : 1;
    } finally {
      host.kill('SIGTERM');
      rmSync(root, { recursive: true, force: true });
    }
  },
});

/** Writes a marketplace with one plugin that has what the scenarios call. */
function makeMarket(root: string): string {
  const folder = join(root, 'plugins', 'everything');
  mkdirSync(join(folder, '.claude-plugin'), { recursive: true });
  const server = { command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/server.mjs'] };
  const reviewed = { files: '', protocolVersion: '2025-11-25', ...offers };
  const files: Record<string, string> = {
    '.claude-plugin/plugin.json': JSON.stringify({ name: 'everything', version: '1.0.0' }),
    '.mcp.json': JSON.stringify({ mcpServers: { main: server } }),
    'tools.json': JSON.stringify({ servers: { main: reviewed } }),
    'server.mjs': readFileSync(everything, 'utf8'),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  writeFileSync(join(root, 'marketplace.config.json'), readFileSync(join(home, 'marketplace.config.json')));
  return root;
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const chunk of output) {
    const [url] = /http:\/\/localhost:\d+\/mcp/.exec(String(chunk)) ?? [];
    if (url !== undefined) return `${url}/everything`;
  }
  throw failure('The host did not start.');
}

/** Whether exactly the scenarios of the baseline fail. */
function run(url: string, revision: string, known: readonly string[]): boolean {
  const { stdout, stderr } = spawnSync(
    'npm',
    [
      'exec',
      '--yes',
      `--package=${suite}`,
      '--',
      'conformance',
      'server',
      '--url',
      url,
      '--requirements',
      revision,
    ],
    { cwd: tmpdir(), encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  const [scored = '', notScored = ''] = stdout.split(/^Not scored for /m);
  const optional = new Set([...notScored.matchAll(/^ {2}[✓✗] (\S+)/gm)].map(([, name]) => name));
  const results = [...scored.matchAll(/^([✓✗]) (\S+): \d+ passed/gm)].filter(
    ([, , name]) => !optional.has(name),
  );
  if (results.length === 0) throw failure(`The scenarios did not run: ${stderr.slice(-500)}`);
  const failing = results.filter(([, mark]) => mark === '✗').map(([, , name = '']) => name);
  print(`${revision}: ${results.length - failing.length} of ${results.length} required scenarios pass.`);
  const changes = [
    ...failing.filter((name) => !known.includes(name)).map((name) => `${name} fails`),
    ...known.filter((name) => !failing.includes(name)).map((name) => `${name} passes`),
  ];
  for (const change of changes) print(`  Not as in the baseline: ${change}.`);
  return changes.length === 0;
}
