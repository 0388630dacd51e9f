import { expect, test } from 'vitest';
import { memoryFileSystem } from '../plugin/file-system.ts';
import { describeContent } from '../plugin/read-plugin.ts';
import { readSource } from '../plugin/source.ts';
import { effectiveChanges } from './effective-changes.ts';
import type { PluginSide } from './read-sides.ts';

type Files = Readonly<Record<string, string>>;

async function sideOf(files: Files): Promise<PluginSide> {
  const source = readSource(memoryFileSystem(files), 'plugins/tiny-tool');
  const plugin = await describeContent(source);
  return { plugin, source } as PluginSide;
}

/** Each file that differs, as `what file`, with its lines. */
async function changesOf(before: Files, changed: Files): Promise<[string, ...string[]][]> {
  const files = Object.keys(changed).map((path) => ({ path, change: 'modified' }) as const);
  const found = await effectiveChanges(await sideOf(before), await sideOf({ ...before, ...changed }), files);
  return found.map(({ what, file, lines }) => [
    `${what} ${file}`,
    ...lines.map(({ change, line, text }) => `${change} ${line} ${text}`),
  ]);
}

const hook = (command: string) =>
  JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } });
const plugin: Files = {
  '.claude-plugin/plugin.json': '{"name": "tiny-tool"}',
  'hooks/hooks.json': hook('python3 "${CLAUDE_PLUGIN_ROOT}/run.py"'),
  'run.py': 'import helper\n\nhelper.greet(1)\n',
  'helper.py': 'def greet(n):\n    print(n)\n',
  'other.py': 'print(1)\n',
  'skills/hello/SKILL.md': '---\nname: hello\ndescription: Greets.\n---\nSay hello.\n',
  'skills/hello/forms.md': 'Formal: good day.\n',
};

test('only the lines that a program means otherwise', async () => {
  const changed = { 'helper.py': '# Prints it.\ndef greet(n):\n\n    print(n + 1)\n' };
  expect(await changesOf(plugin, changed)).toEqual([
    ['program helper.py', 'removed 2     print(n)', 'added 4     print(n + 1)'],
  ]);
});

test('nothing where only comments differ, or nothing leads to the file', async () => {
  expect(await changesOf(plugin, { 'helper.py': '# A\ndef greet(n):\n  print(n)\n' })).toEqual([]);
  expect(await changesOf(plugin, { 'other.py': 'print(2)\n' })).toEqual([]);
});

test('all of a program that did not change and is started from now on', async () => {
  const changed = { 'hooks/hooks.json': hook('python3 "${CLAUDE_PLUGIN_ROOT}/other.py"') };
  expect(await changesOf(plugin, changed)).toEqual([['program other.py', 'kept 1 print(1)']]);
});

test('the fields and the text of a skill apart, and its other texts', async () => {
  const changed = {
    'skills/hello/SKILL.md': '---\nname: hello\ndescription: Greets all.\n---\n\nSay hello twice.\n',
    'skills/hello/forms.md': 'Formal: good evening.\n',
  };
  expect(await changesOf(plugin, changed)).toEqual([
    ['fields skills/hello/SKILL.md', 'removed 3 description: Greets.', 'added 3 description: Greets all.'],
    ['text skills/hello/SKILL.md', 'removed 5 Say hello.', 'added 6 Say hello twice.'],
    ['text skills/hello/forms.md', 'removed 1 Formal: good day.', 'added 1 Formal: good evening.'],
  ]);
});

test('the packages that are installed, and not the version of the plugin that needs them', async () => {
  const needs = (version: string, left: string) =>
    JSON.stringify({ name: 'a', version, dependencies: { left } });
  const base = {
    ...plugin,
    'hooks/hooks.json': hook('cd "${CLAUDE_PLUGIN_ROOT}" && npm install'),
    'package.json': needs('1.0.0', '1.0.0'),
  };
  expect(await changesOf(base, { 'package.json': needs('1.0.1', '1.0.0') })).toEqual([]);
  expect((await changesOf(base, { 'package.json': needs('1.0.0', '2.0.0') }))[0]?.[0]).toBe(
    'program package.json',
  );
});

test('a huge file of nothing but changes ends soon', async () => {
  const many = (word: string) =>
    Array.from({ length: 100_000 }, (_, index) => `${word} ${index % 7}`).join('\n');
  const base = { ...plugin, 'skills/hello/forms.md': many('a') };
  const changes = await changesOf(base, { 'skills/hello/forms.md': many('b') });
  expect(changes[0]?.length).toBeGreaterThan(100_000);
}, 120_000);
