import { expect, it } from 'vitest';
import { fixture, manifestWith } from '../../../test/check/rule-fixtures.ts';
import { programsOf, rootReferences } from './programs.ts';

it('finds every program that is started, and whether a shell reads its command', () => {
  const { source } = fixture({
    ...manifestWith({
      hooks: {
        Stop: [
          {
            hooks: [
              { type: 'command', command: 'a' },
              { type: 'command', command: 'b', args: ['c', 5] },
              { type: 'prompt', prompt: 'd', command: 'd' },
              { type: 'command' },
            ],
          },
        ],
      },
      mcpServers: [
        './e.mcpb',
        { f: { command: 'f', args: 'g' }, h: { type: 'http', url: 'https://a.example' } },
      ],
      experimental: { monitors: [{ name: 'i', command: 'i', description: 'd' }] },
    }),
    '.lsp.json': '{ "j": { "command": "j" } }',
  });
  expect(
    programsOf(source).map(({ what, shell, command, args, file, path }) => [
      what,
      shell,
      command,
      args,
      file,
      path.join('/'),
    ]),
  ).toEqual([
    ['hook', true, 'a', [], '.claude-plugin/plugin.json', 'hooks/Stop/0/hooks/0'],
    ['hook', false, 'b', ['c'], '.claude-plugin/plugin.json', 'hooks/Stop/0/hooks/1'],
    ['MCP server', false, 'f', [], '.claude-plugin/plugin.json', 'mcpServers/1/f'],
    ['language server', false, 'j', [], '.lsp.json', 'j'],
    ['monitor', true, 'i', [], '.claude-plugin/plugin.json', 'experimental/monitors/0'],
  ]);
});

const root = '${CLAUDE_PLUGIN_ROOT}';

it.each<[string, string[]]>([
  [`${root}/a.sh`, ['a.sh']],
  [`sh "${root}/a b.sh"`, ['a']],
  [`sh "${root}"/a/b.sh --flag`, ['a/b.sh']],
  [`sh '${root}/a.sh' ${root}/b.sh;c`, ['a.sh', 'b.sh']],
  ['sh $CLAUDE_PLUGIN_ROOT/a.sh', ['a.sh']],
  [`ls ${root}/a/`, ['a']],
  [`see ${root}/a.`, ['a']],
  [`PATH=${root}/bin:$PATH`, []],
  [`${root}/../a`, ['../a']],
  [`${root}/*.sh`, []],
  [`${root}/a-*.sh`, []],
  [`${root}/$NAME.sh`, []],
  [`${root}/a/\${NAME}`, []],
  [`cd ${root}`, []],
  [`cd ${root}/`, []],
  ['$CLAUDE_PLUGIN_ROOTS/a', []],
  ['${CLAUDE_PLUGIN_DATA}/a', []],
  ['a/b', []],
])('%s names %j', (text, paths) => {
  expect(rootReferences(text).map(({ path }) => path)).toEqual(paths);
});

it('gives the place of each', () => {
  expect(rootReferences(`x ${root}/a ${root}/b`).map(({ offset }) => offset)).toEqual([
    2,
    2 + root.length + 3,
  ]);
});
