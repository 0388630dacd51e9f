// What all commands have in common: their help, and what they say of an option that does not exist.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandHelp } from './command-help.ts';
import { command, readValues, rootOption } from './command-line.ts';

const home = join(import.meta.dirname, '..');
/** How a file runs a command; one that another command imports does it only where it is started itself. */
const runs = /^(?:if \(import\.meta\.main\)\s+)?await (?:runCommand|runCommandOf|workflowCommand)\(/m;

const commands = ['scripts', 'scripts/github', 'bench']
  .flatMap((folder) => readdirSync(join(home, folder)).map((name) => `${folder}/${name}`))
  .filter((path) => path.endsWith('.ts') && runs.test(readFileSync(join(home, path), 'utf8')));

function run(path: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(home, path), ...args], { cwd: home }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** The path of the file that each npm script starts, and how the script is typed. */
const npmScripts = new Map(
  Object.entries(scripts).flatMap(([name, line]) => {
    const path = /^node scripts\/with-node\.mjs ((?:scripts|bench)\/\S+\.ts)(?: |$)/.exec(line)?.[1];
    return path === undefined ? [] : [[path, name === 'start' ? 'npm start' : `npm run ${name}`]];
  }),
);

test('every npm script that starts a file of this repository is a command', () => {
  expect(npmScripts.size).toBeGreaterThan(10);
  expect([...npmScripts.keys()].filter((path) => !commands.includes(path))).toEqual([]);
});

test.for(commands)('%s explains itself, and names an unknown option', { timeout: 300_000 }, async (path) => {
  const [help, wrong] = await Promise.all([run(path, '--help'), run(path, '--no-such-option')]);
  expect(help).toMatchObject({ code: 0, err: '' });
  const name = npmScripts.get(path) ?? `node ${path}`;
  expect(help.out.startsWith(`Usage: ${name} `), help.out).toBe(true);
  for (const part of [
    /^Options:\n(?: {2}.*\n)* {2}--help {2}/m,
    /^Example:\n {2}\S/m,
    /^Exit codes:\n {2}0 {2}\S/m,
  ])
    expect(help.out).toMatch(part);
  expect(help.out).toMatch(/^ {2}2 {2}\S/m);
  for (const line of help.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
  // The commands of workflows write their errors as annotations.
  const message = path.startsWith('scripts/github/') ? wrong.out : wrong.err;
  expect(wrong.code).toBe(2);
  expect(message).toMatch(
    /^(?:::error::)?(?:Unknown option "--no-such-option"\.|Expected a command: ).* See ".* --help"\.\n$/,
  );
});

describe('the arguments of a command', () => {
  const example = command({
    name: 'npm run example',
    about: 'Does nothing.',
    arguments: {
      plugin: { about: 'the name of a plugin' },
      version: { about: 'a version', isOptional: true },
    },
    options: {
      with: { value: 'kind', about: 'what it holds', choices: ['skill', 'hook'], isList: true },
      format: { value: 'format', about: 'output format', choices: ['text', 'json'], default: 'text' },
      reason: { value: 'text', about: 'why', isRequired: true },
      strict: { about: 'count warnings as errors' },
      root: rootOption,
    },
    example: 'my-plugin --reason "…"',
    exitCodes: { 0: 'it was done' },
    run: () => 0,
  });

  test('are read by their names, with defaults', async () => {
    expect(await readValues(example, ['tiny-tool', '--reason', 'old'])).toEqual({
      plugin: 'tiny-tool',
      version: undefined,
      with: [],
      format: 'text',
      reason: 'old',
      strict: false,
      root: home,
    });
    const words = [
      '--with',
      'skill',
      'hook',
      '--strict',
      'tiny-tool',
      '--format=json',
      '--reason=-x',
      '--',
      '1.0.0',
    ];
    expect(await readValues(example, words)).toMatchObject({
      plugin: 'tiny-tool',
      version: '1.0.0',
      with: ['skill', 'hook'],
      format: 'json',
      reason: '-x',
      strict: true,
    });
    expect(await readValues(example, ['--with=skill,hook', 'x', '--reason', 'y'])).toMatchObject({
      with: ['skill', 'hook'],
    });
    for (const asked of ['--help', '-h'])
      expect(await readValues(example, ['x', asked, '--odd'])).toBe('help');
  });

  test.each([
    [[], 'Expected <plugin>: the name of a plugin.'],
    [['a', 'b', 'c', 'd'], 'Unexpected argument "c", "d": expected only <plugin> <version>.'],
    [['a'], 'Expected --reason <text>: why.'],
    [['a', '--reason'], 'Expected <text> after --reason: why.'],
    [
      ['a', '--reason', '--strict'],
      'Expected <text> after --reason, and not "--strict". If it is meant, write --reason=…',
    ],
    [['a', '--reason', 'x', '--strict=1'], 'Expected no value after --strict, and it is "1".'],
    [['a', '--reason', 'x', '--fromat', 'json'], 'Unknown option "--fromat". Did you mean "--format"?'],
    [['a', '--reason', 'x', '--format', 'xml'], 'Unknown format "xml". Use text or json.'],
    [['a', '--reason', 'x', '--format'], 'Expected <format> after --format: text or json.'],
    [['a', '--reason', 'x', '--with', 'skil'], 'Unknown kind "skil". Did you mean "skill"?'],
    [['a', '--reason', 'x', '-x\u001b[2J'], expect.stringMatching(/^Unknown option "-x"/)],
    [
      ['a', '--reason', 'x', '--root', 'src'],
      'There is no "marketplace.config.json" in "src": name the folder of a marketplace with --root.',
    ],
  ])('%j are refused in one sentence', async (words, message) => {
    await expect(readValues(example, words)).rejects.toMatchObject({ message, exitCode: 2 });
  });

  test('are explained by its help', () => {
    expect(
      commandHelp(example),
    ).toBe(`Usage: npm run example -- <plugin> [<version>] --reason <text> [options]

Does nothing.

Arguments:
  plugin   the name of a plugin
  version  a version

Options:
  --with <kind>…     what it holds: skill or hook
  --format <format>  output format: text (default) or json
  --reason <text>    why
  --strict           count warnings as errors
  --root <folder>    the folder of the marketplace (default: the current folder if it has a
                     marketplace.config.json, else this repository)
  --help             show this help

Example:
  npm run example -- my-plugin --reason "…"

Exit codes:
  0  it was done
  2  the command was called wrongly, or could not do its work
`);
  });
});
