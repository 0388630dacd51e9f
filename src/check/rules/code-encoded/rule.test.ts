import { expect, it } from 'vitest';
import { diagnose, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const started = (file: string, text: string, event = 'SessionStart'): Overlay => ({
  'hooks/hooks.json': JSON.stringify({
    hooks: { [event]: [{ hooks: [{ type: 'command', command: `"\${CLAUDE_PLUGIN_ROOT}/${file}"` }] }] },
  }),
  [file]: { text, executable: true },
});
const told = async (overlay: Overlay) =>
  (await diagnose(rule, overlay)).map(({ severity, file, line }) => `${severity} ${file}:${line}`);

it.each([
  ['scripts/a.sh', '#!/bin/bash\nDATA=ZWNobyBoZWxsbwo=\necho "$DATA" | base64 -d | bash\n', 3],
  ['scripts/a.py', '#!/usr/bin/env python3\nimport base64\nexec(base64.b64decode("cHJpbnQoMSkK"))\n', 3],
  ['scripts/a.js', '#!/usr/bin/env node\neval(Buffer.from("MSsx", "base64").toString());\n', 2],
])('refuses encoded code that runs by itself: %s', async (file, text, line) => {
  expect(await told(started(file, text))).toEqual([`error ${file}:${line}`]);
});

it('warns of a program that nothing starts, and lets data be decoded', async () => {
  const encoded = '#!/bin/bash\necho ZWNobyBoZWxsbwo= | base64 -d | bash\n';
  expect(await told({ 'scripts/a.sh': encoded })).toEqual(['warning scripts/a.sh:2']);
  expect(await told(started('scripts/a.sh', '#!/bin/bash\necho aGk= | base64 -d > hello.txt\n'))).toEqual([]);
});
