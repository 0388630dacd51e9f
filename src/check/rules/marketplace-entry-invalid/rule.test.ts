import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-entry-invalid', () => {
  it.each([
    ['description', null],
    ['version', 1],
    ['homepage', 'a b:c'],
    ['author', { name: '' }],
    ['tags', [5]],
    ['strict', 'true'],
    ['commands', 'commands'],
    ['commands', { greet: {} }],
    ['commands', { greet: { source: './a.md', content: 'b' } }],
    ['agents', './agents'],
    ['skills', 'skills'],
    ['hooks', { hooks: { Stop: [] } }],
    ['hooks', { Nope: [] }],
    ['hooks', { Stop: [{ hooks: [{}] }] }],
    ['hooks', { Stop: null }],
    ['hooks', [{ Stop: [{ matcher: 5, hooks: [] }] }]],
    ['mcpServers', { mcpServers: {} }],
    ['mcpServers', { db: { url: 'https://example.com' } }],
    ['mcpServers', { db: { type: 'sdk' } }],
    ['lspServers', { go: { command: 'gopls serve', extensionToLanguage: { '.go': 'go' } } }],
    ['monitors', [{ name: 'a', command: 'b', description: 'c', when: 'never' }]],
    ['experimental', { themes: 'themes' }],
    ['userConfig', { 'a-b': { type: 'string', title: 'A', description: 'B' } }],
    ['channels', [{}]],
    ['dependencies', ['a b']],
    ['types', './../types.d.ts'],
    ['types', './types.ts'],
    ['engines', { 'claude-code': 2 }],
  ])('refuses %s: %j', async (field, value) => {
    const found = await diagnoseMarketplace(entryWith({ [field]: value }), rule);
    expect(found.length).toBeGreaterThan(0);
    for (const { file, line, severity } of found) {
      expect([file, severity]).toEqual(['.claude-plugin/marketplace.json', 'error']);
      expect(line).toBeGreaterThan(9);
    }
  });

  it.each([
    ['commands', './../elsewhere.md'],
    ['commands', { greet: { content: 'Greet.' } }],
    ['skills', ['.', './', './not-there']],
    ['hooks', { PreToolUse: [{ matcher: '(', hooks: [] }] }],
    ['hooks', './hooks/more.json'],
    ['mcpServers', { db: { type: 'http', url: 'not whole' } }],
    ['mcpServers', { db: { type: 'sdk', name: 'db' } }],
    ['mcpServers', 'https://example.com/db.mcpb'],
    ['experimental', 5],
    ['metadata', null],
    ['engines', { node: '>=18' }],
    ['dependencies', [{ name: 'other', version: 5 }]],
    ['settings', { agent: 5 }],
    ['version', ''],
  ])('passes %s: %j', async (field, value) => {
    expect(await diagnoseMarketplace(entryWith({ [field]: value }), rule)).toEqual([]);
  });

  it('writes what could fool a reader out', async () => {
    const [found] = await diagnoseMarketplace(entryWith({ agents: './a\u202egnp.exe' }), rule);
    expect(found?.message).toContain('\\u{202e}');
  });
});
