import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const root = '${CLAUDE_PLUGIN_ROOT}';
const hook = (command: string, args?: string[]) =>
  manifestWith({
    hooks: { Stop: [{ hooks: [{ type: 'command', command, ...(args === undefined ? {} : { args }) }] }] },
  });

it.each<[string, Overlay, string]>([
  ['a hook', hook(`bash "${root}/gone.sh" --fast`), 'The hook names "gone.sh"'],
  ['the second of two', hook(`"${root}/README.md"; "${root}"/a/gone.sh`), 'The hook names "a/gone.sh"'],
  ['a variable without braces', hook('sh $CLAUDE_PLUGIN_ROOT/gone.sh'), 'The hook names "gone.sh"'],
  ['an argument', hook('node', [`${root}/gone.js`]), 'The hook names "gone.js"'],
  ['another letter case', hook(`cat ${root}/readme.md`), 'The hook names "readme.md"'],
  ['an MCP server', { '.mcp.json': `{ "a": { "command": "${root}/gone" } }` }, 'The MCP server names "gone"'],
  [
    'a language server',
    { '.lsp.json': `{ "a": { "command": "${root}/gone", "extensionToLanguage": { ".a": "a" } } }` },
    'The language server names "gone"',
  ],
  [
    'a monitor',
    manifestWith({ experimental: { monitors: [{ name: 'a', command: `${root}/gone`, description: 'd' }] } }),
    'The monitor names "gone"',
  ],
])('reports %s', async (_, overlay, words) => {
  const found = await diagnose(rule, overlay);
  expect(found.map(({ message }) => message)).toEqual([`${words}, which the plugin does not have.`]);
});

it('says that what lies outside is not installed', async () => {
  const [above] = await diagnose(rule, hook(`${root}/../shared/run.sh`));
  expect(above?.message).toBe(
    'The hook names "../shared/run.sh", which lies outside the plugin and is not installed with it.',
  );
  const [linked] = await diagnose(rule, {
    ...hook(`${root}/run.sh`),
    'run.sh': { link: '/usr/local/bin/run' },
  });
  expect(linked?.message).toContain('lies outside the plugin');
});

it('points at the argument', async () => {
  const text = `{\n  "a": {\n    "command": "node",\n    "args": [\n      "${root}/README.md",\n      "${root}/gone.js"\n    ]\n  }\n}`;
  expect(await diagnose(rule, { '.mcp.json': text })).toMatchObject([{ file: '.mcp.json', line: 6 }]);
});

it.each([
  `${root}`,
  `cd ${root}/skills && ls`,
  `ls ${root}/skills/`,
  `cat ${root}/skills/*/SKILL.md`,
  `sh "${root}/scripts/$NAME.sh"`,
  `sh ${root}/scripts/\${NAME}.sh`,
  `test -d ${root}/skills/hello.`,
  'sh ${CLAUDE_PLUGIN_DATA}/made-later.sh',
  'sh gone.sh',
])('says nothing of %s', async (command) => {
  expect(await diagnose(rule, hook(command))).toEqual([]);
});
