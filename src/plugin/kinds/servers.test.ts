import { describe, expect, it, test } from 'vitest';
import { statedAs, statedOf } from '../../../test/stated.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const mcp = (servers: object) => ({ '.mcp.json': json({ mcpServers: servers }) });
const lines = (files: Record<string, string>, manifest: object = {}) =>
  statedOf(files, manifest).map(({ kind, file, line, summary }) => `${kind} ${file}:${line} ${summary}`);

describe('a remote server', () => {
  const github = {
    type: 'http',
    url: 'https://api.githubcopilot.com/mcp/',
    headers: { Authorization: 'Bearer ${GITHUB_PERSONAL_ACCESS_TOKEN}' },
  };

  it('says which secret of the environment is sent to which host', () => {
    expect(lines(mcp({ github }))).toEqual([
      'mcp-server .mcp.json:3 Connects every session to `https://api.githubcopilot.com/mcp/` and gives Claude its tools (MCP server `github`).',
      'network-host .mcp.json:5 An MCP server is at the host `api.githubcopilot.com`.',
      'user-config .mcp.json:7 Sends your secret `GITHUB_PERSONAL_ACCESS_TOKEN` to `api.githubcopilot.com` (MCP server `github`).',
    ]);
  });

  it('names the host of a default', () => {
    const tls = { type: 'http', url: '${TLSRADAR_BASE_URL:-https://tlsradar.com}/api/v1/mcp' };
    expect(statedAs('network-host', mcp({ tls }))).toMatchObject([{ host: 'tlsradar.com', line: 5 }]);
    expect(statedAs('user-config', mcp({ tls }))).toMatchObject([
      { variable: 'TLSRADAR_BASE_URL', host: 'tlsradar.com', sensitive: false, line: 5 },
    ]);
    expect(statedAs('user-config', mcp({ tls }))[0]?.summary).toBe(
      'Looks for the MCP server `tls` at the address in your environment variable `TLSRADAR_BASE_URL`, or else at `tlsradar.com`.',
    );
    const empty = { type: 'http', url: '' };
    expect(lines(mcp({ empty }))).toEqual([
      'mcp-server .mcp.json:3 Names the MCP server `empty` without an address, so that nothing connects to it.',
    ]);
  });

  it('keeps what it is configured with besides, but no secret that is written out', () => {
    const slack = {
      type: 'http',
      url: 'https://mcp.slack.com/mcp',
      headers: { 'X-Api-Key': 'abc123', 'X-Mode': 'fast' },
      oauth: { clientId: '1.2', authServerMetadataUrl: 'https://login.example.com/x' },
      timeout: 5,
    };
    const [server] = statedAs('mcp-server', mcp({ slack }));
    expect(server).toMatchObject({
      headers: ['X-Api-Key: …', 'X-Mode: fast'],
      settings: '{"oauth":{"clientId":"1.2","authServerMetadataUrl":"https://login.example.com/x"}}',
    });
    expect(statedAs('network-host', mcp({ slack })).map(({ host }) => host)).toEqual([
      'login.example.com',
      'mcp.slack.com',
    ]);
  });
});

describe('a server that is started', () => {
  it('names the package, where its code is fetched from, and that it is not pinned', () => {
    const serena = {
      command: 'uvx',
      args: ['--from', 'git+https://github.com/oraios/serena', 'serena', 'start-mcp-server'],
    };
    expect(lines(mcp({ serena }))).toEqual([
      'mcp-server .mcp.json:3 Starts the package `git+https://github.com/oraios/serena`, which `uvx` downloads, with every session and gives Claude its tools (MCP server `serena`).',
      'network-host .mcp.json:5 A command names the host `github.com`.',
      'runtime-download .mcp.json:5 Downloads and runs code: `uvx git+https://github.com/oraios/serena`, whichever version is current then.',
    ]);
  });

  it('says which of its own programs starts, and with which loader', () => {
    const own = {
      command: 'node',
      args: ['dist/index.js', '--stdio'],
      cwd: '${CLAUDE_PLUGIN_ROOT}/server',
      env: { NODE_OPTIONS: '--require ./x.js', API_URL: 'https://api.example.com', TOKEN: '${MY_TOKEN}' },
    };
    expect(lines(mcp({ own }))).toEqual([
      'mcp-server .mcp.json:3 Starts its own program `server/dist/index.js` with every session and gives Claude its tools (MCP server `own`), and sets `NODE_OPTIONS` for it.',
      'network-host .mcp.json:12 An MCP server is given the host `api.example.com`.',
      'user-config .mcp.json:13 Hands your secret `MY_TOKEN` to the MCP server `own`.',
    ]);
    expect(statedAs('mcp-server', mcp({ own }))[0]).toMatchObject({
      env: ['NODE_OPTIONS=--require ./x.js', 'API_URL=https://api.example.com', 'TOKEN=${MY_TOKEN}'],
      cwd: '${CLAUDE_PLUGIN_ROOT}/server',
    });
  });
});

test('of two definitions of a server one takes effect, and the capability says which', () => {
  const files = mcp({ db: { command: 'db-a' }, other: { command: 'x' } });
  const manifest = { mcpServers: { db: { command: 'db-b' } } };
  expect(statedAs('mcp-server', files, manifest)).toMatchObject([
    { name: 'db', command: 'db-b', file: '.claude-plugin/plugin.json', unused: ['.mcp.json:3'] },
    { name: 'other' },
  ]);
  expect(statedAs('mcp-server', files, manifest)[0]?.summary).toBe(
    'Starts the program `db-b` with every session and gives Claude its tools (MCP server `db`). It is also defined in `.mcp.json:3`, which has no effect.',
  );
  const go = (command: string) => ({ go: { command, extensionToLanguage: { '.go': 'go' } } });
  expect(
    statedAs('lsp-server', { '.lsp.json': json(go('gopls')) }, { lspServers: go('other') }),
  ).toMatchObject([{ command: 'other', unused: ['.lsp.json:2'] }]);
});

test('a language server keeps its environment and what it is told', () => {
  const ruby = {
    command: 'solargraph',
    args: ['stdio'],
    extensionToLanguage: { '.rb': 'ruby' },
    env: { RUBYOPT: '-r./x' },
    initializationOptions: { plugins: ['https://plugins.example.com/x.js'] },
    startupTimeout: 5,
  };
  const files = { '.lsp.json': json({ ruby }) };
  expect(statedAs('lsp-server', files)).toMatchObject([
    {
      env: ['RUBYOPT=-r./x'],
      settings: '{"initializationOptions":{"plugins":["https://plugins.example.com/x.js"]}}',
      summary: 'Starts the language server `solargraph stdio` for .rb files, and sets `RUBYOPT` for it.',
    },
  ]);
  expect(statedAs('network-host', files)).toMatchObject([{ host: 'plugins.example.com' }]);
});

describe('a default of user configuration', () => {
  const manifest = {
    userConfig: {
      tool: { type: 'string', title: 'Program', description: 'd', default: 'npx evil-tool' },
      api: { type: 'string', title: 'Address', description: 'd', default: 'https://api.example.com/v1' },
      key: { type: 'string', title: 'Key', description: 'd', sensitive: true },
    },
    mcpServers: {
      web: { type: 'http', url: '${user_config.api}/mcp', headers: { Authorization: '${user_config.key}' } },
      local: { command: 'sh', args: ['-c', '${user_config.tool}'] },
    },
  };

  it('counts where it ends: in a command, or as an address', () => {
    expect(statedAs('network-host', {}, manifest).map(({ host }) => host)).toEqual(['api.example.com']);
    expect(statedAs('runtime-download', {}, manifest)).toMatchObject([
      { tool: 'npx', packages: ['evil-tool'] },
    ]);
  });

  it('is said, and where an answer is sent', () => {
    expect(statedAs('user-config', {}, manifest).map(({ summary }) => summary)).toEqual([
      'Asks you for `Program`; without an answer it is `npx evil-tool`.',
      'Asks you for `Address`, which is sent to `api.example.com`; without an answer it is `https://api.example.com/v1`.',
      'Asks you for a secret: `Key`, kept in secure storage and sent to `api.example.com`.',
    ]);
  });
});

test('a hook keeps all of its fields', () => {
  const hooks = (hook: object) => ({ 'hooks/hooks.json': json({ hooks: { Stop: [{ hooks: [hook] }] } }) });
  expect(
    statedAs(
      'hook',
      hooks({
        type: 'http',
        url: 'https://log.example.com/x',
        headers: { Authorization: 'Bearer ${LOG_TOKEN}' },
        allowedEnvVars: ['LOG_TOKEN'],
        timeout: 5,
      }),
    ),
  ).toMatchObject([
    {
      headers: ['Authorization: Bearer ${LOG_TOKEN}'],
      allowedEnvVars: ['LOG_TOKEN'],
      summary:
        'Sends what happened and the values of `LOG_TOKEN` to `https://log.example.com/x` by itself every time Claude finishes answering.',
    },
  ]);
  expect(
    statedAs('hook', hooks({ type: 'command', command: 'x', async: true, shell: 'powershell' })),
  ).toMatchObject([{ settings: '{"async":true}', shell: 'powershell' }]);
});

it('programs that Claude Code downloads with the plugin are named, where their digest is fixed', () => {
  const binaries = {
    'tool-x86_64-unknown-linux-musl': { sha256: 'a'.repeat(64) },
    'Not-This': {},
    other: {},
  };
  expect(statedAs('runtime-download', {}, { binaries })).toMatchObject([
    {
      packages: ['tool-x86_64-unknown-linux-musl'],
      pinned: true,
      trigger: { when: 'event:install' },
      summary:
        'Has Claude Code download the program `tool-x86_64-unknown-linux-musl` when the plugin is installed; its SHA-256 is fixed.',
    },
  ]);
});
