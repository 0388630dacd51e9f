import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const root = '${CLAUDE_PLUGIN_ROOT}';
const hooksOf = (hook: object) => ({ hooks: { Stop: [{ hooks: [{ type: 'command', ...hook }] }] } });
const inFile = (hook: object) => ({ ...manifestWith({}), 'hooks/hooks.json': JSON.stringify(hooksOf(hook)) });

it.each([
  [`${root}/a.sh`],
  [`bash ${root}/a.sh`],
  [`"${root}/a" ${root}/b`],
  [`A=${root}/x; "$A"`],
  [`bash \\"${root}/x\\"`],
  ['$CLAUDE_PLUGIN_ROOT/a.sh'],
  ['ls ${CLAUDE_PLUGIN_DATA}/a'],
  ['cd ${CLAUDE_PROJECT_DIR}'],
  [`echo 'it'${root}`],
])('warns about %s', async (command) => {
  expect(await diagnose(rule, inFile({ command }))).toMatchObject([{ severity: 'warning' }]);
});

it.each([
  [`"${root}/a.sh"`],
  [`bash '${root}/a.sh'`],
  [`bash "${root}"/a.sh`],
  [`bash -c "${root}/x"`],
  [`"say \\" ${root}"`],
  ['echo $CLAUDE_PLUGIN_ROOTS'],
  ['echo $HOME'],
  [''],
])('accepts %s', async (command) => {
  expect(await diagnose(rule, inFile({ command }))).toEqual([]);
});

it('leaves commands alone that no shell splits', async () => {
  expect(await diagnose(rule, inFile({ command: `${root}/a.sh`, args: [`${root}/b`] }))).toEqual([]);
  expect(await diagnose(rule, inFile({ command: `${root}/a.ps1`, shell: 'powershell' }))).toEqual([]);
});

it('points at the command', async () => {
  const text = `{
  "hooks": {
    "Stop": [{
      "hooks": [{
        "type": "command",
        "command": "${root}/a.sh"
      }]
    }]
  }
}`;
  expect(await diagnose(rule, { 'hooks/hooks.json': text })).toMatchObject([
    { file: 'hooks/hooks.json', line: 6, column: 20 },
  ]);
});

it('leaves alone what the manifest holds, as the client does', async () => {
  expect(await diagnose(rule, manifestWith(hooksOf({ command: `${root}/a.sh` })))).toEqual([]);
});
