import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const root = '${CLAUDE_PLUGIN_ROOT}';
const hook = (command: string) =>
  manifestWith({ hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } });

it.each<[string, Overlay, string]>([
  ['a hook', { ...hook(`"${root}/run.sh" --fast`), 'run.sh': '' }, 'chmod +x run.sh'],
  ['a hook, quoted in half', { ...hook(`"${root}"/run.sh`), 'run.sh': '' }, 'chmod +x run.sh'],
  ['a hook, after another command', { ...hook(`cd / && "${root}/run.sh"`), 'run.sh': '' }, 'chmod +x run.sh'],
  [
    'a hook, through exec',
    { ...hook(`[ -n "$X" ] || exec "${root}/run.sh"`), 'run.sh': '' },
    'chmod +x run.sh',
  ],
  ['a server', { '.mcp.json': `{ "a": { "command": "${root}/run" } }`, run: '' }, 'chmod +x run'],
  ['a command on PATH', { 'bin/greet': '' }, 'chmod +x bin/greet'],
  [
    'what a link leads to',
    { ...hook(`${root}/run`), run: { link: 'real.sh' }, 'real.sh': '' },
    'chmod +x real.sh',
  ],
])('reports %s', async (_, overlay, fix) => {
  const found = await diagnose(rule, overlay);
  expect(found).toHaveLength(1);
  expect(found[0]?.fix).toContain(fix);
});

it('only warns of what may be a part of another program', async () => {
  const found = await diagnose(rule, { 'bin/greet': '#!/bin/sh\n', 'bin/helper.py': 'x = 1\n' });
  expect(found.map(({ file, severity }) => `${severity} ${file}`)).toEqual([
    'error bin/greet',
    'warning bin/helper.py',
  ]);
});

it('offers a command that cannot run what a name holds', async () => {
  const [found] = await diagnose(rule, { "bin/$(touch owned)'s": '' });
  expect(found?.fix).toContain(
    "chmod +x 'bin/$(touch owned)'\\''s' && git add --chmod=+x 'bin/$(touch owned)'\\''s'",
  );
});

it.each<[string, Overlay]>([
  ['an executable script', { ...hook(`${root}/run.sh`), 'run.sh': { text: '', executable: true } }],
  ['an interpreter after another command', { ...hook(`cd / && bash "${root}/run.sh"`), 'run.sh': '' }],
  ['an interpreter', { ...hook(`sh "${root}/run.sh"`), 'run.sh': '' }],
  [
    'an argument',
    {
      ...hook(`"${root}/run.sh" ${root}/data.txt`),
      'run.sh': { text: '', executable: true },
      'data.txt': '',
    },
  ],
  ['a script that is not there, which another rule reports', hook(`${root}/run.sh`)],
  ['notes in bin/', { 'bin/README.md': '', 'bin/config.json': '' }],
  ['a link in bin/', { 'bin/greet': { link: '../run.sh' }, 'run.sh': { text: '', executable: true } }],
  ['programs for Windows in bin/', { 'bin/greet.cmd': '', 'bin/greet.ps1': '' }],
  ['a folder in bin/', { 'bin/lib/x.sh': '' }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
