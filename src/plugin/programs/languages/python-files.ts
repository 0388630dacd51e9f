import { argument, type Handler, operators } from '../follow/operators.ts';
import { joinPath, parentOf } from '../follow/paths.ts';
import type { Run } from '../follow/run.ts';
import { asValue, join, knownText, mixed, type Thing, textThing, unknown } from '../follow/thing.ts';

const first: Handler = ({ args }) => args[0];
const entry: Thing = { kind: 'name', name: 'entry' };
const itself: Handler = ({ of }) => (of.kind === 'outside' && !of.path.startsWith('*.') ? undefined : of);

const reads = (run: Run, path: Thing, at: number): Thing =>
  run.add({ step: 'reads', path: asValue(path) }, at);
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
const deletes = (run: Run, path: Thing, at: number): Thing =>
  run.add({ step: 'deletes', path: asValue(path) }, at);

/** `open` gives a file, which what is read of it or written to it leads back to. */
const openFile = (run: Run, path: Thing, mode: Thing | undefined, at: number): Thing => {
  const text = mode === undefined ? 'r' : (knownText(mode) ?? 'r');
  const told = /[wx]/u.test(text)
    ? writes(run, path, at)
    : text.includes('a')
      ? writes(run, path, at, undefined, true)
      : reads(run, path, at);
  return { kind: 'outside', path: 'open()', of: told, args: [path] };
};

const isFile = (thing: Thing): thing is Thing & { kind: 'outside' } =>
  thing.kind === 'outside' && thing.path === 'open()';

/** The path of a file that is open. */
const pathOf = (file: Thing): Thing | undefined => (isFile(file) ? file.args?.[0] : undefined);

const readFile: Handler = ({ of }) => (isFile(of) ? of.of : undefined);

/** What is written to a file is the content of the step that opened it. */
const writeTo = (run: Run, file: Thing, content: Thing, at: number): Thing | undefined => {
  const path = pathOf(file);
  if (path) return writes(run, path, at, content);
  if (file.kind === 'outside' && /^sys\.(?:__)?stdout/u.test(file.path))
    return run.add({ step: 'prints', content: asValue(content), to: 'output' }, at);
  if (file.kind === 'outside' && /^sys\.(?:__)?stderr/u.test(file.path))
    return run.add({ step: 'prints', content: asValue(content), to: 'errors' }, at);
  return undefined;
};

const dump: Handler = (call, run) => {
  const [content = unknown, file] = call.args;
  return writeTo(run, file ?? call.named.get('fp') ?? unknown, content, call.at);
};

const load: Handler = (call) => {
  const file = argument(call, 0, 'fp') ?? unknown;
  return isFile(file) ? mixed([file.of ?? unknown]) : mixed([file]);
};

const copies: Handler = (call, run) => {
  const from = argument(call, 0, 'src') ?? unknown;
  const to = argument(call, 1, 'dst') ?? unknown;
  const read = reads(run, from, call.at);
  writes(run, to, call.at, read);
  return to;
};

const moves: Handler = (call, run) => {
  const [from = unknown, to = unknown] = call.args;
  writes(run, to, call.at, mixed([from]));
  return to;
};

/** A method of a path, `path.rename(to)`, in the words of the function. */
const ofPath =
  (handler: Handler): Handler =>
  (call, run) =>
    isFile(call.of) || call.of.kind === 'result'
      ? undefined
      : handler({ ...call, args: [call.of, ...call.args] }, run);

const makes: Handler = ({ args: [path = unknown], at }, run) => writes(run, path, at);

const removes: Handler = ({ args: [path = unknown], at }, run) => deletes(run, path, at);

/** A link is written at its place, and what is read through it lies at the other. */
const links: Handler = ({ args: [target = unknown, link = unknown], at }, run) =>
  writes(run, link, at, target);

const readsFirst: Handler = ({ args: [path = unknown], at }, run) => reads(run, path, at);

const temporaryPath = join([{ kind: 'folder', of: 'temporary' }, textThing('/…')]);
const temporary: Handler = () => temporaryPath;

const extracts: Handler = (call, run) => {
  const to = argument(call, 0, 'path') ?? textThing('.');
  return writes(run, to, call.at, call.of);
};

const pattern: Handler = ({ of, args: [glob = unknown] }) => joinPath([of, glob], false);

const isPathLike = (thing: Thing): boolean =>
  ['text', 'joined', 'folder', 'variable', 'either', 'mixed', 'name'].includes(thing.kind);

/** Files and paths of Python. */
export const pythonFiles: Record<string, Handler> = {
  open: (call, run) =>
    openFile(run, argument(call, 0, 'file') ?? unknown, argument(call, 1, 'mode'), call.at),
  'json.dump': dump,
  'yaml.dump': dump,
  'yaml.safe_dump': dump,
  'toml.dump': dump,
  'pickle.dump': dump,
  'json.load': load,
  'json.loads': first,
  'json.dumps': first,
  'tomllib.load': load,
  'tomli.load': load,
  'toml.load': load,
  'yaml.safe_load': load,
  'yaml.load': load,
  'pickle.load': load,
  '*.read': readFile,
  '*.readline': readFile,
  '*.readlines': readFile,
  '*.write': ({ of, args: [content = unknown], at }, run) => writeTo(run, of, content, at),
  '*.writelines': ({ of, args: [content = unknown], at }, run) => writeTo(run, of, content, at),
  '*.read_text': ({ of, at }, run) => reads(run, of, at),
  '*.read_bytes': ({ of, at }, run) => reads(run, of, at),
  '*.write_text': ({ of, args: [content = unknown], at }, run) => writes(run, of, at, content),
  '*.write_bytes': ({ of, args: [content = unknown], at }, run) => writes(run, of, at, content),
  '*.open': (call, run) =>
    isPathLike(call.of) ? openFile(run, call.of, argument(call, 0, 'mode'), call.at) : undefined,
  '*.mkdir': ofPath(makes),
  '*.touch': ofPath(makes),
  '*.unlink': ofPath(removes),
  '*.rmdir': ofPath(removes),
  '*.rename': ofPath(moves),
  '*.replace': (call, run) =>
    call.args.length === 1 ? ofPath(moves)(call, run) : operators['*.replace']?.(call, run),
  '*.symlink_to': ({ of, args: [target = unknown], at }, run) => writes(run, of, at, target),
  '*.hardlink_to': ({ of, args: [target = unknown], at }, run) => writes(run, of, at, target),
  '*.chmod': ofPath(makes),
  '*.expanduser': itself,
  '*.resolve': itself,
  '*.absolute': itself,
  '*.as_posix': itself,
  '*.as_uri': itself,
  '*.joinpath': ({ of, args }) => joinPath([of, ...args], true),
  '*.with_suffix': ({ of, args: [suffix = unknown] }) => {
    const path = knownText(of);
    const end = knownText(suffix);
    return path !== undefined && end !== undefined
      ? textThing(path.replace(/\.[^./]*$/u, '') + end)
      : mixed([of]);
  },
  '*.with_name': ({ of, args: [name = unknown] }) => joinPath([parentOf(of), name], false),
  '*.glob': pattern,
  '*.rglob': pattern,
  '*.iterdir': ({ of }) => joinPath([of, textThing('*')], false),
  'glob.glob': first,
  'glob.iglob': first,
  'os.listdir': () => ({ kind: 'list', items: [entry] }),
  'os.scandir': ({ args: [folder = textThing('.')] }) => ({
    kind: 'list',
    items: [joinPath([folder, entry], false)],
  }),
  'os.walk': ({ args: [folder = textThing('.')] }) => ({
    kind: 'list',
    items: [
      { kind: 'list', items: [folder, { kind: 'list', items: [entry] }, { kind: 'list', items: [entry] }] },
    ],
  }),
  'pathlib.Path': ({ args }) => joinPath(args, true),
  'pathlib.PurePath': ({ args }) => joinPath(args, true),
  'pathlib.Path.home': () => ({ kind: 'folder', of: 'home' }),
  'pathlib.Path.cwd': () => textThing('.'),
  'os.getcwd': () => textThing('.'),
  'os.path.join': ({ args }) => joinPath(args, true),
  'os.path.dirname': ({ args: [path = unknown] }) => parentOf(path),
  'tempfile.gettempdir': () => ({ kind: 'folder', of: 'temporary' }),
  'tempfile.mkdtemp': temporary,
  'tempfile.mkstemp': () => ({ kind: 'list', items: [unknown, temporaryPath] }),
  'tempfile.TemporaryDirectory': temporary,
  'tempfile.NamedTemporaryFile': ({ at }, run) => openFile(run, temporaryPath, textThing('w'), at),
  'tempfile.mktemp': temporary,
  'os.remove': removes,
  'os.unlink': removes,
  'os.rmdir': removes,
  'shutil.rmtree': removes,
  'os.mkdir': makes,
  'os.makedirs': makes,
  'os.chmod': makes,
  'os.rename': moves,
  'os.replace': moves,
  'os.renames': moves,
  'shutil.move': moves,
  'os.symlink': links,
  'os.link': links,
  'shutil.copy': copies,
  'shutil.copy2': copies,
  'shutil.copyfile': copies,
  'shutil.copytree': copies,
  'shutil.make_archive': (call, run) =>
    writes(
      run,
      call.args[0] ?? unknown,
      call.at,
      reads(run, argument(call, 2, 'root_dir') ?? unknown, call.at),
    ),
  'zipfile.ZipFile().extractall': extracts,
  'tarfile.open().extractall': extracts,
  'sqlite3.connect': readsFirst,
  'logging.FileHandler': makes,
  'logging.basicConfig': ({ named, at }, run) => {
    const path = named.get('filename');
    return path ? writes(run, path, at, undefined, true) : undefined;
  },
};
for (const name of ['expanduser', 'expandvars', 'abspath', 'realpath', 'normpath', 'normcase'])
  pythonFiles[`os.path.${name}`] = first;
for (const name of [
  'io.open',
  'codecs.open',
  'gzip.open',
  'aiofiles.open',
  'os.open',
  'zipfile.ZipFile',
  'tarfile.open',
])
  pythonFiles[name] = (call, run) =>
    openFile(run, argument(call, 0, 'file', 'name') ?? unknown, argument(call, 1, 'mode'), call.at);
for (const name of ['os.fspath', 'iter', 'next', 'enumerate', 'zip']) pythonFiles[name] ??= first;
