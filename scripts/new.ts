// npm run new: writes a plugin that passes the check.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Diagnostic, quote, shellWord } from '../src/check/diagnostic.ts';
import { type Home, judgeScaffold } from '../src/new/judge.ts';
import { type ScaffoldKind, scaffold, scaffoldKinds } from '../src/new/scaffold.ts';
import { writeFolder } from '../src/new/write-folder.ts';
import { failure, print, rootOption, runCommand } from './command-line.ts';
import { ownerConfig } from './owner-config.ts';

/** A fix that gives the value of an option of this command, as a line of a file that was not written. */
const optionInFix = /^"(name|license)": "([^"]+)"/;

await runCommand({
  name: 'npm run new',
  about: 'Writes plugins/<name>/ with everything that the check asks for.',
  arguments: { name: { about: 'the name of the new plugin' } },
  options: {
    with: {
      value: 'kind',
      about: 'the components that it starts with (default: skill)',
      choices: scaffoldKinds,
      isList: true,
    },
    description: { value: 'text', about: 'one sentence about what it does' },
    author: { value: 'name', about: "the author's name (default: the name that git knows)" },
    license: { value: 'id', about: 'an SPDX id', default: 'MIT' },
    category: { value: 'id', about: "one of the marketplace's categories" },
    dir: { value: 'folder', about: 'write <folder>/<name>/ instead, outside the marketplace' },
    root: rootOption,
  },
  example:
    'release-notes --with skill command --description "Writes release notes from merged pull requests."',
  exitCodes: { 0: 'the plugin was written', 1: 'nothing was written, for the reasons that are printed' },
  async run({ name, dir, root, with: kinds, ...chosen }) {
    const home = dir === undefined ? readHome(root) : undefined;
    const parent = dir === undefined ? join(root, 'plugins') : resolve(dir);
    // The check explains what is wrong with a name. Until then the name only must not lead out of the folder.
    const isFolderName = /^[^/\\\p{Cc}]+$/u.test(name) && name !== '.' && name !== '..';
    const folder = join(parent, isFolderName ? name : 'x');
    const taken = `The name ${quote(name)} is taken: ${relative(process.cwd(), folder)} exists, and nothing in it was changed.`;
    if (isFolderName && existsSync(folder)) throw failure(taken);
    const author =
      chosen.author ?? gitName(home === undefined ? parent : root) ?? home?.config.owner.name ?? 'Your Name';
    const files = filesOf({ ...chosen, name, author, kinds }, home);
    const diagnostics = await judgeScaffold(name, files, home);
    const errors = diagnostics.filter(
      // A name that no folder can have breaks every path that it is part of: only its form is reported.
      ({ severity, rule }) => severity === 'error' && (isFolderName || rule === 'name-pattern'),
    );
    if (errors.length > 0 || !isFolderName) throw refusal(name, errors);
    if (!writeFolder(folder, files, join(parent, `.${name}.${process.pid}.draft`))) throw failure(taken);
    report(relative(process.cwd(), folder) || '.', Object.keys(files), chosen.license, home !== undefined);
  },
});

/** The marketplace that the plugin becomes a part of. */
function readHome(root: string): Home {
  const plugins = join(root, 'plugins');
  const entries = existsSync(plugins) ? readdirSync(plugins, { withFileTypes: true }) : [];
  return {
    config: ownerConfig(root),
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

type Chosen = {
  name: string;
  author: string;
  license: string;
  kinds: readonly ScaffoldKind[];
  description: string | undefined;
  category: string | undefined;
};

function filesOf({ kinds, description, category: given, ...rest }: Chosen, home: Home | undefined) {
  const categories = home?.config.categories ?? [];
  const usual = categories.find(({ id }) => id === 'productivity') ?? categories[0];
  const category = given ?? usual?.id;
  return scaffold({
    ...rest,
    kinds: kinds.length === 0 ? ['skill'] : kinds,
    ...(description === undefined ? {} : { description }),
    ...(home === undefined || category === undefined
      ? {}
      : { listing: { category, marketplace: home.config.name, repository: home.config.repository } }),
  });
}

/** Every reason against the plugin, and the corrected command where it can be told. */
function refusal(name: string, errors: readonly Diagnostic[]): Error {
  const reasons = errors.map(({ message, fix }) => (optionInFix.test(fix) ? message : `${message} ${fix}`));
  if (errors.length === 0) reasons.push(`${quote(name)} cannot be the name of a folder.`);
  const command = correctedCommand(
    name,
    errors.map(({ fix }) => fix),
  );
  return failure(
    [
      'Nothing was written:',
      ...[...new Set(reasons)].map((reason) => `  ${reason}`),
      ...(command === undefined ? [] : [`Type: ${command}`]),
    ].join('\n'),
  );
}

/** The command as it was typed, with the values that fixes give. Undefined where no fix gives one. */
function correctedCommand(name: string, fixes: readonly string[]): string | undefined {
  const words = process.argv.slice(2);
  let isCorrected = false;
  for (const fix of fixes) {
    const [, key, value] = optionInFix.exec(fix) ?? [];
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

function report(folder: string, paths: readonly string[], license: string, isListed: boolean): void {
  const steps = [
    'Write what it does: the description in .claude-plugin/plugin.json, README.md, and the components.',
    ...(paths.includes('LICENSE') ? [] : [`Put the text of ${license} into ${join(folder, 'LICENSE')}.`]),
    ...(paths.includes('server/tools.mjs')
      ? [
          `Write what its server offers to tools.json, and again after each change: npm run tools -- ${folder}`,
        ]
      : []),
    `Try it: claude --plugin-dir ${folder}`,
    `Check it: npm run check -- ${folder}`,
    ...(isListed
      ? [
          'Add your GitHub login to "maintainers" in listing.json, so that your later updates need no second review.',
          'Commit it and open a pull request.',
        ]
      : []),
  ];
  print(`Wrote ${folder}:`);
  for (const path of paths) print(`  ${path}`);
  print('\nNext:');
  for (const [index, step] of steps.entries()) print(`  ${index + 1}. ${step}`);
}
