import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const filesOf = async (...given: Parameters<typeof diagnose>) =>
  (await diagnose(...given)).map(({ file }) => file);

describe('path-case-mismatch', () => {
  it.each([
    ['.claude-plugin/Plugin.json', '.claude-plugin/Plugin.json'],
    ['.claude-plugin/MARKETPLACE.json', '.claude-plugin/MARKETPLACE.json'],
    ['.Claude-Plugin/notes.md', '.Claude-Plugin'],
    ['HOOKS/notes.md', 'HOOKS'],
    ['hooks/Hooks.json', 'hooks/Hooks.json'],
  ])('finds %s', async (path, named) => {
    expect(await filesOf(rule, { [path]: '{}' })).toEqual([named]);
  });

  it('looks at each part of a hooks file that the manifest names, in every spelling of its letters', async () => {
    const named = manifestWith({ hooks: './config/m\u00e9.json' });
    const files = { 'config/m\u00e9.json': '{}', 'Config/x': '', 'config/me\u0301.json': '{}' };
    expect(await filesOf(rule, { ...named, ...files })).toEqual(['Config', 'config/me\u0301.json']);
  });

  it('passes names of the other kind, folders that decide nothing, and letters that only look alike', async () => {
    const files = {
      HOOKS: 'a file',
      '.claude-plugin/Plugin.json/x': 'a folder',
      'Skills/x': '',
      '.MCP.json': '{}',
      'hook\u017f/x': '',
    };
    expect(await filesOf(rule, files)).toEqual([]);
  });
});
