import { sendMore } from '../follow/network.ts';
import { argument, type Handler } from '../follow/operators.ts';
import { joinPath, parentOf } from '../follow/paths.ts';
import type { Run } from '../follow/run.ts';
import {
  asValue,
  either,
  itemsOf,
  join,
  knownText,
  mixed,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';

const reads = (run: Run, path: Thing, at: number): Thing => {
  // Number 0 is the standard input.
  const text = knownText(path);
  if (text === '0' || text === '/dev/stdin') return { kind: 'name', name: 'stdin' };
  return run.add({ step: 'reads', path: asValue(path) }, at);
};

const writes = (run: Run, path: Thing, at: number, content?: Thing, append = false): Thing =>
  run.add(
    {
      step: 'writes',
      path: asValue(path),
      ...(content && { content: asValue(content) }),
      ...(append && { append }),
    },
    at,
  );

const deletes: Handler = ({ args: [path = unknown], at }, run) =>
  run.add({ step: 'deletes', path: asValue(path) }, at);

const readsFirst: Handler = ({ args: [path = unknown], at }, run) => reads(run, path, at);

const writesFirst =
  (append: boolean): Handler =>
  ({ args: [path = unknown, content = unknown], at }, run) => {
    const text = knownText(path);
    const to =
      text === '1' || text === '/dev/stdout'
        ? 'output'
        : text === '2' || text === '/dev/stderr'
          ? 'errors'
          : undefined;
    if (to) return run.add({ step: 'prints', content: asValue(content), to }, at);
    const file = path.kind === 'outside' && path.path === 'open()' ? (path.args?.[0] ?? unknown) : path;
    return writes(run, file, at, content, append);
  };

const makes: Handler = ({ args: [path = unknown], at }, run) => writes(run, path, at);

const copies: Handler = ({ args: [from = unknown, to = unknown], at }, run) =>
  writes(run, to, at, reads(run, from, at));

const moves: Handler = ({ args: [from = unknown, to = unknown], at }, run) =>
  writes(run, to, at, mixed([from]));

const links: Handler = ({ args: [target = unknown, link = unknown], at }, run) =>
  writes(run, link, at, target);

/** A file that is open for writing, which what is written to it leads back to. */
const opensForWriting = (run: Run, path: Thing, at: number, append: boolean): Thing => {
  writes(run, path, at, undefined, append);
  return { kind: 'outside', path: 'open()', args: [path] };
};

const opens: Handler = (call, run) => {
  const [path = unknown] = call.args;
  const flags = knownText(call.args[1]) ?? 'r';
  if (/[wax]/u.test(flags)) return opensForWriting(run, path, call.at, flags.includes('a'));
  return reads(run, path, call.at);
};

const writeStream: Handler = ({ args: [path = unknown], at }, run) => opensForWriting(run, path, at, false);

const isOpen = (thing: Thing | undefined): thing is Thing & { kind: 'outside' } =>
  thing?.kind === 'outside' && thing.path === 'open()';

const writesMore: Handler = ({ of, args: [content = unknown], at }, run) => {
  if (content === unknown || content.kind === 'function') return undefined;
  if (isOpen(of)) return writes(run, of.args?.[0] ?? unknown, at, content);
  return sendMore(of, [content]);
};

const pipes: Handler = ({ of, args: [to], at }, run) => {
  if (isOpen(to)) return writes(run, to.args?.[0] ?? unknown, at, of);
  return to ? (sendMore(to, [of]) ?? mixed([of, to])) : of;
};

const pipelines: Handler = ({ args, at }, run) => {
  const streams = args.filter((one) => one.kind !== 'function');
  const last = streams[streams.length - 1];
  return isOpen(last)
    ? writes(run, last.args?.[0] ?? unknown, at, mixed(streams.slice(0, -1)))
    : mixed(streams);
};

const entry: Thing = { kind: 'name', name: 'entry' };

const base: Handler = ({ args: [path = unknown] }) => {
  const text = knownText(path);
  return text === undefined ? { kind: 'name', name: 'basename' } : textThing(text.replace(/^.*\//u, ''));
};

/** `new URL('./x.js', import.meta.url)`: a file beside this one, or an address. */
const url: Handler = (call) => {
  const [path = unknown, from] = call.args;
  if (!from) return path;
  const isFile = from.kind === 'joined' && from.parts[0]?.kind === 'folder';
  if (isFile) return joinPath([parentOf(from), path], true);
  if (/^\w+:\/\//u.test(knownText(path) ?? '')) return path;
  const start = knownText(from)?.replace(/^(\w+:\/\/[^/]+).*$/u, '$1');
  return joinPath([start === undefined ? from : textThing(start), path], false);
};

const first: Handler = ({ args }) => args[0];

const fsHandlers: Record<string, Handler> = {
  readFile: readsFirst,
  createReadStream: readsFirst,
  watch: readsFirst,
  readJson: readsFirst,
  readJSON: readsFirst,
  readlink: readsFirst,
  writeFile: writesFirst(false),
  outputFile: writesFirst(false),
  outputJson: writesFirst(false),
  writeJson: writesFirst(false),
  writeJSON: writesFirst(false),
  write: writesFirst(false),
  appendFile: writesFirst(true),
  createWriteStream: writeStream,
  open: opens,
  mkdir: makes,
  mkdirp: makes,
  ensureDir: makes,
  ensureFile: makes,
  chmod: makes,
  chown: makes,
  truncate: makes,
  utimes: makes,
  unlink: deletes,
  rm: deletes,
  rmdir: deletes,
  remove: deletes,
  emptyDir: deletes,
  copyFile: copies,
  cp: copies,
  copy: copies,
  rename: moves,
  move: moves,
  symlink: links,
  link: links,
  ensureSymlink: links,
  readdir: ({ args: [folder = unknown] }) => ({
    kind: 'list',
    items: [knownText(folder) === undefined ? mixed([entry]) : entry],
  }),
  realpath: first,
  mkdtemp: ({ args: [prefix = unknown] }) => join([prefix, textThing('…')]),
};

const temporary: Thing = { kind: 'folder', of: 'temporary' };
const home: Thing = { kind: 'folder', of: 'home' };

/** Files and paths of JavaScript. */
export const javascriptFiles: Record<string, Handler> = {
  'os.homedir': () => home,
  'os.tmpdir': () => temporary,
  'process.cwd': () => textThing('.'),
  'path.join': ({ args }) => joinPath(args, false),
  'path.resolve': ({ args }) => joinPath(args, true),
  'path.dirname': ({ args: [path = unknown] }) => parentOf(path),
  'path.normalize': first,
  'path.basename': base,
  'url.fileURLToPath': first,
  'url.pathToFileURL': first,
  'url.URL': url,
  URL: url,
  'Bun.file': readsFirst,
  'Bun.write': writesFirst(false),
  'Deno.readTextFile': readsFirst,
  'Deno.readFile': readsFirst,
  'Deno.writeTextFile': writesFirst(false),
  'Deno.writeFile': writesFirst(false),
  'Deno.remove': deletes,
  'Deno.mkdir': makes,
  '*.write': writesMore,
  '*.end': writesMore,
  '*.writeFile': writesMore,
  '*.appendFile': writesMore,
  '*.pipe': pipes,
  'stream.pipeline': pipelines,
  'stream/promises.pipeline': pipelines,
  'stream.promises.pipeline': pipelines,
  'JSON.parse': first,
  'JSON.stringify': first,
  structuredClone: first,
  encodeURIComponent: first,
  encodeURI: first,
  decodeURIComponent: first,
  String: first,
  'String.raw': first,
  'Promise.resolve': first,
  'Promise.all': first,
  'Promise.allSettled': first,
  'Promise.race': ({ args: [list = unknown] }) => either(itemsOf(list)),
  'Promise.any': ({ args: [list = unknown] }) => either(itemsOf(list)),
  'Array.from': first,
  'Object.freeze': first,
  'Object.fromEntries': first,
  'readline.createInterface': (call) => mixed([call.args[0] ?? unknown]),
  'glob.globSync': first,
  'glob.glob': first,
  glob: first,
  'fast-glob': first,
  globby: first,
  Set: first,
  'String.prototype.concat': ({ args }) => join(args),
  'lodash.template': (call) => argument(call, 0),
};
for (const [name, handler] of Object.entries(fsHandlers)) javascriptFiles[`fs.${name}`] = handler;
