import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

it.each([
  [{ commands: './nope.md' }],
  [{ commands: './%2e%2e/x.md' }],
  [{ commands: './skills/hello/SKILL.md\0' }],
  [{ commands: { greet: { source: './nope.md' } } }],
  [{ agents: ['./nope.md'] }],
  [{ skills: './nope' }],
  [{ skills: './Skills' }],
  [{ skills: './/etc' }],
  [{ outputStyles: './nope/' }],
  [{ workflows: './nope/' }],
  [{ hooks: './nope.json' }],
  [{ mcpServers: './nope.json' }],
  [{ mcpServers: './nope.mcpb' }],
  [{ lspServers: ['./nope.json'] }],
  [{ experimental: { themes: './nope', monitors: './README.md/x.json' } }],
])('reports %j', async (changes) => {
  const found = await diagnose(rule, manifestWith(changes));
  expect(found.length).toBeGreaterThan(0);
  for (const { message, severity } of found) {
    expect(severity).toBe('error');
    expect(message).toMatch(/leads to nothing in the plugin\.$/);
  }
});

it.each<[string, Overlay]>([
  ['./', manifestWith({ skills: './' })],
  ['a folder with or without a slash', manifestWith({ skills: ['./skills', './skills/', '././skills//'] })],
  ['a link to a folder', { ...manifestWith({ skills: './more' }), more: { link: 'skills' } }],
  [
    'a link out, which another rule reports',
    { ...manifestWith({ skills: './more' }), more: { link: '/etc' } },
  ],
  ['a path out, which another rule reports', manifestWith({ skills: '../more' })],
  ['a bundle on the network', manifestWith({ mcpServers: 'https://example.com/server.mcpb' })],
])('accepts %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});

it('reports a link that leads nowhere or to itself', async () => {
  const overlay = { ...manifestWith({ skills: ['./a', './b'] }), a: { link: 'gone' }, b: { link: 'b' } };
  expect(await diagnose(rule, overlay)).toMatchObject([
    { message: 'The path "./a" leads to nothing in the plugin.' },
    { message: 'The path "./b" leads to nothing in the plugin.' },
  ]);
});
