import { request, sendMore } from '../follow/network.ts';
import { type Handler, operators } from '../follow/operators.ts';
import { startWords } from '../follow/processes.ts';
import type { OutsideCall, Run } from '../follow/run.ts';
import { asValue, itemsOf, join, knownText, optionsOf, type Thing, textThing } from '../follow/thing.ts';
import type { Step } from '../step.ts';
import { bodyOf, type Naming } from './bodies.ts';
import { formOfTree } from './forms.ts';
import { goTranslation } from './go-tree.ts';
import {
  copies,
  decodes,
  deletes,
  environmentRule,
  exits,
  fails,
  first,
  gives,
  type Handlers,
  home,
  itself,
  joinsPath,
  loadsModule,
  ownFile,
  parent,
  prints,
  reads,
  requests,
  setsOption,
  setsVariable,
  stepsOf,
  temporary,
  variableRule,
  writePath,
  writes,
} from './handlers.ts';
import type { LanguageReader } from './reader.ts';

const naming: Naming = {
  self: '',
  lastIsValue: false,
  changes: new Set(),
  changesFirst: new Set(),
};

/** The step that gave a thing, where there is one of a sort. */
const stepOf = <S extends Step['step']>(
  thing: Thing | undefined,
  sort: S,
): Extract<Step, { step: S }> | undefined => {
  for (const one of thing?.kind === 'mixed' || thing?.kind === 'either' ? thing.of : [thing])
    if (one?.kind === 'result' && one.step.step === sort) return one.step as Extract<Step, { step: S }>;
  return undefined;
};

/** What is set on a command or a request that was made before: https://pkg.go.dev/os/exec#Cmd */
const sets: Handler = (call, run) => {
  const [of, key, value] = call.args;
  const name = knownText(key);
  const command = stepOf(of, 'command')?.command;
  const made = stepOf(of, 'request');
  if (of === undefined || value === undefined || name === undefined || (!command && !made))
    return setsOption(call, run);
  if (command && name === 'Stdin') command.input = asValue(value);
  if (command && name === 'Dir') command.folder = asValue(value);
  if (
    command &&
    name === 'SysProcAttr' &&
    value.kind === 'record' &&
    value.entries.some(([one]) => /^Set(?:sid|pgid)$/.test(one))
  )
    command.background = true;
  if (made && /^[A-Z][\w-]*$/.test(name)) {
    const known = made.headers?.kind === 'record' ? made.headers.entries : [];
    made.headers = { kind: 'record', entries: [...known, [name, asValue(value)]] };
  }
  return of;
};

const command =
  (from: number): Handler =>
  ({ args, at }, run) =>
    args[from] &&
    startWords(
      run,
      at,
      args.slice(from).flatMap((one) => (one.kind === 'list' ? one.items : [one])),
    );

const replaces: Handler = ({ args: [program, words], at }, run) =>
  program && startWords(run, at, [program, ...itemsOf(words ?? program).slice(1)]);

/** https://pkg.go.dev/os#OpenFile */
const opens: Handler = ({ args: [path, flags], at }, run) => {
  if (path === undefined) return undefined;
  const written = knownText(flags) ?? '';
  if (!/WRONLY|RDWR|CREATE|APPEND/.test(written)) return run.add({ step: 'reads', path: asValue(path) }, at);
  return writePath(run, at, path, undefined, written.includes('APPEND'));
};

const isStream = (thing: Thing | undefined, stream: string) =>
  thing?.kind === 'outside' && thing.path === `os.${stream}`;

/** What is written goes to the output, to a file that was opened, or through a connection. */
function writeTo(to: Thing | undefined, content: Thing, { at }: OutsideCall, run: Run): Thing | undefined {
  if (isStream(to, 'Stdout') || isStream(to, 'Stderr'))
    return run.add(
      { step: 'prints', content: asValue(content), to: isStream(to, 'Stdout') ? 'output' : 'errors' },
      at,
    );
  const file = stepOf(to, 'writes');
  if (file)
    return run.add(
      { step: 'writes', path: file.path, content: asValue(content), ...(file.append && { append: true }) },
      at,
    );
  const connection = stepOf(to, 'request');
  return to && connection?.by === 'socket' ? sendMore(to, [content]) : undefined;
}

const formatted = (args: readonly Thing[], call: OutsideCall, run: Run): Thing => {
  const [form = textThing(''), ...values] = args;
  const plain = (one: Thing): Thing =>
    one.kind === 'text'
      ? textThing(one.text.replace(/%[+#]?[vqwT]/g, '%s'))
      : one.kind === 'joined'
        ? { kind: 'joined', parts: one.parts.map(plain) }
        : one;
  const given: Thing = { kind: 'list', items: values };
  return operators['#percent']?.({ ...call, args: [plain(form), given] }, run) ?? join(args);
};

const startsAsAddress = (thing: Thing | undefined): boolean =>
  optionsOf(thing ?? textThing('')).some((one) =>
    /^https?:\/\//.test(knownText(one.kind === 'joined' ? one.parts[0] : one) ?? ''),
  );

/** A method of a client, of whatever library: its first argument is an address. */
const ofClient =
  (...sent: readonly number[]): Handler =>
  (call, run) =>
    startsAsAddress(call.args[0]) || /^http\.DefaultClient\./.test(call.path)
      ? requests(0, ...sent)(call, run)
      : undefined;

const newRequest =
  (from: number): Handler =>
  ({ args, at }, run) => {
    const address = args[from + 1];
    return address && request(run, at, address, [args[from + 2]]);
  };

const dials =
  (by: 'socket' | 'dns', place: number): Handler =>
  ({ args, at }, run) => {
    const host = args[place];
    return host && request(run, at, host, [], { by });
  };

const table: Handlers = {
  '#set': sets,
  '#import': (call, run) =>
    /\.\w+\//.test(knownText(call.args[0]) ?? '') ? loadsModule(call, run) : undefined,
  'exec.Command': command(0),
  'exec.CommandContext': command(1),
  'exec.LookPath': first,
  'syscall.Exec': replaces,
  'unix.Exec': replaces,
  'os.StartProcess': replaces,
  'syscall.ForkExec': replaces,
  '*.Output': itself,
  '*.CombinedOutput': itself,
  '*.Do': ({ args }) => args.find((one) => stepOf(one, 'request') !== undefined),
  'os.OpenFile': opens,
  'os.Open': reads(),
  'os.Create': writes(0),
  'os.WriteFile': writes(0, 1),
  'ioutil.WriteFile': writes(0, 1),
  'os.Rename': copies(),
  'os.Link': copies(),
  'os.Symlink': writes(1),
  'os.Mkdir': writes(0),
  'os.MkdirAll': writes(0),
  'os.Remove': deletes,
  'os.RemoveAll': deletes,
  'os.Getenv': variableRule,
  'os.LookupEnv': variableRule,
  'os.Environ': environmentRule,
  'os.Setenv': setsVariable,
  'os.UserHomeDir': gives(home),
  'homedir.Dir': gives(home),
  'os.UserConfigDir': ({ args }) => join([home, textThing('/.config'), ...args.slice(0, 0)]),
  'os.TempDir': gives(temporary),
  'os.MkdirTemp': gives(temporary),
  'os.Executable': gives(ownFile),
  'os.Getwd': gives({ kind: 'folder', of: 'project' }),
  'os.Exit': exits,
  'filepath.Join': joinsPath,
  'path.Join': joinsPath,
  'filepath.Dir': parent,
  'path.Dir': parent,
  'http.Get': requests(0),
  'http.Head': requests(0),
  'http.Post': requests(0, 2),
  'http.PostForm': requests(0, 1),
  '*.Get': ofClient(),
  '*.Head': ofClient(),
  '*.Post': ofClient(2, 1),
  '*.PostForm': ofClient(1),
  'http.NewRequest': newRequest(0),
  'http.NewRequestWithContext': newRequest(1),
  'net.Dial': dials('socket', 1),
  'net.DialTimeout': dials('socket', 1),
  'tls.Dial': dials('socket', 1),
  'websocket.Dial': dials('socket', 0),
  'net.LookupHost': dials('dns', 0),
  'net.LookupTXT': dials('dns', 0),
  'net.LookupIP': dials('dns', 0),
  'hex.DecodeString': decodes('hex'),
  'gzip.NewReader': decodes('compressed'),
  'zlib.NewReader': decodes('compressed'),
  '*.DecodeString': decodes('base64'),
  'fmt.Sprintf': (call, run) => formatted(call.args, call, run),
  'fmt.Sprint': ({ args }) => join(args),
  'fmt.Sprintln': ({ args }) => join(args),
  'fmt.Errorf': (call, run) => formatted(call.args, call, run),
  'fmt.Printf': (call, run) => prints('output')({ ...call, args: [formatted(call.args, call, run)] }, run),
  'fmt.Fprintf': (call, run) => writeTo(call.args[0], formatted(call.args.slice(1), call, run), call, run),
  'io.WriteString': (call, run) => writeTo(call.args[0], join(call.args.slice(1)), call, run),
  'io.Copy': (call, run) => writeTo(call.args[0], join(call.args.slice(1)), call, run),
  '*.Write': (call, run) => writeTo(call.of, join(call.args), call, run),
  '*.WriteString': (call, run) => writeTo(call.of, join(call.args), call, run),
  'strings.Join': ({ args: [list, separator = textThing('')] }) =>
    list?.kind === 'list'
      ? join(list.items.flatMap((one, index) => (index === 0 ? [one] : [separator, one])))
      : list,
  'strings.ReplaceAll': (call, run) =>
    operators['*.replace']?.({ ...call, of: call.args[0] ?? call.of, args: call.args.slice(1) }, run),
  append: (call, run) => operators['#append']?.(call, run),
  string: (call, run) =>
    call.args[0]?.kind === 'list' ? decodes('character-codes')(call, run) : call.args[0],
  println: prints('errors'),
  panic: fails,
};
for (const name of ['Print', 'Println']) {
  table[`fmt.${name}`] = prints('output');
  table[`fmt.F${name.toLowerCase()}`] = (call, run) =>
    writeTo(call.args[0], join(call.args.slice(1)), call, run);
  table[`log.${name}`] = prints('errors');
}
table['log.Printf'] = prints('errors');
for (const name of ['Fatal', 'Fatalf', 'Fatalln']) table[`log.${name}`] = fails;
for (const module of ['os', 'ioutil'])
  for (const name of ['ReadFile', 'ReadDir']) table[`${module}.${name}`] = reads();
for (const name of [
  'strings.NewReader',
  'strings.TrimSpace',
  'strings.ToLower',
  'bytes.NewReader',
  'bytes.NewBuffer',
  'bytes.NewBufferString',
  'bytes.TrimSpace',
  'bufio.NewReader',
  'bufio.NewWriter',
  'bufio.NewScanner',
  'io.ReadAll',
  'ioutil.ReadAll',
  'json.Marshal',
  'json.MarshalIndent',
  'url.Parse',
  'filepath.Abs',
  'filepath.Clean',
  'filepath.FromSlash',
  'filepath.EvalSymlinks',
  'os.ExpandEnv',
])
  table[name] = first;

const property = (path: string): Thing | undefined => (/\.HomeDir$/.test(path) ? home : undefined);

/** Translates a program in Go into steps. */
export const readGo: LanguageReader = (root) => {
  const { translate, prepare } = goTranslation();
  const { form, text } = formOfTree(root, translate, prepare);
  return stepsOf(bodyOf(form, text, naming), text, { tables: [table], property });
};
