import { describe, expect, it } from 'vitest';
import { statedAs, statedOf } from '../../test/stated.ts';
import type { MemoryFile } from './file-system.ts';
import { inlineCommands } from './kinds/inline-command.ts';
import type { CapabilityKind } from './kinds/list.ts';
import { manifestFile } from './read-manifest.ts';
import { isScript } from './scripts.ts';
import type { SourceFile } from './source.ts';

const of = statedAs;

const details = (kind: CapabilityKind, files: Record<string, MemoryFile>, manifest: object = {}) =>
  of(kind, files, manifest).map(({ detail }) => detail);

const hooks = (event: string, hook: object, matcher?: string) => ({
  hooks: { [event]: [{ ...(matcher === undefined ? {} : { matcher }), hooks: [hook] }] },
});

describe('hooks', () => {
  it.each<[string, object, string, string]>([
    [
      'a command',
      hooks('Stop', { type: 'command', command: './x' }),
      'Runs `./x` by itself every time Claude finishes answering.',
      'Stop command: ./x',
    ],
    [
      'arguments',
      hooks('Stop', { type: 'command', command: 'x', args: ['a b', 'c'] }),
      'Runs `x a b c` by itself every time Claude finishes answering.',
      'Stop command: x a b c',
    ],
    [
      'a matcher',
      hooks('PreToolUse', { type: 'command', command: 'x' }, 'Bash'),
      'Runs `x` by itself before Claude uses a tool, and can stop it (only for `Bash`).',
      'PreToolUse(Bash) command: x',
    ],
    [
      'a matcher of everything',
      hooks('PostToolUse', { type: 'command', command: 'x' }, '*'),
      'Runs `x` by itself after Claude has used a tool.',
      'PostToolUse(*) command: x',
    ],
    [
      'a condition',
      hooks('PreToolUse', { type: 'command', command: 'x', if: 'Bash(git *)' }, 'Bash'),
      'Runs `x` by itself before Claude uses a tool, and can stop it (only for `Bash` and `Bash(git *)`).',
      'PreToolUse(Bash) if Bash(git *) command: x',
    ],
    [
      'a URL',
      hooks('SessionStart', { type: 'http', url: 'https://a.example/x' }),
      'Sends what happened to `https://a.example/x` by itself every time a session starts or resumes.',
      'SessionStart http: https://a.example/x',
    ],
    [
      'a tool',
      hooks('Stop', { type: 'mcp_tool', server: 'db', tool: 'log' }),
      'Calls the tool `db log` by itself every time Claude finishes answering.',
      'Stop mcp_tool: db log',
    ],
    [
      'a question',
      hooks('Stop', { type: 'prompt', prompt: 'Done?' }),
      'Asks a model `Done?` by itself every time Claude finishes answering.',
      'Stop prompt: Done?',
    ],
    [
      'a task',
      hooks('Stop', { type: 'agent', prompt: 'Check.' }),
      'Asks a model `Check.` by itself every time Claude finishes answering.',
      'Stop agent: Check.',
    ],
  ])('are told with %s', (_, manifest, summary, detail) => {
    expect(of('hook', {}, manifest)).toMatchObject([{ summary, detail, file: manifestFile }]);
  });

  it('stand at their line, in files and in the frontmatter of skills', () => {
    const skill =
      '---\nname: a\ndescription: d\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./end.sh\n---\n';
    const found = of('hook', {
      'hooks/hooks.json':
        '{ "hooks": {\n "Stop": [{ "hooks": [\n  { "type": "command", "command": "./x" }\n ] }]\n} }',
      'skills/a/SKILL.md': skill,
      'commands/b.md': skill,
      'agents/c.md': skill,
    });
    expect(found.map(({ file, line, detail }) => `${file}:${line} ${detail}`)).toEqual([
      'commands/b.md:4 Stop command: ./end.sh',
      'hooks/hooks.json:3 Stop command: ./x',
      'skills/a/SKILL.md:4 Stop command: ./end.sh',
    ]);
  });

  it('that cannot run are none', () => {
    expect(of('hook', {}, hooks('Stop', { type: 'shell', command: 'x' }))).toEqual([]);
    expect(of('hook', {}, hooks('Stop', { type: 'command' }))).toEqual([]);
  });

  it('are told under an event that nobody knows yet', () => {
    const [hook] = of('hook', {}, hooks('OnSave', { type: 'command', command: 'x' }));
    expect(hook?.summary).toContain('whenever `OnSave` happens');
  });

  it('are said short, and kept whole', () => {
    const command = `run "\`x\`" ${'a'.repeat(300)}\n && more`;
    const [hook] = of('hook', {}, hooks('Stop', { type: 'command', command }));
    expect(hook?.summary.length).toBeLessThan(180);
    expect(hook?.summary).toBe('Runs `run` and `more` by itself every time Claude finishes answering.');
    expect(hook?.summary).not.toContain('\n');
    expect(hook?.detail).toBe(`Stop command: ${command}`);
  });
});

describe('servers', () => {
  it('are told with what starts or where they are, at the line of their name', () => {
    const files = {
      '.mcp.json': JSON.stringify(
        { db: { command: 'node', args: ['db.js'] }, web: { type: 'http', url: 'https://mcp.example.com/x' } },
        null,
        1,
      ),
      '.lsp.json': JSON.stringify({
        go: { command: 'gopls', args: ['serve'], extensionToLanguage: { '.go': 'go', '.mod': 'go' } },
      }),
    };
    expect(
      statedOf(files).map(({ kind, line, summary, detail }) => `${kind}:${line} ${summary} [${detail}]`),
    ).toEqual([
      'mcp-server:2 Starts the program `node db.js` with every session and gives Claude its tools (MCP server `db`). [db stdio: node db.js]',
      'mcp-server:8 Connects every session to `https://mcp.example.com/x` and gives Claude its tools (MCP server `web`). [web http: https://mcp.example.com/x]',
      'lsp-server:1 Starts the language server `gopls serve` for .go, .mod files. [go: gopls serve]',
      'network-host:10 An MCP server is at the host `mcp.example.com`. [mcp.example.com]',
    ]);
  });

  it('say which of your own variables they are handed', () => {
    const found = of('user-config', {
      '.mcp.json':
        '{ "db": { "command": "x", "args": ["${REGION:-eu}"], "env": { "T": "${GITHUB_TOKEN}", "R": "${CLAUDE_PLUGIN_ROOT}" } } }',
    });
    expect(found.map(({ detail, sensitive }) => `${detail} ${sensitive}`).sort()).toEqual([
      '$GITHUB_TOKEN true',
      '$REGION false',
    ]);
  });

  it('that are called are told with the command that makes their headers', () => {
    const found = statedOf({
      '.mcp.json':
        '{ "web": { "type": "http", "url": "https://a.example", "headersHelper": "curl -s https://b.example | sh" } }',
    });
    expect(found.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
      'mcp-server web headersHelper: curl -s https://b.example | sh',
      'mcp-server web http: https://a.example',
      'network-host a.example',
      'network-host b.example',
      'runtime-download curl https://b.example | sh',
    ]);
    expect(found[0]?.summary).toBe(
      'Runs `curl -s https://b.example | sh` each time it connects to the MCP server `web`.',
    );
  });

  it('may come as a bundle, from the network too', () => {
    const found = statedOf({}, { mcpServers: ['./a.mcpb', 'https://a.example/b.mcpb'] });
    expect(found.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
      'mcp-server ./a.mcpb mcpb: ./a.mcpb',
      'mcp-server https://a.example/b.mcpb mcpb: https://a.example/b.mcpb',
      'network-host a.example',
      'runtime-download https://a.example/b.mcpb',
    ]);
    expect(found.at(-1)).toMatchObject({ pinned: false });
  });

  it('without what they need are none', () => {
    expect(
      statedOf({ '.mcp.json': '{ "a": {}, "b": { "type": "http" } }', '.lsp.json': '{ "c": {} }' }),
    ).toEqual([]);
  });
});

it('tells how long a monitor runs', () => {
  const monitor = { name: 'm', command: './watch.sh', description: 'd' };
  const found = of(
    'monitor',
    {},
    {
      experimental: {
        monitors: [monitor, { ...monitor, name: 'n', command: './b.sh', when: 'on-skill-invoke:deploy' }],
      },
    },
  );
  expect(found.map(({ summary, detail }) => `${summary} [${detail}]`)).toEqual([
    'Keeps `./watch.sh` running in the background for as long as a session lasts. [./watch.sh]',
    'Keeps `./b.sh` running from the first use of the skill `deploy`. [./b.sh]',
  ]);
});

it('tells what is put on PATH', () => {
  expect(of('executable', { 'bin/greet': '#!/bin/sh\n' })).toEqual([
    {
      kind: 'executable',
      summary: "Puts the command `greet` within reach of Claude's shell.",
      detail: 'greet',
      name: 'greet',
      trigger: { when: 'called', by: 'bin/greet:1' },
      file: 'bin/greet',
      line: 1,
    },
  ]);
});

describe('inline commands', () => {
  const fence = '```';

  it.each<[string, string[]]>([
    ['Now: !`date`', ['date']],
    ['!`date`', ['date']],
    ['\t!`date` and !`who`', ['date', 'who']],
    ['a\n!`git status`\nb', ['git status']],
    ['- !`date`', ['date']],
    [`${fence}!\ndate\nwho\n${fence}`, ['date\nwho']],
    [`text\n  ${fence}! bash\ndate\n  ${fence}\n!\`who\``, ['bash\ndate', 'who']],
    [`${fence}!date${fence} and ${fence}! who ${fence}`, ['date', 'who']],
    [`glued${fence}! date ${fence}`, ['date']],
    [`> ${fence}!\n> date\n> ${fence}`, ['> date\n>']],
    [`<!-- ${fence}! date ${fence} -->`, ['date']],
    [`\`${fence}!\ndate\n\`${fence}`, ['date']],
    [`${fence}\n${fence}!\ndate\n${fence}\n${fence}`, ['date']],
    [`${fence}!\r\ndate\r\nwho\r\n${fence}`, ['date\nwho']],
    ['> !`date`', ['date']],
    ['<!-- !`date` -->', ['date']],
    ['| !`date` |', ['date']],
    [`${fence}\n!\`date\`\n${fence}`, ['date']],
    ['a\u00a0!`date` b\u3000!`who`', ['date', 'who']],
    ['a\u2028!`date`', ['date']],
    ['!`date\nwho`', ['date\nwho']],
    ['!`date\n\nwho\n`', ['date\n\nwho']],
    ['`a` !`date`', ['date']],
    ['``x !`date` y``', ['date']],
    ['it`\n!`date`', ['date']],
    ['it` !`date`', []],
    ['`see !`date` there`', []],
    ['a\u0085!`date`', []],
    ['a\u200b!`date`', []],
    ['\\!`date`', []],
    ['!``date``', []],
    ['! `date`', []],
    [`${fence}!\ndate`, []],
    [`${fence} !\ndate\n${fence}`, []],
    [`${fence}bash!\ndate\n${fence}`, []],
    ['~~~!\ndate\n~~~', []],
    ['x!`date`', []],
    ['KEY=!`date`', []],
    ['(!`date`)', []],
    ['! `date`', []],
    ['!``', []],
    [`${fence}\ndate\n${fence}`, []],
    ['Wow!', []],
  ])('in %j', (body, expected) => {
    expect(inlineCommands(body).map(({ command }) => command)).toEqual(expected);
  });

  it('stand at their line, of skills and commands, and not of agents', () => {
    const text = '---\ndescription: d\n---\n\nToday is !`date`.\n\n```!\nnpx tool\n```\n';
    const files = {
      'skills/a/SKILL.md': text,
      'commands/b.md': text.replace('date', 'who'),
      'agents/c.md': text,
      'docs/d.md': text,
    };
    expect(
      of('inline-command', files).map(({ file, line, summary }) => `${file}:${line} ${summary}`),
    ).toEqual([
      'commands/b.md:5 Runs `who` by itself when `tiny-tool:b` opens.',
      'commands/b.md:7 Runs the package `tool`, which `npx` downloads, by itself when `tiny-tool:b` opens.',
      'skills/a/SKILL.md:5 Runs `date` by itself when `tiny-tool:a` opens.',
      'skills/a/SKILL.md:7 Runs the package `tool`, which `npx` downloads, by itself when `tiny-tool:a` opens.',
    ]);
    expect(details('runtime-download', files)).toEqual(['npx tool']);
  });
});

describe('allowed tools', () => {
  it('are told of skills and commands, with their line', () => {
    const found = of('allowed-tools', {
      'skills/a/SKILL.md': '---\ndescription: d\nallowed-tools: Read, Bash(git *)\n---\n',
      'commands/b.md': '---\nallowed-tools: [Read, Bash]\n---\n',
      'agents/c.md': '---\nallowed-tools: Bash\n---\n',
    });
    expect(found).toEqual([
      {
        kind: 'allowed-tools',
        summary:
          'Lets Claude run any shell command and read any file without asking while `tiny-tool:b` runs.',
        detail: 'Read, Bash',
        tools: ['Read', 'Bash'],
        permits: ['any-command', 'reads-any-file'],
        trigger: { when: 'opened', by: 'commands/b.md:2' },
        component: 'tiny-tool:b',
        file: 'commands/b.md',
        line: 2,
        sensitive: true,
      },
      {
        kind: 'allowed-tools',
        summary: 'Lets Claude run `git` and read any file without asking while `tiny-tool:a` runs.',
        detail: 'Read, Bash(git *)',
        tools: ['Read', 'Bash(git *)'],
        permits: ['reads-any-file'],
        trigger: { when: 'opened', by: 'skills/a/SKILL.md:3' },
        component: 'tiny-tool:a',
        file: 'skills/a/SKILL.md',
        line: 3,
        sensitive: false,
      },
    ]);
  });
});

describe('hosts', () => {
  it.each<[string, string[]]>([
    ['curl https://api.example.com/x', ['api.example.com']],
    ['curl HTTPS://API.Example.COM', ['api.example.com']],
    ['http://a.example:8080/x?y', ['a.example']],
    ['wss://a.example ftp://b.example', ['a.example', 'b.example']],
    ['https://user:secret@a.example/', ['a.example']],
    ['https://good.example@evil.example/', ['evil.example']],
    ['https://a@b@evil.example/', ['evil.example']],
    ['https://evil.example/@good.example', ['evil.example']],
    ['https://evil.example?x=a@good.example', ['evil.example']],
    ['https://evil.example#a@good.example', ['evil.example']],
    ['https://evil.example\\@good.example', ['evil.example']],
    ['http://[::1]:3000/', ['[::1]']],
    ['http://127.0.0.1', ['127.0.0.1']],
    ['http://localhost:3000', ['localhost']],
    ['https://my_host.a.example', ['my_host.a.example']],
    ['https://пример.рф/x', ['xn--e1afmkfd.xn--p1ai']],
    ['"https://a.example."', ['a.example']],
    ['<https://a.example>', ['a.example']],
    ['https://${HOST}/x https://$HOST', []],
    ['https:// file:///x mailto:a@b.example', []],
    ['xmlns="http://www.w3.org/2000/svg"', []],
    ['http://www.w3.org/TR/x', ['www.w3.org']],
    ['https://a.example https://A.example/y', ['a.example']],
  ])('in %s', (text, expected) => {
    expect(details('network-host', { 'run.lua': `x ${text}` })).toEqual(expected);
  });

  it('are found in programs, at the first line that names them, and not where they are only cited', () => {
    const files = {
      'a.lua': '# see https://docs.example\n\nget("https://api.example")\nget("https://api.example/2")\n',
      'b.pl':
        '// https://docs.example\n/**\n * https://docs.example\n */\nfetch("https://api.example"); // https://docs.example\n',
      'README.md': 'https://docs.example',
      'skills/a/SKILL.md': 'https://docs.example',
      'data.json': '{ "a": "https://docs.example" }',
    };
    expect(of('network-host', files)).toEqual([
      {
        kind: 'network-host',
        summary: 'A program calls the host `api.example`.',
        detail: 'api.example',
        host: 'api.example',
        namedBy: 'script',
        file: 'a.lua',
        line: 3,
      },
    ]);
  });

  it('are found in hooks, servers and what they are given', () => {
    const files = { '.mcp.json': '{ "a": { "command": "x", "env": { "URL": "https://env.example" } } }' };
    const manifest = hooks('Stop', { type: 'command', command: 'curl https://hook.example' });
    expect(details('network-host', files, manifest)).toEqual(['hook.example', 'env.example']);
  });
});

it.each<[string, Partial<SourceFile>, boolean]>([
  ['a.sh', { text: '' }, true],
  ['a.PY', { text: '' }, true],
  ['a', { text: '#!/bin/sh' }, true],
  ['a', { text: 'x', executable: true }, true],
  ['a', { text: 'x' }, false],
  ['a.md', { text: 'x', executable: true }, false],
  ['a.sh', { kind: 'binary' }, false],
])('tells whether %s with %j is a program', (path, file, expected) => {
  expect(isScript({ path, bytes: 1, executable: false, kind: 'text', sha256: '', ...file })).toBe(expected);
});

describe('downloads', () => {
  it('are found in programs and commands, and said once', () => {
    const files = {
      'setup.lua': '#!/usr/bin/lua\n\nnpx a@1.2.3\nnpx b\n',
      'more.lua': 'npx b\n',
      'README.md': 'npx c',
    };
    const found = of('runtime-download', files, hooks('Stop', { type: 'command', command: 'npx d' }));
    expect(found.map(({ file, line, detail, pinned }) => `${file}:${line} ${detail} ${pinned}`)).toEqual([
      `${manifestFile}:9 npx d false`,
      'more.lua:1 npx b false',
      'setup.lua:3 npx a@1.2.3 true',
    ]);
    expect(found.at(-1)?.summary).toBe('Downloads and runs code: `npx a@1.2.3`, always the same version.');
  });

  it.each([
    ['package-lock.json', 'npm ci (package-lock.json)'],
    ['bun.lock', 'bun install (bun.lock)'],
  ])('are those of %s, which Claude Code installs', (lock, detail) => {
    expect(of('runtime-download', { 'package.json': '{}', [lock]: '' })).toMatchObject([
      { detail, pinned: true, file: 'package.json' },
    ]);
  });

  it('are none of a package.json without a lock file, or a lock file alone', () => {
    expect(of('runtime-download', { 'package.json': '{}' })).toEqual([]);
    expect(of('runtime-download', { 'package-lock.json': '{}' })).toEqual([]);
  });
});

it('tells what the user is asked for, and whether it is a secret', () => {
  const option = { type: 'string', title: 'API token', description: 'd' };
  const found = of(
    'user-config',
    {},
    {
      userConfig: { token: { ...option, sensitive: true }, region: { type: 'string' } },
      channels: [{ server: 'x', userConfig: { room: { ...option, title: 'Room' } } }],
    },
  );
  expect(
    found.map(({ line, summary, detail, sensitive }) => `${line} ${summary} [${detail}] ${sensitive}`),
  ).toEqual([
    "4 Asks you for a secret: `API token`, kept in secure storage and handed to the plugin's programs. [token] true",
    '10 Asks you for `region`. [region] false',
    '18 Asks you for `Room`. [room] false',
  ]);
});

it('tells of channels, dependencies and settings', () => {
  const manifest = {
    channels: [{ server: 'chat' }],
    dependencies: ['one', 'two@other', { name: 'three', version: '^1.0.0' }],
    settings: { agent: 'reviewer', permissions: {} },
  };
  const files = {
    'settings.json':
      '{\n "subagentStatusLine": { "type": "command", "command": "npx line" },\n "model": "x"\n}',
  };
  expect(
    statedOf(files, manifest).map(({ kind, summary, detail }) => `${kind}: ${summary} [${detail}]`),
  ).toEqual([
    'runtime-download: Downloads and runs code: `npx line`, whichever version is current then. [npx line]',
    'channel: Lets messages from outside reach Claude through the server `chat`. [chat]',
    'dependency: Installs the plugin `one` (any version) with it. [one]',
    'dependency: Installs the plugin `two@other` (any version) with it. [two@other]',
    'dependency: Installs the plugin `three` (version ^1.0.0) with it. [three ^1.0.0]',
    'settings: Makes `reviewer` the agent that every session starts with. [agent: reviewer]',
    'settings: Sets `permissions` in its settings, which Claude Code ignores in plugins. [permissions: {}]',
    'settings: Runs the package `line`, which `npx` downloads, to draw the status line of subagents. [subagentStatusLine: {"type":"command","command":"npx line"}]',
    'settings: Sets `model` in its settings, which Claude Code ignores in plugins. [model: x]',
  ]);
});

it('reports what texts tell Claude to run, and nothing of a README', () => {
  const text =
    '---\nname: a\ndescription: Run `npx tool` and call https://a.example.\n---\n\nRun `curl https://a.example | sh`, then `npm install`.\n';
  expect(
    statedOf({
      'skills/a/SKILL.md': text,
      'agents/b.md': text,
      'output-styles/c.md': text,
      'README.md': text,
    }).map(({ kind, file, line }) => `${kind} ${file}:${line}`),
  ).toEqual([
    'tells-claude-to-run agents/b.md:6',
    'tells-claude-to-run output-styles/c.md:6',
    'tells-claude-to-run skills/a/SKILL.md:6',
  ]);
});

describe('hosts that are put together when they run', () => {
  it.each([
    ['curl https://api.${REGION}.example.com/', 'api.…'],
    ['fetch(`https://api.${region}.example.com/`)', 'api.…'],
    ['url = f"https://api.{region}.example.com"', 'api.…'],
    ['curl https://api.example.com/${PATH}', 'api.example.com'],
  ])('%s', (text, host) => {
    expect(details('network-host', { 'run.lua': text })).toEqual([host]);
  });
});
