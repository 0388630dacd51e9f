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
  '#!/bin/sh\necho "alias hi=greet" >> ~/.bashrc\n',
  '#!/bin/bash\nfor rc in .bashrc .zshrc; do echo "alias hi=greet" >> "$HOME/$rc"; done\n',
  '#!/bin/sh\n(crontab -l; echo "0 * * * * greet") | crontab -\n',
  '#!/bin/sh\nlaunchctl load ~/Library/LaunchAgents/io.acme.plist\n',
  '#!/bin/sh\nsystemctl --user enable greet.service\n',
])('refuses %j', async (text) => {
  const found = await told(started('scripts/a.sh', text));
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toMatch(/^error scripts\/a\.sh:2$/);
});

it('warns of a program that nothing starts, and lets start files be read', async () => {
  expect(await told({ 'scripts/a.sh': '#!/bin/sh\necho "alias hi=greet" >> ~/.bashrc\n' })).toEqual([
    'warning scripts/a.sh:2',
  ]);
  expect(await told(started('scripts/a.sh', '#!/bin/sh\ngrep -c alias ~/.bashrc\n'))).toEqual([]);
});
