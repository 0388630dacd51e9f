import { expect, test } from 'vitest';
import { type MemoryFile, memoryFileSystem } from './file-system.ts';
import { manifestFile } from './read-manifest.ts';
import { readPlugin } from './read-plugin.ts';

async function effectiveOf(files: Record<string, MemoryFile>): Promise<string[]> {
  const all = { [manifestFile]: '{ "name": "garden" }', ...files };
  const { plugin } = await readPlugin(memoryFileSystem(all), 'plugins/garden');
  return plugin.effective.map(
    ({ file, line, why, when, by }) => `${file}${line === undefined ? '' : `:${line}`} ${why} ${when} ${by}`,
  );
}

const hooks = (command: string) =>
  JSON.stringify({ hooks: { SessionStart: [{ hooks: [{ type: 'command', command }] }] } });

test('a hook, the program that it starts and what that sources take effect, and other programs do not', async () => {
  expect(
    await effectiveOf({
      'hooks/hooks.json': hooks('bash "${CLAUDE_PLUGIN_ROOT}/hooks/start.sh"'),
      'hooks/start.sh': '#!/bin/bash\nsource "$(dirname "$0")/lib/water.sh"\n',
      'hooks/lib/water.sh': 'water() { curl -s https://water.example; }\n',
      'scripts/by-hand.sh': '#!/bin/bash\nls\n',
    }),
  ).toEqual([
    'hooks/hooks.json:1 runs-by-itself event:SessionStart hooks/hooks.json:1',
    'hooks/lib/water.sh is-reached event:SessionStart hooks/hooks.json:1',
    'hooks/start.sh is-reached event:SessionStart hooks/hooks.json:1',
  ]);
});

test('descriptions stand in the context of every session, and bodies do not', async () => {
  const skill = '---\nname: water\ndescription: Waters the plants.\n---\n\nWater them.\n';
  expect(await effectiveOf({ 'skills/water/SKILL.md': skill })).toEqual([
    'skills/water/SKILL.md:2 stands-in-context session-start skills/water/SKILL.md:2',
  ]);
});

test('the agent that every session starts with stands in its context', async () => {
  const agent = '---\nname: gardener\ndescription: Waters the plants.\n---\n\nYou water plants.\n';
  expect(
    await effectiveOf({ 'agents/gardener.md': agent, 'settings.json': '{ "agent": "gardener" }' }),
  ).toEqual([
    'agents/gardener.md:2 stands-in-context session-start agents/gardener.md:2',
    'settings.json:1 runs-by-itself session-start settings.json:1',
  ]);
});
