import { describe, expect, it, test } from 'vitest';
import { statedOf } from '../../test/stated.ts';

const server = JSON.stringify({ mcpServers: { db: { command: 'npx', args: ['db@1.0.0'] } } }, null, 1);
const hooks = JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: 'date' }] }] } });
const skill = '---\ndescription: d\nallowed-tools: Bash\n---\nNow !`date`\n';

describe('a name in another case', () => {
  it.each([
    ['.MCP.json', server, 'mcp-server'],
    [
      '.Lsp.json',
      JSON.stringify({ go: { command: 'gopls', extensionToLanguage: { '.go': 'go' } } }),
      'lsp-server',
    ],
    ['Hooks/hooks.json', hooks, 'hook'],
    ['hooks/Hooks.JSON', hooks, 'hook'],
    ['Commands/go.md', skill, 'allowed-tools'],
    ['skills/a/skill.md', skill, 'inline-command'],
    ['Skills/a/Skill.md', skill, 'inline-command'],
    ['Bin/tool', '#!/bin/sh\n', 'executable'],
    ['Settings.json', '{"agent":"x"}', 'settings'],
  ])('%s is read on macOS and Windows only', (file, text, kind) => {
    const [found] = statedOf({ [file]: text }).filter((one) => one.kind === kind);
    expect(found).toMatchObject({ file, platforms: ['macOS', 'Windows'] });
    expect(found?.trigger?.by).toMatch(`${file}:`);
    expect(found?.summary).toMatch(
      /Only on macOS and Windows, which find the file whatever the case of its name\.$/,
    );
  });

  it('of a path in the manifest counts too', () => {
    const found = statedOf({ 'config/Servers.json': server }, { mcpServers: './config/servers.json' });
    expect(found).toMatchObject([
      { kind: 'mcp-server', file: 'config/Servers.json', platforms: ['macOS', 'Windows'] },
      { kind: 'runtime-download', platforms: ['macOS', 'Windows'] },
    ]);
  });
});

test('a name that is right needs no system', () => {
  for (const one of statedOf({ '.mcp.json': server, 'README.md': 'x', 'docs/Skill.md': skill }))
    expect(one).not.toHaveProperty('platforms');
});

test('the file with the right name stands where both are there', () => {
  const other = server.replaceAll('db', 'web');
  expect(
    statedOf({ '.mcp.json': server, '.MCP.json': other }).filter(({ kind }) => kind === 'mcp-server'),
  ).toMatchObject([{ name: 'db', file: '.mcp.json' }]);
});
