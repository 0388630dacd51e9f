import { describe, expect, it, test } from 'vitest';
import { statedAs } from '../../../test/stated.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);

describe('settings', () => {
  const agent = { 'agents/reviewer.md': '---\nname: reviewer\ndescription: d\n---\nBe strict.\n' };

  it('say whose instructions every session starts with', () => {
    expect(statedAs('settings', { ...agent, 'settings.json': json({ agent: 'reviewer' }) })).toMatchObject([
      {
        instructions: 'agents/reviewer.md',
        trigger: { when: 'session-start', by: 'settings.json:2' },
        summary:
          'Makes `reviewer` the agent that every session starts with, with the instructions in `agents/reviewer.md`.',
      },
    ]);
  });

  it('that Claude Code ignores show what was meant', () => {
    const settings = { permissions: { deny: ['Bash(git:*)'] }, env: { A: '1' }, $schema: 'x' };
    expect(statedAs('settings', { 'settings.json': json(settings) })).toMatchObject([
      {
        setting: 'permissions',
        value: '{"deny":["Bash(git:*)"]}',
        ignored: true,
        trigger: { when: 'never' },
        line: 2,
        summary: 'Sets `permissions` in its settings, which Claude Code ignores in plugins.',
      },
      { setting: 'env', ignored: true },
    ]);
  });

  it('name the program that draws a status line', () => {
    const line = { type: 'command', command: 'bash "${CLAUDE_PLUGIN_ROOT}/line.sh"' };
    expect(statedAs('settings', { 'settings.json': json({ subagentStatusLine: line }) })[0]?.summary).toBe(
      'Runs its own program `line.sh` to draw the status line of subagents.',
    );
  });
});

test.each([
  ['force-for-plugin: true\nkeep-coding-instructions: true', 'beside'],
  ['force-for-plugin: "true"', 'in place of'],
])('an output style with %j is in every session', (more, how) => {
  const files = { 'output-styles/terse.md': `---\nname: Terse\ndescription: d\n${more}\n---\nBe terse.\n` };
  expect(statedAs('output-style', files)).toMatchObject([
    { name: 'tiny-tool:Terse', trigger: { when: 'session-start' }, line: 4 },
  ]);
  expect(statedAs('output-style', files)[0]?.summary).toContain(`into every session unasked, ${how} the`);
});

test('an output style that a person must choose is no capability', () => {
  for (const more of ['force-for-plugin: false', 'x: true'])
    expect(statedAs('output-style', { 'output-styles/a.md': `---\n${more}\n---\n` })).toEqual([]);
});

test('a workflow is a script that runs when it is called', () => {
  const files = { 'workflows/ship.js': "export const meta = { name: 'ship', description: 'd' };\n" };
  expect(statedAs('workflow', files).map(({ summary }) => summary)).toEqual([
    'Runs its own script `workflows/ship.js`, which hands tasks to several agents, when `tiny-tool:ship` is called.',
  ]);
});

describe('a channel', () => {
  const server = { '.mcp.json': json({ mcpServers: { chat: { command: 'bun', args: ['server.ts'] } } }) };
  const code = (text: string) => ({ ...server, 'server.ts': text });

  it('is opened by the code of a server', () => {
    const text =
      "const mcp = new Server({ name: 'chat' }, {\n  capabilities: { experimental: { 'claude/channel': {} } },\n});\n";
    expect(statedAs('channel', code(text))).toMatchObject([
      {
        file: 'server.ts',
        line: 2,
        trigger: { when: 'session-start', by: '.mcp.json:3' },
        summary: 'Lets messages from outside reach Claude through `server.ts`.',
      },
    ]);
    expect(statedAs('channel', { 'server.py': 'x = {"claude/channel": {}}\n', ...server })).toHaveLength(1);
  });

  it('is none without a server, and in a text that only names it', () => {
    expect(statedAs('channel', { 'server.ts': "x('claude/channel')" })).toEqual([]);
    expect(statedAs('channel', code('// see claude/channel'))).toEqual([]);
  });
});

describe('relevance that suggests a plugin', () => {
  const relevance = (signals: object) => ({ 'listing.json': json({ relevance: { signals } }) });

  it.each<[object, string[]]>([
    [{ cwd: ['**'] }, ['**']],
    [{ cwd: ['/**/*'] }, ['/**/*']],
    [{ filesRead: ['**/*', 'x.tf'] }, ['**/*']],
    [{ filesRead: ['**/*.*'] }, ['**/*.*']],
    [{ filesRead: ['README.md'] }, ['README.md']],
    [{ cli: ['git', 'terraform'] }, ['git']],
    [{ hosts: ['github.com'] }, ['github.com']],
    [{ manifestDeps: [{ file: 'package\\.json$', pattern: '.*' }] }, ['.*']],
  ])('everywhere: %j', (signals, patterns) => {
    expect(statedAs('suggestion', relevance(signals))).toMatchObject([{ patterns }]);
  });

  it.each([
    { cwd: ['**/infra'] },
    { filesRead: ['**/*.tf'] },
    { cli: ['terraform'] },
    { hosts: ['api.stripe.com'] },
    { manifestDeps: [{ file: 'x', pattern: '"stripe"\\s*:' }] },
    { cwd: 'x', cli: 5 },
  ])('where it fits is no capability: %j', (signals) => {
    expect(statedAs('suggestion', relevance(signals))).toEqual([]);
  });
});
