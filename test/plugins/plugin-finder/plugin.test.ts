import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linksThatExist } from '../fixtures/pages.ts';
import { statedOf } from '../fixtures/stated.ts';
import { type Json, plugin, start, toolsOf } from './finder.ts';

describe('the plugin', () => {
  const read = (path: string) => readFileSync(join(plugin, path), 'utf8');

  it('lets its skill use exactly its own tools', async () => {
    const listed = await start().request('tools/list');
    const [key] = Object.keys((JSON.parse(read('.mcp.json')) as { mcpServers: Json }).mcpServers);
    const allowed = /^allowed-tools: (.+)$/m.exec(read('skills/find-plugin/SKILL.md'))?.[1]?.split(' ');
    expect(allowed).toEqual(toolsOf(listed).map((tool) => `mcp__plugin_plugin-finder_${key}__${tool.name}`));
  });

  it('needs no packages', () => {
    const sources = readdirSync(join(plugin, 'server')).filter((name) => name.endsWith('.mjs'));
    expect(sources).toContain('index.mjs');
    for (const name of sources) {
      const text = read(`server/${name}`);
      for (const [, from = ''] of text.matchAll(/(?:from|import)\s*\(?['"]([^'"\n]+)['"]/g)) {
        expect(from).toMatch(/^node:|^\.\/[a-z]+\.mjs$/);
      }
      expect(text).not.toMatch(/node:(?:child_process|vm|worker_threads)|\beval\b|writeFile/);
    }
  });

  it('links to files that exist', () => {
    expect(linksThatExist(plugin)).toBeGreaterThan(0);
  });
});

it('is said to do what it does, and nothing else', async () => {
  expect(await statedOf('plugin-finder')).toEqual([
    '.mcp.json:3 Starts its own program `server/index.mjs` with every session and gives Claude its tools (MCP server `registry`).',
    'server/registry.mjs:392 A program calls the host `plugin-marketplace.github.io`.',
    'server/registry.mjs:392 During a session, calls an address that is only known when it runs.',
    '.claude-plugin/plugin.json:14 Asks you for `Registry`.',
    'server/registry.mjs:367 Its MCP server can read files at any path that it is given.',
  ]);
});
