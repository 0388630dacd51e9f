import { expect, test } from 'vitest';
import { aPlugin, aRegistry } from '../../../test/registries.ts';
import { createCatalog } from '../catalog.ts';
import { pluginPages } from '../parts/plugin-page.ts';
import type { RegistryPlugin } from '../registry.ts';
import { htmlFacts } from './html-facts.ts';
import { missingFields } from './rendered-fields.ts';

/** What the pages of a plugin say that fits on one of them, or with `false`, on those of its parts. */
function said(plugin: RegistryPlugin, fits = true): string {
  const catalog = createCatalog(aRegistry([plugin]), { commit: 'HEAD', dependents: new Map(), removed: [] });
  return pluginPages(catalog, plugin, {}, [], () => fits)
    .map(({ content }) => htmlFacts(content.markup).text)
    .join('\n');
}

const skill = (line: number, alwaysOn: number): RegistryPlugin['components'][number] => ({
  kind: 'skill',
  name: `skill-${line}`,
  file: 'skills/SKILL.md',
  line,
  tokens: { alwaysOn, onInvoke: 30 },
});
const plugin = aPlugin('counted', {
  version: '3.3.3',
  description: 'Has 3 of 33, 300 and 3,000 tokens, 3 files, 4 files and 3 errors, 4 warnings and 5 notes.',
  components: [skill(3, 13), skill(4, 33)],
  tokens: { alwaysOn: 46, onInvoke: 3_000 },
  files: { count: 13, bytes: 3_300 },
  check: { status: 'ok', ruleset: 'a'.repeat(64), errors: 0, warnings: 3, infos: 13 },
});

test('finds every number where it stands', () => {
  expect(missingFields(plugin, said(plugin)).missing).toEqual([]);
  expect(missingFields(plugin, said(plugin, false)).missing).toEqual([]);
});

const { tokens, files, check, components } = plugin;
test.each<[string, Partial<RegistryPlugin>, string]>([
  ['fewer tokens always', { tokens: { ...tokens, alwaysOn: 4 } }, 'tokens.alwaysOn ("In every session 4")'],
  ['fewer tokens when used', { tokens: { ...tokens, onInvoke: 3 } }, 'tokens.onInvoke ("When'],
  ['fewer files', { files: { ...files, count: 3 } }, 'files ("3 files, 3.3 KB")'],
  ['other bytes', { files: { ...files, bytes: 300 } }, 'files ("13 files, 300 bytes")'],
  ['fewer notes', { check: { ...check, infos: 3 } }, 'check ("Passed with 3 warnings, 3 notes.'],
  ['no notes', { check: { ...check, infos: 0 } }, 'check ("Passed with 3 warnings.'],
  ['an error', { check: { ...check, errors: 1 } }, 'check ("Passed with 1 error, 3 warnings, 13 notes.'],
  ['that it failed', { check: { ...check, status: 'error' } }, 'check ("Failed with 3 warnings'],
  ['one skill', { components: [skill(3, 13)] }, 'components[].kind ("1 skill Instructions'],
  [
    'the tokens of one skill with another',
    { components: [skill(3, 33), ...components.slice(1)] },
    'components[].tokens ("skills/SKILL.md:3 about 33 tokens always, 30 tokens when used")',
  ],
])('sees that the page does not say %s', (_, other, missing) => {
  expect(missingFields({ ...plugin, ...other }, said(plugin)).missing).toEqual([
    expect.stringContaining(missing),
  ]);
});

const noise = (length: number) =>
  Array.from({ length }, (_, at) => String.fromCodePoint(97 + ((at * at * 7 + at) % 26))).join('');

test('finds what is long or written otherwise as the page shows it', () => {
  const long = aPlugin('long', {
    description: noise(3_900),
    author: { name: noise(3_900), url: `HTTPS://Example.org/${noise(900)} ä`, email: noise(300) },
    homepage: `https://Example.org/a b/ü?q="${noise(3_000)}`,
    repository: `git@example.org:${noise(3_000)}.git`,
    license: noise(500),
    version: noise(300),
    maintainers: [noise(300)],
    keywords: [`\u0007bell ${noise(400)}`],
  });
  expect(missingFields(long, said(long)).missing).toEqual([]);
  const { homepage, ...without } = long;
  expect(missingFields(long, said(without)).missing).toEqual([expect.stringMatching(/^homepage \(/)]);
});

test('takes the beginning of what is long for the whole only where the page says that it is cut', () => {
  const long = aPlugin('long', { description: noise(900) });
  const page = said(long);
  const cutAt = (length: number, end: string) =>
    missingFields(long, page.replaceAll(noise(900), noise(900).slice(0, length) + end)).missing;
  expect(cutAt(100, '…')).toEqual([]);
  expect(cutAt(100, '')).toEqual([expect.stringMatching(/^description \(/)]);
  expect(cutAt(10, '…')).toEqual([expect.stringMatching(/^description \(/)]);
  expect(cutAt(100, 'x…')).toEqual([expect.stringMatching(/^description \(/)]);
});
