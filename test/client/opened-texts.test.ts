// What the real Claude Code runs and attaches as it opens a skill or command, beside what we say of the same texts.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderFileSystem } from '../../src/plugin/file-system.ts';
import { readDeclared } from '../../src/plugin/read-plugin.ts';
import { type Claude, ensureClaude, runClaude } from './claude.ts';
import { type Asked, messagesApi } from './messages-api.ts';

/** Forms of inline commands; `C` stands for the command. */
const inline = [
  ...['!`C`', 'text !`C` more', 'text\t!`C`', 'text\u00a0!`C`', 'text\u3000!`C`', 'text\u2028!`C`'],
  ...['text\ufeff!`C`', 'text\u0085!`C`', 'text\u000b!`C`', 'text\u000c!`C`', 'text\u200b!`C`', 'text!`C`'],
  ...['KEY=!`C`', '(!`C`)', '[ !`C` ]', 'x:!`C`', '"!`C`"', '> !`C`', '>!`C`', '- !`C`', '**!`C`**'],
  ...['| !`C` | b |', '\\!`C`', '!!`C`', '!`C\necho second`', '!`C\n\necho second`', '! `C`', '!``C``'],
  ...['`see !`C` there`', '`` !`C` ``', '<!-- !`C` -->', '<!--!`C`-->', '```\n!`C`\n```', '    !`C`'],
  ...['~~~\n!`C`\n~~~', '# !`C`', '[!`C`](x)', '!{C}', '!$(C)', '\uff01`C`', '`a` !`C`', '!`C\n`'],
];
/** Forms of fences. */
const fences = [
  ...['```!\nC\n```', '```! \nC\n```', '```!bash\nC\n```', '``` !\nC\n```', '```bash!\nC\n```', '```!C```'],
  ...['```! C ```', 'text ```! C ``` more', 'text```! C ```', '   ```!\n   C\n   ```'],
  ...['- a\n  ```!\n  C\n  ```', '```!\nC```', '````!\nC\n````', '````\n```!\nC\n```\n````'],
  ...['~~~!\nC\n~~~', '```!\r\nC\r\n```', 'text\r\n!`C`\r\n', '```!\nC\necho second\n```'],
];

let base = '';
let claude: Claude;
let api: { url: string; asked: Asked[] };
const at = (...path: string[]) => join(base, ...path);

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

/** A text with every form, each between marks and with a command of its own. */
const textOf = (name: string, forms: readonly string[]) =>
  `---\nname: ${name}\ndescription: A.\nallowed-tools: Bash\n---\n${forms
    .map((form, index) => `\nBEGIN${index}.\n\n${form.replace('C', `echo RA''N${index}.`)}\n\nEND${index}.\n`)
    .join('\n')}`;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'opened-')));
  claude = ensureClaude();
  api = await messagesApi(async () => ({ text: 'ok' }));
  for (const folder of ['home', 'work/sub']) mkdirSync(at(folder), { recursive: true });
  const manifest = { name: 'tiny', version: '1.0.0', description: 'd', commands: ['./more', './one.md'] };
  write('plugin/.claude-plugin/plugin.json', JSON.stringify(manifest));
  write('plugin/skills/inline/SKILL.md', textOf('inline', inline));
  write('plugin/skills/fences/SKILL.md', textOf('fences', fences));
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true, maxRetries: 3 });
});

type Message = { content: string | { text?: string }[] };

/** Every text of the messages of some requests. */
const textsOf = (asked: readonly Asked[]): string[] =>
  asked.flatMap(({ messages }) =>
    (messages as Message[]).flatMap(({ content }) =>
      typeof content === 'string' ? [content] : content.map(({ text }) => text ?? ''),
    ),
  );

/** What the client sends as it is given a prompt, and what it prints. */
async function session(prompt: string, ...args: string[]): Promise<{ sent: string; stdout: string }> {
  const before = api.asked.length;
  const { stdout } = await runClaude(
    claude,
    at('home'),
    ['-p', prompt, '--plugin-dir', at('plugin'), ...args],
    at('work'),
    { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'sk-ant-x' },
  );
  return { sent: textsOf(api.asked.slice(before)).join('\n'), stdout };
}

const ownPlugin = () => readDeclared(folderFileSystem(at('plugin')), at('plugin')).plugin;

it.each([
  ['inline', inline],
  ['fences', fences],
] as const)('runs the commands that we name: %s', { timeout: 120_000 }, async (name, forms) => {
  const { sent, stdout } = await session(`/tiny:${name}`);
  expect(sent, stdout).toContain('BEGIN0.');
  const partOf = (index: number) => sent.slice(sent.indexOf(`BEGIN${index}.`), sent.indexOf(`END${index}.`));
  const run = forms.filter((_, index) => partOf(index).includes(`RAN${index}.`));
  const named = ownPlugin().capabilities.flatMap((one) =>
    one.kind === 'inline-command' && one.file === `skills/${name}/SKILL.md` ? [one.command] : [],
  );
  const stated = forms.filter((_, index) => named.some((command) => command.includes(`echo RA''N${index}.`)));
  expect(run.length).toBeGreaterThan(10);
  expect(stated).toEqual(run);
});

/** References in a text, each to a file of its own; `@` stands before its path. */
const references = [
  ...['see @PATH', '(@PATH)', '`@PATH`', 'x@PATH', '@"PATH"', '@PATH, and', '<!-- @PATH -->', '"@PATH"'],
  ...[
    '** @PATH**',
    '@PATH#L1-2',
    '@PATH#x',
    '@PATH*',
    '@PATH`',
    '@PATH\u2019',
    '@PATH/',
    '@PATH_',
    '@PATH*x',
    "@'PATH'",
    '[a](@PATH)',
    '\u00a0@PATH',
    'a\t@PATH',
    '> @PATH',
    '@@PATH',
  ],
];

it('attaches the files outside the project that we name, and loads the places that we list', {
  timeout: 120_000,
}, async () => {
  const outside = (index: number) => `outside/f${index}.txt`;
  for (const index of references.keys()) write(outside(index), `CONTENT${index}.`);
  write('home/own.txt', 'CONTENTHOME.');
  const lines = references.map((form, index) => form.replace('PATH', at(outside(index))));
  const body = [...lines, '@~/own.txt'].join('\n\n');
  write('plugin/more/refs.md', `---\ndescription: A.\n---\n${body}\n`);
  write('plugin/one.md', '---\ndescription: A.\n---\nx\n');
  for (const path of ['Commands/upper.md', 'commands/found.md', 'skills/low/skill.md', 'Agents/a.md'])
    write(`plugin/${path}`, '---\nname: it\ndescription: A.\n---\nx\n');
  const { sent, stdout } = await session('/tiny:refs', '--output-format', 'stream-json', '--verbose');
  const attached = references.filter((_, index) => sent.includes(`CONTENT${index}.`));
  const { components, capabilities } = ownPlugin();
  const paths = capabilities.flatMap((one) => (one.kind === 'reads-outside' ? [one.path] : []));
  const named = references.filter((_, index) => paths.some((path) => path.endsWith(`/f${index}.txt`)));
  expect(attached.length).toBeGreaterThan(3);
  expect(named).toEqual(attached);
  expect(paths.includes('~/own.txt')).toBe(sent.includes('CONTENTHOME.'));

  const init = stdout.split('\n').find((line) => line.includes('"subtype":"init"'));
  const { slash_commands: commands } = JSON.parse(init ?? '{}') as { slash_commands?: string[] };
  const listed = components.flatMap(({ kind, name }) =>
    kind === 'skill' || kind === 'command' ? [name] : [],
  );
  expect(listed.sort()).toEqual(commands?.filter((name) => name.startsWith('tiny:')).sort());
});
