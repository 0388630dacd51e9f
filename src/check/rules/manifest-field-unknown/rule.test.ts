import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it.each([
  ['desciption', 'Write "description".'],
  ['displayname', 'Write "displayName".'],
  ['hook', 'Write "hooks".'],
  ['mcpservers', 'Write "mcpServers".'],
  ['category', 'Move it to listing.json.'],
  ['tags', 'Move it to listing.json.'],
  ['strict', 'Remove it.'],
  ['themes', 'Write "experimental": { "themes": … }.'],
  ['monitors', 'Write "experimental": { "monitors": … }.'],
  ['main', 'Remove it, or keep your own data below "metadata".'],
  ['_comment', 'Remove it, or keep your own data below "metadata".'],
])('says of %s what to do', async (field, fix) => {
  const found = await diagnose(rule, manifestWith({ [field]: './x' }));
  expect(found.map((diagnostic) => diagnostic.fix)).toEqual([fix]);
});

it('points at the key', async () => {
  const text =
    '{\n  "name": "tiny-tool",\n  "experimental": {\n    "thems": "./themes/"\n  },\n  "__proto__": 1\n}';
  const found = await diagnose(rule, { [manifestFile]: text });
  expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    '4:5 Unknown field "experimental.thems", which Claude Code ignores.',
    '6:3 Unknown field "__proto__", which Claude Code ignores.',
  ]);
});

it.each([
  ['metadata', null],
  ['metadata', 5],
  ['experimental', []],
  ['experimental', 'x'],
])('reports %s as %j', async (field, value) => {
  const found = await diagnose(rule, manifestWith({ [field]: value }));
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining(`Expected "${field}" to be an object`),
  ]);
});

it('says nothing of what the client reads', async () => {
  const changes = {
    $schema: 'https://example.com/schema.json',
    displayName: 'Tiny tool',
    icon: './icon.png',
    privacyPolicyUrl: 'https://example.com',
    supportUrl: 'https://example.com',
    screenshots: [],
    metadata: { anything: { at: 'all' } },
    experimental: { themes: './themes/', monitors: [] },
    defaultEnabled: true,
    settings: {},
    channels: [],
    dependencies: [],
  };
  expect(await diagnose(rule, manifestWith(changes))).toEqual([]);
});
