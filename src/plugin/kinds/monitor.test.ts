import { expect, it } from 'vitest';
import { type MemoryFile, memoryFileSystem } from '../file-system.ts';
import { manifestFile } from '../read-manifest.ts';
import { readSource } from '../source.ts';
import { monitorFile } from './monitor.ts';

const standard = { 'monitors/monitors.json': '' };

it.each<[string, object, Record<string, MemoryFile>, string | undefined]>([
  ['none', {}, {}, undefined],
  ['the standard one', {}, standard, 'monitors/monitors.json'],
  ['the declared one', { experimental: { monitors: './m.json' } }, { 'm.json': '', ...standard }, 'm.json'],
  ['the one declared at the top level', { monitors: './m.json' }, { 'm.json': '' }, 'm.json'],
  ['none where the declared one is missing', { monitors: './m.json' }, standard, undefined],
  ['none where the manifest lists monitors', { monitors: [] }, standard, undefined],
  ['none where the declared one is outside', { monitors: '../m.json' }, standard, undefined],
])('the monitors file is %s', (_, manifest, files, expected) => {
  const all = { [manifestFile]: JSON.stringify({ name: 'tiny-tool', ...manifest }), ...files };
  expect(monitorFile(readSource(memoryFileSystem(all), 'plugins/tiny-tool'))).toBe(expected);
});
