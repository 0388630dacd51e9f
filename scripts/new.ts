// npm run new: a plugin that passes the check at once.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configFile, readConfig } from '../src/check/config/config.ts';
import { quote, shellWord } from '../src/check/diagnostic.ts';
import { suggest } from '../src/check/text/names.ts';
import { type Home, judgeScaffold } from '../src/new/judge.ts';
import { type ScaffoldKind, scaffold, scaffoldKinds } from '../src/new/scaffold.ts';
import { writeFolder } from '../src/new/write-folder.ts';

const usage = `Usage: npm run new -- <name> [options]

Writes plugins/<name>/ with everything that the check asks for.

  --with <kind>...       what it begins with (default: skill), of
                         ${scaffoldKinds.join(', ')}
  --description <text>   one sentence about what it does
  --author <name>        who writes it (default: the name that git knows)
  --license <id>         an SPDX id (default: MIT)
  --category <id>        one of the marketplace's categories
  --dir <folder>         write <folder>/<name>/ instead, outside the marketplace
  --root <folder>        the marketplace's folder (default: this repository)
  --help                 show this

For example: npm run new -- release-notes --with skill command --description "Writes release notes from merged pull requests."`;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

function readArguments() {
  try {
    const { values, tokens } = parseArgs({
      allowPositionals: true,
      tokens: true,
      options: {
        with: { type: 'string', multiple: true },
        description: { type: 'string' },
        author: { type: 'string' },
        license: { type: 'string', default: 'MIT' },
        category: { type: 'string' },
        dir: { type: 'string' },
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    // What follows "--with a" without a dash is of the same list.
    const names: string[] = [];
    const kinds: string[] = [];
    let isList = false;
    for (const token of tokens) {
      if (token.kind === 'option') {
        isList = token.name === 'with';
        if (isList && token.value !== undefined) kinds.push(token.value);
      } else if (token.kind === 'positional') (isList ? kinds : names).push(token.value);
    }
    return {
      ...values,
      names,
      kinds: kinds.flatMap((kind) => kind.split(',')).filter((kind) => kind !== ''),
    };
  } catch (error) {
    complain(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '');
    complain('Type "npm run new -- --help" to see what it takes.');
    return undefined;
  }
}

function readHome(root: string): Home | undefined {
  if (!existsSync(join(root, configFile))) {
    complain(`There is no "${configFile}" in ${root}: name the marketplace's folder with --root.`);
    return undefined;
  }
  const result = readConfig(readFileSync(join(root, configFile), 'utf8'));
  if (!result.ok) {
    for (const { file, line, column, message, fix } of result.problems)
      complain(`${file}:${line}:${column} ${message} ${fix}`);
    return undefined;
  }
  const plugins = join(root, 'plugins');
  const entries = existsSync(plugins) ? readdirSync(plugins, { withFileTypes: true }) : [];
  return {
    config: result.config,
    names: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
  };
}

function gitName(root: string): string | undefined {
  try {
    const name = execFileSync('git', ['config', 'user.name'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return name.trim() || undefined;
  } catch {
    return undefined;
  }
}

function isKind(kind: string): kind is ScaffoldKind {
  return (scaffoldKinds as readonly string[]).includes(kind);
}

/**
 * The command as it was typed, with what fixes say of files that were not written: `"name": "my-plugin"` is the name to type. Undefined where no
 * fix says such a thing.
 */
function correctedCommand(name: string, fixes: readonly string[]): string | undefined {
  const words = process.argv.slice(2);
  let isCorrected = false;
  for (const fix of fixes) {
    const [, key, value] = asTyped.exec(fix) ?? [];
    if (key === undefined || value === undefined) continue;
    isCorrected = true;
    const at = words.findIndex((word) => (key === 'name' ? word === name : word.startsWith(`--${key}`)));
    if (at < 0) words.push(`--${key}`, value);
    else if (key === 'name') words[at] = value;
    else words.splice(at, words[at]?.includes('=') ? 1 : 2, `--${key}`, value);
  }
  const shown = words.map((word) => (/^--?[a-z]+$/.test(word) ? word : shellWord(word)));
  return isCorrected ? `npm run new -- ${shown.join(' ')}` : undefined;
}

/** A fix that is a line of a file of which the command is told the value. */
const asTyped = /^"(name|license)": "([^"]+)"/;

async function main(): Promise<number> {
  const options = readArguments();
  if (options === undefined) return 2;
  if (options.help) {
    say(usage);
    return 0;
  }
  const [name, ...rest] = options.names;
  if (name === undefined || rest.length > 0) {
    complain(
      name === undefined
        ? 'Expected the name of the new plugin.'
        : `Expected one name, and there are ${options.names.map(quote).join(' and ')}.`,
    );
    complain('For example: npm run new -- release-notes --with skill command');
    return 2;
  }
  const unknown = options.kinds.find((kind) => !isKind(kind));
  if (unknown !== undefined) {
    const meant = suggest(unknown, scaffoldKinds);
    complain(
      `Unknown kind ${quote(unknown)}. ${meant === undefined ? `These are known: ${scaffoldKinds.join(', ')}.` : `Did you mean "${meant}"?`}`,
    );
    return 2;
  }
  const kinds = options.kinds.filter(isKind);
  const root = options.root === undefined ? join(import.meta.dirname, '..') : resolve(options.root);
  const home = options.dir === undefined ? readHome(root) : undefined;
  if (options.dir === undefined && home === undefined) return 1;
  const parent = options.dir === undefined ? join(root, 'plugins') : resolve(options.dir);
  // The rules about names say what is wrong with this one; here it only must not lead out of the folder.
  const isPlain = /^[^/\\\p{Cc}]+$/u.test(name) && name !== '.' && name !== '..';
  const folder = join(parent, isPlain ? name : 'x');
  if (isPlain && existsSync(folder)) {
    complain(
      `The name ${quote(name)} is taken: ${relative(process.cwd(), folder)} is already there, and nothing in it was touched.`,
    );
    return 1;
  }
  const { description } = options;
  const category =
    options.category ??
    home?.config.categories.find(({ id }) => id === 'productivity')?.id ??
    home?.config.categories[0]?.id;
  const files = scaffold({
    name,
    author:
      options.author ?? gitName(home === undefined ? parent : root) ?? home?.config.owner.name ?? 'Your Name',
    license: options.license,
    kinds: kinds.length === 0 ? ['skill'] : kinds,
    ...(description === undefined ? {} : { description }),
    ...(home === undefined || category === undefined
      ? {}
      : { listing: { category, marketplace: home.config.name, repository: home.config.repository } }),
  });
  const diagnostics = await judgeScaffold(name, files, home);
  // A name that is no folder's breaks every path it stands in: its form is all there is to say.
  const errors = diagnostics.filter(
    ({ severity, rule }) => severity === 'error' && (isPlain || rule === 'name-pattern'),
  );
  if (errors.length > 0 || !isPlain) {
    complain('Nothing was written:');
    const lines = errors.map(({ message, fix }) => (asTyped.test(fix) ? message : `${message} ${fix}`));
    for (const line of new Set(lines)) complain(`  ${line}`);
    if (errors.length === 0) complain(`  ${quote(name)} cannot be the name of a folder.`);
    const command = correctedCommand(
      name,
      errors.map(({ fix }) => fix),
    );
    if (command !== undefined) complain(`Type: ${command}`);
    return 1;
  }
  if (!writeFolder(folder, files, join(parent, `.${name}.${process.pid}.draft`))) {
    complain(`${relative(process.cwd(), folder)} is already there, and nothing in it was touched.`);
    return 1;
  }
  const shown = relative(process.cwd(), folder) || '.';
  say(`Wrote ${shown}:`);
  for (const path of Object.keys(files)) say(`  ${path}`);
  say('');
  say('Next:');
  const steps = [
    'Write what it does: the description in .claude-plugin/plugin.json, README.md, and the components.',
    ...(files.LICENSE === undefined
      ? [`Put the text of ${options.license} into ${join(shown, 'LICENSE')}.`]
      : []),
    `Try it: claude --plugin-dir ${shown}`,
    `Check it: npm run check -- ${shown}`,
    ...(home === undefined
      ? []
      : [
          'Add your GitHub login to "maintainers" in listing.json, so that your later updates need no second review.',
          'Commit it and open a pull request.',
        ]),
  ];
  for (const [index, step] of steps.entries()) say(`  ${index + 1}. ${step}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
