import { expect, test } from 'vitest';
import { aCapability } from '../../test/capabilities.ts';
import type { Component } from '../plugin/kinds/list.ts';
import { mcpTools } from './mcp-tools.ts';

const place = { file: '.mcp.json', line: 1 };
const server = (name: string): Component => ({ kind: 'mcp-server', name, transport: 'stdio', ...place });
const toolsOf = (components: Component[], ...tools: string[]) =>
  mcpTools({ name: 'my-plugin', components, capabilities: [aCapability('allowed-tools', { tools })] });

test('tools are known by the names that skills call them by', () => {
  expect(
    toolsOf(
      [server('db'), server('web.search')],
      'Read',
      'mcp__plugin_my-plugin_db__query',
      'Bash(git *)',
      'mcp__plugin_my-plugin_web_search__find-all',
      'mcp__plugin_my-plugin_db__list_tables',
      'mcp__plugin_my-plugin_db__query',
    ),
  ).toEqual([
    { server: 'db', tool: 'list_tables' },
    { server: 'db', tool: 'query' },
    { server: 'web.search', tool: 'find-all' },
  ]);
});

test.each([
  'mcp__plugin_my-plugin_db',
  'mcp__plugin_my-plugin_db__',
  'mcp__plugin_my-plugin_db__*',
  'mcp__plugin_my-plugin_db__get_*',
  'mcp__plugin_my-plugin_db__get-one_*',
  'mcp__plugin_other_db__query',
  'mcp__db__query',
  'xmcp__plugin_my-plugin_db__query',
])('no tool of its own is named by %s', (tool) => {
  expect(toolsOf([server('db')], tool)).toEqual([]);
});

test('a tool is that of the server with the longest name', () => {
  expect(
    toolsOf([server('a'), server('a__b')], 'mcp__plugin_my-plugin_a__b__tool', 'mcp__plugin_my-plugin_a__c'),
  ).toEqual([
    { server: 'a', tool: 'c' },
    { server: 'a__b', tool: 'tool' },
  ]);
});

test('there are none without a server', () => {
  expect(toolsOf([], 'mcp__plugin_my-plugin_db__query')).toEqual([]);
});
