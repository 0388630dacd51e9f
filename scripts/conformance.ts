// npm run conformance: holds the check against what the real Claude Code client said of the same plugins and marketplaces, and prints the table.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { rules } from '../src/check/rules.ts';
import { checkTargets, defaultRepository } from '../src/check/run/check-targets.ts';
import { targetOf } from '../src/check/run/targets.ts';
import { folderFileSystem } from '../src/plugin/file-system.ts';
import type { Component } from '../src/plugin/plugin.ts';
import { readPlugin } from '../src/plugin/read-plugin.ts';

const usage = `Usage: npm run conformance [-- options] [marketplace…]

Compares the check with recorded verdicts of Claude Code 2.1.330, and prints where they agree. A folder of a whole marketplace that is
named is checked too, with each plugin in it, beside the client that is installed.

  --file <cases>  recorded verdicts, one JSON object a line (default: test/conformance/cases.jsonl)
  --client        ask the client that is installed ("claude") instead of using what was recorded
  --help          show this

Exit code: 0 where every verdict agrees, 1 where one differs, 2 where the command itself is wrong.`;

/**
 * A file of a case: text, text of a program, bytes, where a link leads, or parts, of which one is a text or how often a text is repeated, with
 * each `{n}` in it counting from 0.
 */
type CaseFile =
  | string
  | { text: string; exec?: boolean }
  | { base64: string }
  | { link: string }
  | { parts: readonly (string | readonly [text: string, times: number])[] };

/** A made-up plugin or marketplace with what the client said of it. */
type Case = {
  id: string;
  kind: string;
  /** What is special about it, in our words. */
  what: string;
  /** What of the folder was named; absent: the folder. */
  target?: string;
  files: Readonly<Record<string, CaseFile>>;
  /** The exit code of `claude plugin validate`. */
  exit: number;
  /** How many warnings it gave; absent: none. */
  warnings?: number;
  /** What `claude plugin details` lists of a plugin that passed. */
  provides?: Provides;
  /** What was not installed or not loaded: exit codes, and of what was installed, why it did not load. */
  runtime?: { add?: number; install?: number; errors?: readonly ('dependency-missing' | 'refused')[] };
};

/** As it is written down: a file may also be that of an earlier case, by its id, at the same path. */
type WrittenCase = Omit<Case, 'files'> & { files: Readonly<Record<string, CaseFile | { same: string }>> };

/** The client's inventory: names, or for what has more to it, an object each. */
type Provides = Readonly<Record<string, readonly (string | Readonly<Record<string, unknown>>)[]>>;

type Verdict = { refuses: boolean; warns: boolean };
type Row = { name: string; kind: string; client: Verdict; ours: Verdict; said: string };

const home = join(import.meta.dirname, '..');
const run = promisify(execFile);
const print = (line = '') => process.stdout.write(`${line}\n`);

/** What our check says of a path, exactly as `npm run check` does. */
async function judge(path: string): Promise<Verdict & { said: string }> {
  const target = targetOf(path, dirname(path), dirname(path));
  const options = { rules, strict: false, repository: defaultRepository };
  for await (const { diagnostics } of checkTargets([target], options)) {
    const client = diagnostics.filter(({ authority }) => authority === 'claude-code');
    const errors = client.filter(({ severity }) => severity === 'error');
    return {
      // A path at which there is nothing to check is refused before any rule is asked.
      refuses: target.kind === 'nothing' || errors.length > 0,
      warns: client.some(({ severity }) => severity === 'warning'),
      said: target.kind === 'nothing' ? target.message : ((errors[0] ?? client[0])?.message ?? ''),
    };
  }
  throw new Error('The check gave no result.');
}

/** What the client that is installed says of a path, in a home of its own. */
async function askClient(path: string, userHome: string): Promise<Verdict & { said: string }> {
  const env = { PATH: process.env.PATH ?? '', HOME: userHome, DISABLE_AUTOUPDATER: '1' };
  const { stdout, failed } = await run('claude', ['plugin', 'validate', path, '--json'], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).then(
    (done) => ({ stdout: done.stdout, failed: false }),
    (error: { code?: unknown; stdout?: string }) => {
      if (error.code === 'ENOENT')
        throw new Error('There is no "claude" on the PATH: npm install --global @anthropic-ai/claude-code');
      return { stdout: error.stdout ?? '', failed: true };
    },
  );
  const parts = partsOf(stdout);
  const said = parts.flatMap(({ errors = [] }) => errors)[0];
  return {
    refuses: failed,
    warns: parts.some(({ warnings = [] }) => warnings.length > 0),
    said: said === undefined ? '' : `${said.path ?? ''}: ${said.message ?? ''}`,
  };
}

type Part = { errors?: { path?: string; message?: string }[]; warnings?: unknown[] };

function partsOf(stdout: string): Part[] {
  try {
    const answer = JSON.parse(stdout) as { manifest?: Part; contents?: Part[]; components?: Part[] };
    return [answer.manifest ?? {}, ...(answer.contents ?? answer.components ?? [])];
  } catch {
    return [];
  }
}

function materialise(files: Case['files'], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, file] of Object.entries(files)) {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof file === 'string') writeFileSync(at, file);
    else if ('link' in file) symlinkSync(file.link, at);
    else if ('base64' in file) writeFileSync(at, Buffer.from(file.base64, 'base64'));
    else if ('parts' in file) writeFileSync(at, file.parts.map(partText).join(''));
    else {
      writeFileSync(at, file.text);
      if (file.exec === true) chmodSync(at, 0o755);
    }
  }
}

function partText(part: string | readonly [text: string, times: number]): string {
  if (typeof part === 'string') return part;
  const [text, times] = part;
  return text.includes('{n}')
    ? Array.from({ length: times }, (_, n) => text.replaceAll('{n}', String(n))).join('')
    : text.repeat(times);
}

/** Whether adding, installing or loading failed for a reason that lies in the plugin. */
function loaderRefuses({ runtime }: Case): boolean | undefined {
  if (runtime === undefined) return undefined;
  const { add = 0, install = 0, errors = [] } = runtime;
  return add !== 0 || install !== 0 || errors.includes('refused');
}

/** One line for each thing of an inventory. */
function inventory(provides: Provides): string[] {
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  return Object.entries(provides)
    .flatMap(([kind, items]) =>
      items.map((item) => {
        if (typeof item === 'string') return `${kind} ${item}`;
        if (kind === 'hooks')
          return `${kind} ${text(item.event)} ${text(item.matcher)} ${text(item.type)} ${text(item.command ?? item.url)}`;
        if (kind === 'mcpServers')
          return `${kind} ${text(item.name)} ${text(item.type)} ${text(item.target)}`;
        return `${kind} ${text(item.name)} ${text(item.command)}`;
      }),
    )
    .sort();
}

/** Our components in the client's words. */
function inventoryOf(components: readonly Component[]): string[] {
  return components
    .flatMap(({ kind, name, matcher, type, target }): string[] => {
      switch (kind) {
        case 'skill':
          return [`skills ${name}`];
        case 'command':
          return [`commands ${name}`];
        case 'agent':
          return [`agents ${name}`];
        case 'output-style':
          return [`outputStyles ${name}`];
        case 'theme':
          return [`themes ${name}`];
        case 'executable':
          return [`bin ${name}`];
        case 'hook':
          return [
            `hooks ${name} ${matcher ?? ''} ${type ?? ''} ${type === 'command' || type === 'http' ? (target ?? '') : ''}`,
          ];
        case 'mcp-server':
          return [`mcpServers ${name} ${type === 'bundle' ? 'mcpb' : (type ?? '')} ${target ?? ''}`];
        case 'lsp-server':
          return [`lspServers ${name} ${target ?? ''}`];
        case 'monitor':
          return [`monitors ${name} ${target ?? ''}`];
        default:
          return [];
      }
    })
    .sort();
}

function readCases(file: string): Case[] {
  const earlier = new Map<string, Case['files']>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      let written: WrittenCase;
      try {
        written = JSON.parse(line) as WrittenCase;
      } catch {
        throw new Error(`Case ${index + 1} of the recorded verdicts is not JSON: write one object a line.`);
      }
      const files = Object.entries(written.files).map(([path, file]): [string, CaseFile] => {
        if (typeof file === 'string' || !('same' in file)) return [path, file];
        const found = earlier.get(file.same)?.[path];
        if (found === undefined)
          throw new Error(
            `Case ${index + 1} takes "${path}" from "${file.same}", which no earlier case has.`,
          );
        return [path, found];
      });
      const each = { ...written, files: Object.fromEntries(files) };
      earlier.set(each.id, each.files);
      return each;
    });
}

/** Compares the recorded cases; whether all verdicts agree. */
async function compareCases(cases: readonly Case[], live: boolean): Promise<boolean> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-')));
  const rows: Row[] = [];
  const apart: string[] = [];
  const inventories: { name: string; missing: string[]; extra: string[] }[] = [];
  const without: string[] = [];
  let compared = 0;
  try {
    for (const [index, each] of cases.entries()) {
      const root = join(folder, String(index), 'tiny-tool');
      materialise(each.files, root);
      const path = each.target === undefined ? root : join(root, each.target);
      const ours = await judge(path);
      const loader = loaderRefuses(each);
      const client = live
        ? await askClient(path, folder)
        : {
            refuses: each.exit !== 0,
            warns: (each.warnings ?? 0) > 0,
            said: each.what,
          };
      const refuses = client.refuses || loader === true;
      const said = client.refuses ? client.said : each.what;
      rows.push({
        name: each.id,
        kind: each.kind,
        client: { ...client, refuses },
        ours,
        said: refuses ? said : ours.said,
      });
      if (loader !== undefined && loader !== client.refuses) {
        apart.push(
          `${each.id.padEnd(40)} ${loader ? 'only the loader refuses' : 'only validate refuses'}: ${oneLine(said)}`,
        );
      }
      if (
        each.kind === 'plugin' &&
        each.target === undefined &&
        each.exit === 0 &&
        each.provides !== undefined
      ) {
        const { plugin } = readPlugin(folderFileSystem(root), root);
        const [theirs, own] = [inventory(each.provides), inventoryOf(plugin.components)];
        const missing = theirs.filter((line) => !own.includes(line));
        const extra = own.filter((line) => !theirs.includes(line));
        // The client gives no inventory of a plugin of which it left something unread.
        if (theirs.length === 0 && own.length > 0) without.push(each.id);
        else {
          compared++;
          if (missing.length + extra.length > 0) inventories.push({ name: each.id, missing, extra });
        }
      }
      rmSync(join(folder, String(index)), { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const agrees = table(rows);
  const passed = rows.filter(({ client }) => !client.refuses);
  const warnings = passed.filter(({ client, ours }) => client.warns !== ours.warns);
  print();
  print(
    `Warnings, where the client refuses nothing: ${passed.length - warnings.length} of ${passed.length} agree`,
  );
  for (const { name, client, ours } of warnings)
    print(
      `  ${name.padEnd(40)} ${client.warns ? 'only the client warns' : `only the check warns: ${oneLine(ours.warns ? saidOf(rows, name) : '')}`}`,
    );
  print(
    `Inventory of components, where the client refuses nothing: ${compared - inventories.length} of ${compared} agree; it gave none of ${without.length}`,
  );
  for (const { name, missing, extra } of inventories) {
    print(
      `  ${name.padEnd(40)} ${[...missing.map((line) => `-${line}`), ...extra.map((line) => `+${line}`)].map(oneLine).join(', ')}`,
    );
  }
  print();
  print(`Where validate and the loader disagree, either refusal counts: ${apart.length} cases`);
  for (const line of apart) print(`  ${line}`);
  return agrees;
}

function saidOf(rows: readonly Row[], name: string): string {
  return rows.find((row) => row.name === name)?.said ?? '';
}

/** Prints how often both agree, by kind, and each case in which they do not; whether all agree. */
function table(rows: readonly Row[]): boolean {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  print(
    `${'kind'.padEnd(12)}${['cases', 'agree', 'false accepts', 'false rejects'].map((head) => head.padStart(15)).join('')}`,
  );
  for (const kind of [...kinds, 'all']) {
    const of = rows.filter((row) => kind === 'all' || row.kind === kind);
    const accepts = of.filter(({ client, ours }) => client.refuses && !ours.refuses).length;
    const rejects = of.filter(({ client, ours }) => !client.refuses && ours.refuses).length;
    const figures = [of.length, of.length - accepts - rejects, accepts, rejects];
    print(`${kind.padEnd(12)}${figures.map((figure) => String(figure).padStart(15)).join('')}`);
  }
  const differing = rows.filter(({ client, ours }) => client.refuses !== ours.refuses);
  for (const { name, client, said } of differing) {
    print(`  ${client.refuses ? 'false accept' : 'false reject'}  ${name.padEnd(40)} ${oneLine(said)}`);
  }
  return differing.length === 0;
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

/** Compares a whole marketplace, and each folder in it that has a plugin's manifest, beside the client; whether all agree. */
async function compareMarketplace(given: string): Promise<boolean> {
  const root = realpathSync(resolve(given));
  const userHome = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const paths = [root, ...pluginsBelow(root, 4)];
    const rows: Row[] = [];
    for (const path of paths) {
      const [client, ours] = [await askClient(path, userHome), await judge(path)];
      const kind = path === root ? 'market' : 'plugin';
      rows.push({
        name: relative(root, path) || '.',
        kind,
        client,
        ours,
        said: client.refuses ? client.said : ours.said,
      });
    }
    print(`${basename(root)}:`);
    const agrees = table(rows);
    const warnings = rows.filter(({ client, ours }) => !client.refuses && client.warns !== ours.warns);
    print(`Warnings: ${rows.length - warnings.length} of ${rows.length} agree`);
    for (const { name, client } of warnings)
      print(`  ${name.padEnd(40)} only the ${client.warns ? 'client' : 'check'} warns`);
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

async function main(): Promise<number> {
  let parsed: { values: { file?: string; client: boolean; help: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        file: { type: 'string' },
        client: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    print(usage);
    return 0;
  }
  const missing = positionals.find((folder) => !existsSync(folder));
  if (missing !== undefined) {
    process.stderr.write(`There is no folder at "${oneLine(missing)}": name the folder of a marketplace.\n`);
    return 2;
  }
  let agrees = true;
  for (const folder of positionals) agrees = (await compareMarketplace(folder)) && agrees;
  const file =
    values.file === undefined ? join(home, 'test', 'conformance', 'cases.jsonl') : resolve(values.file);
  if (!existsSync(file)) {
    process.stderr.write(
      `There are no recorded verdicts at "${oneLine(file)}": name a file of cases with --file.\n`,
    );
    return 2;
  }
  agrees = (await compareCases(readCases(file), values.client)) && agrees;
  return agrees ? 0 : 1;
}

if (import.meta.main) {
  // Whoever reads may have seen enough, as `head` has.
  process.stdout.on('error', () => process.exit());
  process.exitCode = await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  });
}
