import { describe, expect, it } from 'vitest';
import { memoryFileSystem } from '../../plugin/file-system.ts';
import { readSource } from '../../plugin/source.ts';
import { label } from '../schema/explain.ts';
import { isInsecureUrl, mcpFileIssues, serverIssues, userConfigIssues } from './mcp.ts';

const remote = { type: 'http', url: 'https://a.example' };

/** Servers that the client drops or refuses, as its own validator was asked, and the place of the fault. */
const refused: [unknown, string][] = [
  [{}, 'db'],
  [{ type: 'stdio' }, 'db'],
  [{ command: '' }, 'db.command'],
  [{ command: 5 }, 'db.command'],
  [{ command: 'x', args: 'y' }, 'db.args'],
  [{ command: 'x', args: [5] }, 'db.args[0]'],
  [{ command: 'x', env: { A: 5 } }, 'db.env.A'],
  [{ command: 'x', env: null }, 'db.env'],
  [{ command: 'x', timeout: '5' }, 'db.timeout'],
  [{ command: 'x', timeout: 0 }, 'db.timeout'],
  [{ command: 'x', alwaysLoad: 5 }, 'db.alwaysLoad'],
  [{ url: 'https://a.example' }, 'db'],
  [{ type: 'http' }, 'db'],
  [{ type: 'sse' }, 'db'],
  [{ type: 'ws', url: 5 }, 'db.url'],
  [{ type: 'http', url: '/x' }, 'db.url'],
  [{ type: 'http', url: 'a.example' }, 'db.url'],
  [{ ...remote, headers: 'x' }, 'db.headers'],
  [{ ...remote, headers: { A: 5 } }, 'db.headers.A'],
  [{ ...remote, headersHelper: 5 }, 'db.headersHelper'],
  [{ ...remote, oauth: 5 }, 'db.oauth'],
  [{ type: 5 }, 'db.type'],
  [{ type: null, command: 'x' }, 'db.type'],
  [{ type: 'zz', command: 'x' }, 'db.type'],
  [{ type: 'sdk', name: 'x' }, 'db.type'],
  [{ type: 'ws-ide', url: 'https://a.example' }, 'db.type'],
  [{ type: 'claudeai-proxy', url: 'https://a.example' }, 'db.type'],
  [null, 'db'],
  ['x', 'db'],
  [[], 'db'],
];

/** Servers that it takes. */
const accepted: unknown[] = [
  { command: 'x' },
  { command: 'x', zz: 5 },
  { command: 'x', cwd: 5 },
  { command: 'x', url: 'https://a.example' },
  { type: 'stdio', command: './run', args: [], env: {}, timeout: 5, alwaysLoad: true },
  remote,
  { type: 'http', url: '' },
  { type: 'http', url: 'ftp://a.example' },
  { type: 'http', url: 'http://a.example' },
  { type: 'http', url: '${BASE_URL}/x' },
  { type: 'http', url: 'https://${HOST}/x' },
  { type: 'streamable-http', url: 'https://a.example' },
  { type: 'ws', url: 'https://a.example/' },
  { ...remote, oauth: { clientId: 'x', callbackPort: 1, zz: 1 } },
];

describe('a server that the client refuses', () => {
  it.each(refused)('%j', (config, place) => {
    expect(serverIssues(config, ['db']).map(({ at }) => label(at.json))).toEqual([place]);
  });
});

describe('a server that the client takes', () => {
  it.each(accepted)('%j', (config) => {
    expect(serverIssues(config, ['db'])).toEqual([]);
  });
});

it.each<[unknown, string[]]>([
  [null, ['']],
  ['x', ['']],
  [5, ['']],
  [[], []],
  [{}, []],
  [{ db: {} }, ['db']],
  [{ mcpServers: null }, ['mcpServers']],
  [{ mcpServers: 'x' }, ['mcpServers']],
  [{ mcpServers: [] }, []],
  [{ mcpServers: {}, zzz: 1 }, []],
])('a file that holds %j has faults at %j', (value, places) => {
  expect(mcpFileIssues(value).map(({ at }) => label(at.json))).toEqual(places);
});

it.each([
  ['http://a.example', true],
  ['HTTP://A.example', true],
  ['ws://a.example', true],
  ['http://192.168.0.1', true],
  ['http://127.0.0.1.a.example', true],
  ['http://localhost.a.example', true],
  ['http://localhost@a.example', true],
  ['http://127.1.2.3', true],
  ['http://0.0.0.0', true],
  ['http://localhost./', true],
  ['https://a.example', false],
  ['wss://a.example', false],
  ['http://localhost:80', false],
  ['http://a.localhost', false],
  ['http://127.0.0.1', false],
  ['http://[::1]', false],
  ['http://${HOST}', false],
  ['ftp://a.example', false],
  ['no url', false],
])('%s is in clear text: %s', (url, expected) => {
  expect(isInsecureUrl(url)).toBe(expected);
});

describe('what the user is not asked for', () => {
  const option = { type: 'string', title: 't', description: 'd' };
  const places = (servers: object, manifest: object = {}) => {
    const source = readSource(memoryFileSystem({ '.mcp.json': JSON.stringify(servers) }), 'x');
    return userConfigIssues(source, manifest as Record<string, unknown>).map(
      ({ file, at }) => `${file} ${at !== undefined && 'json' in at ? label(at.json) : '?'}`,
    );
  };

  it.each<[object, string[]]>([
    [{ command: '${user_config.a}' }, ['db.command']],
    [{ command: 'x', args: ['-a', '${user_config.a} ${user_config.b}'] }, ['db.args[1]', 'db.args[1]']],
    [{ command: 'x', env: { A: '${user_config.a}' } }, ['db.env.A']],
    [{ type: 'http', url: 'https://a.example/${user_config.a}' }, ['db.url']],
    [{ ...remote, headers: { A: 'Bearer ${user_config.a}' } }, ['db.headers.A']],
    [{ ...remote, headersHelper: 'x ${user_config.a}' }, ['db.headersHelper']],
    [{ command: 'x', cwd: '${user_config.a}' }, []],
    [{ command: 'x', args: ['${USER} $user_config.a ${user_config}', 5], env: [] }, []],
  ])('by %j', (config, expected) => {
    expect(places({ db: config })).toEqual(expected.map((place) => `.mcp.json ${place}`));
  });

  it('is what neither the plugin nor the channel of that server declares', () => {
    const servers = { a: { command: '${user_config.q}' }, b: { command: '${user_config.q}' } };
    expect(places(servers, { userConfig: { q: option } })).toEqual([]);
    expect(places(servers, { channels: [{ server: 'a', userConfig: { q: option } }] })).toEqual([
      '.mcp.json b.command',
    ]);
    expect(places(servers, { userConfig: 5, channels: [null, { server: 5 }] })).toHaveLength(2);
  });

  it('is not put into a helper, though it is declared', () => {
    expect(
      places({ a: { ...remote, headersHelper: '${user_config.q}' } }, { userConfig: { q: option } }),
    ).toEqual(['.mcp.json a.headersHelper']);
  });
});
