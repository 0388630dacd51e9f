import { argument, type Handler } from '../follow/operators.ts';
import { evaluateText, exitWith, printText, start, startWords } from '../follow/processes.ts';
import type { OutsideCall } from '../follow/run.ts';
import { asValue, itemsOf, knownText, mixed, type Thing, textThing, unknown } from '../follow/thing.ts';

const isTrue = (thing: Thing | undefined): boolean => thing?.kind === 'outside' && thing.path === '#true';

/** Whether the child goes on when its parent ends. */
const isDetached = ({ named }: OutsideCall): boolean => {
  const before = named.get('preexec_fn');
  return (
    isTrue(named.get('start_new_session')) ||
    named.has('creationflags') ||
    (before?.kind === 'outside' && /^os\.set(?:sid|pgrp)$/u.test(before.path))
  );
};

const isPath = (thing: Thing | undefined): boolean =>
  thing !== undefined &&
  !(thing.kind === 'outside' && /^(?:\*\.|#|subprocess\.|asyncio\.|sys\.)/u.test(thing.path));

/** The file that was opened for a stream. */
const outputOf = ({ named }: OutsideCall): Thing | undefined => {
  const stream = named.get('stdout');
  if (stream?.kind === 'outside' && stream.path === 'open()') return stream.args?.[0];
  return stream && stream.kind === 'text' && isPath(stream) ? stream : undefined;
};

const subprocess =
  (waits: boolean): Handler =>
  (call, run) => {
    const what = argument(call, 0, 'args', 'cmd') ?? unknown;
    return start(run, call, what, isTrue(call.named.get('shell')), {
      input: call.named.get('input'),
      environment: call.named.get('env'),
      output: outputOf(call),
      folder: call.named.get('cwd'),
      background: !waits && isDetached(call),
    });
  };

const shell: Handler = (call, run) =>
  evaluateText(run, call.at, argument(call, 0, 'cmd', 'command') ?? unknown, 'shell');

/** `os.execv(path, words)`: the first word is how the program calls itself. */
const execList: Handler = ({ args: [path = unknown, list = unknown], at }, run) =>
  startWords(run, at, [path, ...itemsOf(list).slice(1)]);

const execWords: Handler = ({ args: [path = unknown, , ...words], at }, run) =>
  startWords(run, at, [path, ...words]);

const exec: Handler = (call, run) =>
  startWords(run, call.at, call.args, {
    environment: call.named.get('env'),
    folder: call.named.get('cwd'),
    background: isDetached(call),
  });

/** The library starts the program. */
const claude: Handler = ({ args, named, at }, run) =>
  startWords(run, at, [textThing('claude'), textThing('-p'), args[0] ?? named.get('prompt') ?? unknown]);

const waited: Handler = ({ of }) => of;

const loads: Handler = (call, run) => {
  const module = knownText(argument(call, 0, 'name'));
  const thing = argument(call, 0, 'name') ?? unknown;
  run.add({ step: 'loads', ...(module === undefined ? { path: asValue(thing) } : { module }) }, call.at);
  return module === undefined ? undefined : { kind: 'outside', path: module };
};

const loadsPath =
  (index: number, ...names: string[]): Handler =>
  (call, run) =>
    run.add({ step: 'loads', path: asValue(argument(call, index, ...names) ?? unknown) }, call.at);

const evaluates: Handler = (call, run) => evaluateText(run, call.at, call.args[0] ?? unknown, 'python');

const exits: Handler = ({ args, at }, run) => exitWith(run, at, args[0] ?? textThing('0'));

const detaches: Handler = ({ at, path }, run) =>
  run.add({ step: 'detaches', what: { kind: 'name', name: path } }, at);

const prints =
  (to: 'output' | 'errors'): Handler =>
  (call, run) =>
    printText(run, call.at, call.args[0] ?? unknown, to);

const print: Handler = (call, run) => {
  const file = call.named.get('file');
  if (file && !(file.kind === 'outside' && /^sys\.(?:std|__std)/u.test(file.path))) {
    if (file.kind !== 'outside' || file.path !== 'open()') return undefined;
    return run.add(
      { step: 'writes', path: asValue(file.args?.[0] ?? unknown), content: asValue(mixed(call.args)) },
      call.at,
    );
  }
  const to = file?.kind === 'outside' && file.path.endsWith('stderr') ? 'errors' : 'output';
  const content = call.args.length === 1 && call.args[0] ? call.args[0] : mixed(call.args);
  return printText(run, call.at, content, to);
};

const decodes =
  (from: 'base64' | 'hex' | 'character-codes' | 'compressed' | 'encrypted'): Handler =>
  ({ args, at }, run) =>
    run.add({ step: 'decodes', from, content: asValue(args[0] ?? unknown) }, at);

const codecs: Handler = (call, run) => {
  const name = knownText(call.args[1]) ?? '';
  const from = /base64/u.test(name)
    ? 'base64'
    : /hex/u.test(name)
      ? 'hex'
      : /rot/u.test(name)
        ? 'reversed'
        : undefined;
  return from
    ? run.add({ step: 'decodes', from, content: asValue(call.args[0] ?? unknown) }, call.at)
    : call.args[0];
};

const first: Handler = ({ args }) => args[0];

/** Processes, code that is made while the program runs, and streams of Python. */
export const pythonProcesses: Record<string, Handler> = {
  'subprocess.run': subprocess(true),
  'subprocess.call': subprocess(true),
  'subprocess.check_call': subprocess(true),
  'subprocess.check_output': subprocess(true),
  'subprocess.Popen': subprocess(false),
  'subprocess.getoutput': shell,
  'subprocess.getstatusoutput': shell,
  'os.system': shell,
  'os.popen': shell,
  'asyncio.create_subprocess_shell': shell,
  'asyncio.create_subprocess_exec': exec,
  'claude_agent_sdk.query': claude,
  'claude_agent_sdk.ClaudeSDKClient': claude,
  'claude_code_sdk.query': claude,
  'pty.spawn': ({ args: [what = unknown], at }, run) =>
    startWords(run, at, what.kind === 'list' ? what.items : [what]),
  'os.startfile': exec,
  'webbrowser.open': ({ args: [address = unknown], at }, run) =>
    startWords(run, at, [textThing('browser'), address]),
  'shlex.split': ({ args: [text = unknown] }) => {
    const known = knownText(text);
    return known === undefined
      ? undefined
      : { kind: 'list', items: known.trim().split(/\s+/u).map(textThing) };
  },
  'shlex.join': ({ args: [list = unknown] }, run) =>
    run.apply({ kind: 'outside', path: '*.join', of: textThing(' ') }, { args: [list], named: new Map() }, 0),
  'shlex.quote': first,
  'shutil.which': first,
  'os.fork': detaches,
  'os.setsid': detaches,
  '*.wait': waited,
  '*.communicate': ({ of, args: [input], named }) =>
    mixed([of, ...(input ? [input] : []), ...named.values()]),
  '#import': loads,
  __import__: loads,
  'importlib.import_module': loads,
  'runpy.run_module': loads,
  'runpy.run_path': loadsPath(0, 'path_name'),
  'importlib.util.spec_from_file_location': loadsPath(1, 'location'),
  'importlib.machinery.SourceFileLoader': loadsPath(1, 'path'),
  'ctypes.CDLL': loadsPath(0, 'name'),
  'ctypes.cdll.LoadLibrary': loadsPath(0, 'name'),
  exec: evaluates,
  eval: evaluates,
  compile: first,
  'builtins.exec': evaluates,
  'builtins.eval': evaluates,
  'sys.exit': exits,
  'os._exit': exits,
  exit: exits,
  quit: exits,
  SystemExit: exits,
  print,
  'sys.stdout.write': prints('output'),
  'sys.stdout.buffer.write': prints('output'),
  'click.echo': prints('output'),
  'rich.print': prints('output'),
  'sys.stderr.write': prints('errors'),
  'base64.b64decode': decodes('base64'),
  'base64.standard_b64decode': decodes('base64'),
  'base64.urlsafe_b64decode': decodes('base64'),
  'base64.decodebytes': decodes('base64'),
  'base64.b85decode': decodes('base64'),
  'base64.a85decode': decodes('base64'),
  'base64.b32decode': decodes('base64'),
  'base64.b16decode': decodes('hex'),
  'binascii.a2b_base64': decodes('base64'),
  'binascii.unhexlify': decodes('hex'),
  'binascii.a2b_hex': decodes('hex'),
  'bytes.fromhex': decodes('hex'),
  'bytearray.fromhex': decodes('hex'),
  'codecs.decode': codecs,
  'zlib.decompress': decodes('compressed'),
  'gzip.decompress': decodes('compressed'),
  'bz2.decompress': decodes('compressed'),
  'lzma.decompress': decodes('compressed'),
  'marshal.loads': decodes('compressed'),
  chr: decodes('character-codes'),
  '*.decrypt': decodes('encrypted'),
  str: first,
  bytes: first,
  bytearray: first,
  list: first,
  tuple: first,
  sorted: first,
  reversed: first,
  set: first,
  'asyncio.run': first,
  'asyncio.wait_for': first,
  'textwrap.dedent': first,
};
for (const name of ['execv', 'execve', 'execvp', 'execvpe', 'posix_spawn', 'posix_spawnp'])
  pythonProcesses[`os.${name}`] = execList;
for (const name of ['execl', 'execle', 'execlp', 'execlpe']) pythonProcesses[`os.${name}`] = execWords;
for (const name of ['spawnv', 'spawnve', 'spawnvp', 'spawnvpe'])
  pythonProcesses[`os.${name}`] = (call, run) => execList({ ...call, args: call.args.slice(1) }, run);
for (const name of ['spawnl', 'spawnle', 'spawnlp', 'spawnlpe'])
  pythonProcesses[`os.${name}`] = (call, run) => execWords({ ...call, args: call.args.slice(1) }, run);
