// npm run conformance: compares the check with what the real Claude Code client said of the same plugins and marketplaces.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { clientVersion } from '../src/check/claude-code/client-version.ts';
import { quote } from '../src/check/diagnostic.ts';
import { rules } from '../src/check/rules.ts';
import { checkDirectory } from '../src/check/run/check-directory.ts';
import { checkTargets, defaultRepository } from '../src/check/run/check-targets.ts';
import { targetOf } from '../src/check/run/targets.ts';
import { folderFileSystem } from '../src/plugin/file-system.ts';
import { readDeclared } from '../src/plugin/read-plugin.ts';
import { oneLine } from '../src/plugin/text.ts';
import { type Case, readCases, writeCase } from '../test/conformance/cases.ts';
import {
  type Answer,
  answerDifferences,
  askClient,
  type Client,
  clientOf,
  recordedAgain,
} from '../test/conformance/client.ts';
import { clientInventory, ownInventory } from '../test/conformance/inventory.ts';
import { failure, home, print, runCommand } from './command-line.ts';

/** Whether a plugin or marketplace is refused, whether there are warnings, and the first message. */
type Verdict = { refuses: boolean; warns: boolean; message: string };
/** One plugin or marketplace with both verdicts. */
type Row = { name: string; kind: string; client: Verdict; ours: Verdict };

await runCommand({
  name: 'npm run conformance',
  about:
    'Compares the check with recorded verdicts of Claude Code. A folder of a whole marketplace that is named is checked too, with each plugin in it, beside the client.',
  arguments: { marketplace: { about: 'the folder of a marketplace', isOptional: true, isList: true } },
  options: {
    file: {
      value: 'file',
      about: 'recorded verdicts, one JSON object a line (default: test/conformance/cases.jsonl)',
    },
    client: {
      value: 'version',
      about:
        'ask a client, and list where it answers otherwise than was recorded: a version, which is fetched from npm, or the path of its program',
    },
    record: { about: 'write what the client answers to the file of cases, beside what others answered' },
  },
  example: `--client ${clientVersion}`,
  exitCodes: { 0: 'every verdict agrees', 1: 'a verdict differs' },
  async run({ marketplace: folders, file: given, client: wanted, record }) {
    const missing = folders.find((folder) => !existsSync(folder));
    if (missing !== undefined)
      throw failure(`There is no folder at ${quote(missing)}: name the folder of a marketplace.`, 2);
    const file = resolve(given ?? join(home, 'test', 'conformance', 'cases.jsonl'));
    if (!existsSync(file))
      throw failure(`There are no recorded verdicts at ${quote(file)}: name a file of cases with --file.`, 2);
    if (record && wanted === undefined) throw failure('Name the client to record with --client.', 2);
    const userHome = mkdtempSync(join(tmpdir(), 'conformance-'));
    try {
      const client =
        wanted === undefined && folders.length === 0
          ? undefined
          : await clientOf(wanted ?? clientVersion, userHome);
      let agrees = true;
      if (client !== undefined)
        for (const folder of folders) agrees = (await compareMarketplace(folder, client)) && agrees;
      const cases = readCases(file);
      const answers =
        client === undefined || wanted === undefined ? undefined : await ask(cases, client, userHome);
      if (answers !== undefined && client !== undefined) {
        printAnswers(cases, answers, client.version);
        if (record) recordAnswers(file, answers, client);
      }
      return (await compareCases(cases, answers)) && agrees ? 0 : 1;
    } finally {
      rmSync(userHome, { recursive: true, force: true, maxRetries: 3 });
    }
  },
});

/** The verdict of our check on a path, exactly as `npm run check` gives it. */
async function checkVerdict(path: string): Promise<Verdict> {
  const target = targetOf(path, dirname(path), dirname(path));
  // A path at which there is nothing to check is refused before any rule runs.
  if (target.kind === 'nothing') return { refuses: true, warns: false, message: target.message };
  const options = { rules, strict: false, repository: defaultRepository };
  for await (const { diagnostics } of checkTargets([target], options)) {
    const client = diagnostics.filter(({ authority }) => authority === 'claude-code');
    const errors = client.filter(({ severity }) => severity === 'error');
    return {
      refuses: errors.length > 0,
      warns: client.some(({ severity }) => severity === 'warning'),
      message: (errors[0] ?? client[0])?.message ?? '',
    };
  }
  throw new Error('The check gave no result.');
}

/** The verdict of a client on a path, in a home of its own. */
async function clientVerdict(client: Client, path: string, userHome: string): Promise<Verdict> {
  const { exit, warnings, message } = await askClient(client, path, userHome);
  return { refuses: exit !== 0, warns: warnings > 0, message };
}

/** Whether adding, installing or loading failed because of the plugin; undefined where that was not tried. */
function loaderRefuses({ runtime }: Case): boolean | undefined {
  if (runtime === undefined) return undefined;
  const { add = 0, install = 0, errors = [] } = runtime;
  return add !== 0 || install !== 0 || errors.includes('refused');
}

/** What only one of both lists. */
type Listed = { name: string; missing: string[]; extra: string[] };
type Inventory = Listed & { isUnread: boolean };

/** Writes each case into a folder called `tiny-tool`, and gives what is made of it there. */
async function inFolder<T>(
  cases: readonly Case[],
  make: (one: Case, root: string) => Promise<T>,
): Promise<T[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-')));
  const made: T[] = [];
  try {
    for (const one of cases) {
      const root = join(folder, 'tiny-tool');
      writeCase(one.files, root);
      made.push(await make(one, root));
      rmSync(root, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return made;
}

/** What a client answers to each case. */
function ask(cases: readonly Case[], client: Client, userHome: string): Promise<Answer[]> {
  return inFolder(cases, ({ target }, root) => askClient(client, join(root, target ?? ''), userHome));
}

/** Prints every difference between what was recorded and what a client answers. */
function printAnswers(cases: readonly Case[], answers: readonly Answer[], version: string): void {
  const differing = cases.flatMap((one, index) => {
    const answer = answers[index];
    const lines = answer === undefined ? [] : answerDifferences(one, answer);
    return lines.length === 0 ? [] : [`  ${one.id.padEnd(40)} ${shortened(lines.join(', '))}`];
  });
  print(
    `Claude Code ${version} answers otherwise than was recorded: ${differing.length} of ${cases.length} cases`,
  );
  for (const line of differing) print(line);
  print();
}

/** Writes the answers to the file of cases, in which a case may take a file from an earlier one. */
function recordAnswers(file: string, answers: readonly Answer[], client: Client): void {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const written = lines.map((line, index) => {
    const answer = answers[index];
    const one = JSON.parse(line) as Case;
    return `${JSON.stringify(answer === undefined ? one : recordedAgain(one, client, answer))}\n`;
  });
  writeFileSync(file, written.join(''));
}

/** Compares the recorded cases, or what a client answers to them, and prints the result; whether all verdicts agree. */
async function compareCases(cases: readonly Case[], answers?: readonly Answer[]): Promise<boolean> {
  const rows: Row[] = [];
  const loaderOnly: string[] = [];
  const inventories: Inventory[] = [];
  const directory: Listed[] = [];
  await inFolder(cases, async (recorded, root) => {
    const answer = answers?.[rows.length];
    const each = answer === undefined ? recorded : { ...recorded, ...answer };
    const path = join(root, each.target ?? '');
    const validate = { refuses: each.exit !== 0, warns: (each.warnings ?? 0) > 0, message: each.what };
    const loader = loaderRefuses(each);
    const client = validate.refuses ? validate : { ...validate, refuses: loader === true };
    rows.push({ name: each.id, kind: each.kind, client, ours: await checkVerdict(path) });
    if (loader !== undefined && loader !== validate.refuses)
      loaderOnly.push(
        `${each.id.padEnd(40)} only ${loader ? 'the loader' : 'validate'} refuses: ${shortened(client.message)}`,
      );
    inventories.push(...inventoryDifference(each, root));
    if (each.directory !== undefined) directory.push(directoryDifference(each.id, each.directory, path));
  });
  const agrees = printVerdicts(rows);
  print();
  printWarnings(rows);
  printInventories(inventories);
  printListed('Requirements of the directory', directory, '');
  print(`\nWhere validate and the loader disagree, either refusal counts: ${loaderOnly.length} cases`);
  for (const line of loaderOnly) print(`  ${line}`);
  return agrees;
}

/** What both list of a plugin that the client accepts, where its inventory was recorded. */
function inventoryDifference({ id, kind, target, exit, provides }: Case, root: string): Inventory[] {
  if (kind !== 'plugin' || target !== undefined || exit !== 0 || provides === undefined) return [];
  const theirs = clientInventory(provides);
  const ours = ownInventory(readDeclared(folderFileSystem(root), root).plugin.components);
  const missing = theirs.filter((line) => !ours.includes(line));
  const extra = ours.filter((line) => !theirs.includes(line));
  // The client gives no inventory of a plugin of which it left something unread.
  return [{ name: id, missing, extra, isUnread: theirs.length === 0 && ours.length > 0 }];
}

/** The codes of the directory that only the client or only the check gives. */
function directoryDifference(name: string, theirs: readonly string[], path: string): Listed {
  const ours = checkDirectory(path, defaultRepository).map(({ rule }) =>
    rule.replace('directory-', '').toUpperCase().replaceAll('-', '_'),
  );
  return {
    name,
    missing: theirs.filter((code) => !ours.includes(code)),
    extra: [...new Set(ours)].filter((code) => !theirs.includes(code)),
  };
}

/** Compares a whole marketplace, and each folder in it that has a plugin's manifest, with the client; whether all agree. */
async function compareMarketplace(given: string, asked: Client): Promise<boolean> {
  const root = realpathSync(resolve(given));
  const userHome = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const rows: Row[] = [];
    for (const path of [root, ...pluginsBelow(root, 4)])
      rows.push({
        name: relative(root, path) || '.',
        kind: path === root ? 'market' : 'plugin',
        client: await clientVerdict(asked, path, userHome),
        ours: await checkVerdict(path),
      });
    print(`${basename(root)}:`);
    const agrees = printVerdicts(rows);
    printWarnings(rows);
    print();
    return agrees;
  } finally {
    rmSync(userHome, { recursive: true, force: true });
  }
}

function pluginsBelow(folder: string, depth: number): string[] {
  if (depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules')
    .map((entry) => join(folder, entry.name))
    .sort()
    .flatMap((path) =>
      existsSync(join(path, '.claude-plugin', 'plugin.json')) ? [path] : pluginsBelow(path, depth - 1),
    );
}

/** Prints how often both agree, by kind, and each case in which they do not; whether all agree. */
function printVerdicts(rows: readonly Row[]): boolean {
  const line = (kind: string, cells: readonly (string | number)[]) =>
    print(`${kind.padEnd(12)}${cells.map((cell) => String(cell).padStart(15)).join('')}`);
  line('kind', ['cases', 'agree', 'false accepts', 'false rejects']);
  for (const kind of [...new Set(rows.map((row) => row.kind)), 'all']) {
    const ofKind = rows.filter((row) => kind === 'all' || row.kind === kind);
    const accepts = ofKind.filter(({ client, ours }) => client.refuses && !ours.refuses).length;
    const rejects = ofKind.filter(({ client, ours }) => !client.refuses && ours.refuses).length;
    line(kind, [ofKind.length, ofKind.length - accepts - rejects, accepts, rejects]);
  }
  const differing = rows.filter(({ client, ours }) => client.refuses !== ours.refuses);
  for (const { name, client, ours } of differing)
    print(
      client.refuses
        ? `  false accept  ${name.padEnd(40)} ${shortened(client.message)}`
        : `  false reject  ${name.padEnd(40)} ${shortened(ours.message)}`,
    );
  return differing.length === 0;
}

function printWarnings(rows: readonly Row[]): void {
  const accepted = rows.filter(({ client }) => !client.refuses);
  const differing = accepted.filter(({ client, ours }) => client.warns !== ours.warns);
  const same = accepted.length - differing.length;
  print(`Warnings, where the client refuses nothing: ${same} of ${accepted.length} agree`);
  for (const { name, client, ours } of differing)
    print(
      `  ${name.padEnd(40)} ${client.warns ? 'only the client warns' : `only the check warns: ${shortened(ours.message)}`}`,
    );
}

function printInventories(inventories: readonly Inventory[]): void {
  const compared = inventories.filter(({ isUnread }) => !isUnread);
  const unread = inventories.length - compared.length;
  printListed(
    'Inventory of components, where the client refuses nothing',
    compared,
    `; it gave none of ${unread}`,
  );
}

function printListed(what: string, compared: readonly Listed[], end: string): void {
  const differing = compared.filter(({ missing, extra }) => missing.length + extra.length > 0);
  print(`${what}: ${compared.length - differing.length} of ${compared.length} agree${end}`);
  for (const { name, missing, extra } of differing) {
    const lines = [...missing.map((line) => `-${line}`), ...extra.map((line) => `+${line}`)];
    print(`  ${name.padEnd(40)} ${lines.map(shortened).join(', ')}`);
  }
}

function shortened(text: string): string {
  return oneLine(text, 160);
}
