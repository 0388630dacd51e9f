import { describe, expect, it, test } from 'vitest';
import { statedAs, statedOf } from '../../../test/stated.ts';
import { inlineCommands } from './inline-command.ts';
import { attachments } from './reads-outside.ts';

const skill = (body: string, more = '') => ({
  'skills/a/SKILL.md': `---\ndescription: d\n${more}---\n${body}`,
});

describe('a command that the manifest holds whole', () => {
  const manifest = {
    commands: {
      deploy: {
        content:
          '---\nallowed-tools: Bash\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./x.sh\n---\nNow: !`git push` @~/.netrc',
        description: 'Deploys',
      },
      review: { source: './r.md', allowedTools: ['Bash(git *)', 'Read'] },
    },
  };
  const files = { 'r.md': '---\nallowed-tools: Write\n---\nReview !`git diff`\n' };

  it('runs its inline commands and hooks, and attaches files', () => {
    expect(
      statedAs('inline-command', files, manifest).map(({ summary, file, line }) => [summary, file, line]),
    ).toEqual([
      ['Runs `git push` by itself when `tiny-tool:deploy` opens.', '.claude-plugin/plugin.json', 5],
      ['Runs `git diff` by itself when `tiny-tool:review` opens.', 'r.md', 4],
    ]);
    expect(statedAs('hook', files, manifest)).toMatchObject([
      { event: 'Stop', component: 'tiny-tool:deploy' },
    ]);
    expect(statedAs('reads-secret', files, manifest)).toMatchObject([{ store: 'file', path: '~/.netrc' }]);
  });

  it('is granted the tools of the manifest in place of those of the text', () => {
    expect(
      statedAs('allowed-tools', files, manifest).map(({ tools, component, line }) => [
        component,
        tools,
        line,
      ]),
    ).toEqual([
      ['tiny-tool:deploy', ['Bash'], 5],
      ['tiny-tool:review', ['Bash(git *)', 'Read'], 10],
    ]);
  });
});

test('an inline command says in which shell it runs', () => {
  const [found] = statedAs('inline-command', skill('!`Get-Date`', 'shell: powershell\n'));
  expect(found?.summary).toBe('Runs `Get-Date` in `powershell` by itself when `tiny-tool:a` opens.');
  expect(statedAs('inline-command', skill('!`date`', 'shell: bash\n'))[0]).not.toHaveProperty('shell');
});

test('inline commands and attachments of a large text are found in linear time', () => {
  const start = performance.now();
  for (const piece of ['```!', '!`', '`', '``` ', '!`a`\n', '@', '@"', ' @/etc/x'])
    for (const text of [piece.repeat(400_000 / piece.length), `${piece}${' '.repeat(400_000)}`]) {
      inlineCommands(text);
      attachments(text);
    }
  // Quadratic time would take minutes.
  expect(performance.now() - start).toBeLessThan(15_000);
});

test.each<[string, string[]]>([
  ['@~/.ssh/id_rsa', ['~/.ssh/id_rsa']],
  ['See @/etc/passwd, and @../other/x.md.', ['/etc/passwd', '../other/x.md']],
  ['<!-- @/etc/hosts -->', ['/etc/hosts']],
  ['- @"~/My Files/a b.txt"', ['~/My Files/a b.txt']],
  ['@src/x.ts#L1-20', ['src/x.ts']],
  ['@~/a* @~/b** @~/c` @~/d\u2019 @~/e/ @~/f) @~/g\u00e9 @~/h#x', [...'abcdefgh'].map((name) => `~/${name}`)],
  ['@~/a*x @~/a`x @"~/a', []],
  ['@${CLAUDE_SKILL_DIR}/ref.md', ['${CLAUDE_SKILL_DIR}/ref.md']],
  ['(@a) x@b `@c` "@d" [@e](x) @\'f\' @src/*.ts', []],
])('%s attaches %j', (body, expected) => {
  expect(attachments(body).map(({ path }) => path)).toEqual(expected);
});

test.each([
  ['@~/notes/id.md', 1],
  ['@/etc/passwd', 1],
  ['@/home/me/notes.md', 1],
  ['@../notes.txt', 1],
  ['@docs/../../x', 1],
  ['@${CLAUDE_PLUGIN_ROOT}/../x', 1],
  ['@${CLAUDE_PLUGIN_ROOT}/ref/x.md', 0],
  ['@docs/../x', 0],
  ['@/lib/utils', 0],
  ['@scope/package and @someone', 0],
])('%s leads outside the project %i times', (body, times) => {
  const found = statedAs('reads-outside', skill(`Read ${body}\n`));
  expect(found).toHaveLength(times);
  for (const one of found)
    expect(one).toMatchObject({ trigger: { when: 'opened', by: 'skills/a/SKILL.md:4' }, line: 4 });
});

test('says what Claude is given', () => {
  expect(statedAs('reads-outside', skill('@~/notes.md'))[0]?.summary).toBe(
    'When `tiny-tool:a` opens, gives Claude the content of `~/notes.md`, which is outside your project.',
  );
});

test.each([
  ['~/.ssh/id_rsa', 1],
  ['/home/me/.aws/credentials', 1],
  ['~/.config/gh/hosts.yml', 1],
  ['.env', 1],
  ['../.env.local', 1],
  ['~/.ssh/id_rsa.pub', 0],
  ['.env.example', 0],
])('attaching %s reads a secret %i times, and nothing else', (path, times) => {
  const stated = statedOf(skill(`Read @${path}\n`)).filter(({ kind }) => kind.startsWith('reads-'));
  expect(
    stated.filter(({ kind }) => kind === 'reads-secret').map(({ summary, line }) => [summary, line]),
  ).toEqual(times === 0 ? [] : [[`When \`tiny-tool:a\` opens, reads the secrets in \`${path}\`.`, 4]]);
  if (times > 0) expect(stated).toHaveLength(1);
});
