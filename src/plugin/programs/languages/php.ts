import { hostAndPort, request, sendMore } from '../follow/network.ts';
import { type Handler, operators } from '../follow/operators.ts';
import { evaluateText } from '../follow/processes.ts';
import type { OutsideCall } from '../follow/run.ts';
import { asValue, join, knownText, partOf, type Thing, textThing, unknown } from '../follow/thing.ts';
import { bodyOf, type Naming } from './bodies.ts';
import { formOfTree } from './forms.ts';
import {
  copies,
  decodes,
  deletes,
  environmentRule,
  evaluates,
  exits,
  fails,
  first,
  gives,
  type Handlers,
  loads,
  optionOfCall,
  ownFile,
  ownFolder,
  parent,
  prints,
  reads,
  starts,
  stepsOf,
  temporary,
  variableRule,
  writePath,
  writes,
} from './handlers.ts';
import { translatePhp } from './php-tree.ts';
import type { LanguageReader } from './reader.ts';

const naming: Naming = {
  self: '$this',
  isGlobal: (name) => /^[A-Z][A-Z0-9_]*$/.test(name),
  lastIsValue: false,
  changes: new Set(),
  changesFirst: new Set(['curl_setopt', 'curl_setopt_array', 'array_push']),
};

const isAddress = (thing: Thing | undefined): boolean =>
  /^(?:https?|ftp):\/\//.test(knownText(thing?.kind === 'joined' ? thing.parts[0] : thing) ?? '');

/** What the options of a stream send: https://www.php.net/manual/en/context.http.php */
const ofContext = (call: OutsideCall, name: string): Thing | undefined => {
  const http = optionOfCall(call, 'http');
  return http === undefined ? undefined : partOf(http, name);
};

const readsOrRequests: Handler = (call, run) => {
  const [path] = call.args;
  if (!isAddress(path) || path === undefined)
    return path && knownText(path) === 'php://stdin' ? undefined : reads()(call, run);
  const context = call.args.find(
    (one) => one.kind === 'outside' && one.path.startsWith('stream_context_create'),
  );
  const inside = context?.kind === 'outside' ? { ...call, args: context.args ?? [] } : call;
  return request(run, call.at, path, [ofContext(inside, 'content')], {
    headers: ofContext(inside, 'header'),
  });
};

const opens: Handler = (call, run) => {
  const [path, mode] = call.args;
  const letters = knownText(mode) ?? 'r';
  if (path === undefined || /^php:\/\//.test(knownText(path) ?? '')) return path;
  return /[waxc+]/.test(letters)
    ? writePath(run, call.at, path, undefined, letters.startsWith('a'))
    : readsOrRequests(call, run);
};

const writesTo: Handler = ({ args: [to, content = unknown], at }, run) => {
  const known = knownText(to);
  if (to === undefined) return undefined;
  if (
    /^php:\/\/(?:stdout|output|stderr)$/.test(known ?? '') ||
    (to.kind === 'outside' && /^STD(?:OUT|ERR)$/.test(to.path))
  ) {
    const isError = known === 'php://stderr' || (to.kind === 'outside' && to.path === 'STDERR');
    return run.add({ step: 'prints', content: asValue(content), to: isError ? 'errors' : 'output' }, at);
  }
  const step = to.kind === 'result' ? to.step : undefined;
  if (step?.step === 'writes')
    return run.add(
      { step: 'writes', path: step.path, content: asValue(content), ...(step.append && { append: true }) },
      at,
    );
  return sendMore(to, [content]);
};

const writesFile: Handler = (call, run) => {
  const flags = call.args[2];
  if (/^php:\/\//.test(knownText(call.args[0]) ?? '')) return writesTo(call, run);
  return writes(0, 1, flags?.kind === 'outside' && flags.path === 'FILE_APPEND')(call, run);
};

const shell: Handler = ({ args: [line], at }, run) => line && evaluateText(run, at, line, 'shell');
const opensProcess: Handler = (call, run) =>
  (call.args[0]?.kind === 'list' ? starts : shell)({ ...call, args: call.args.slice(0, 1) }, run);

/** Options of a handle of curl, by the names of their constants: https://www.php.net/manual/en/function.curl-setopt.php */
const nameOf = (key: Thing | undefined): string =>
  key?.kind === 'outside' ? key.path : (knownText(key) ?? '');

const setsOption: Handler = ({ args: [handle, key, value = unknown] }) =>
  handle?.kind === 'outside'
    ? { ...handle, named: new Map([...(handle.named ?? []), [nameOf(key), value]]) }
    : undefined;

const setsOptions: Handler = ({ args: [handle, options] }) =>
  handle?.kind === 'outside' && options?.kind === 'record'
    ? { ...handle, named: new Map([...(handle.named ?? []), ...options.entries]) }
    : undefined;

const executes: Handler = ({ args: [handle], at }, run) => {
  if (handle?.kind !== 'outside') return undefined;
  const address = handle.named?.get('CURLOPT_URL') ?? handle.args?.[0];
  if (address === undefined) return undefined;
  const sent = ['CURLOPT_POSTFIELDS', 'CURLOPT_INFILE', 'CURLOPT_USERPWD'].map((name) =>
    handle.named?.get(name),
  );
  return request(run, at, address, sent, { headers: handle.named?.get('CURLOPT_HTTPHEADER') });
};

const connects: Handler = ({ args: [host, port], at }, run) =>
  host && request(run, at, hostAndPort(host, port), [], { by: 'socket' });

const connectsByAddress: Handler = ({ args: [address], at }, run) => {
  const bare = knownText(address)?.replace(/^\w+:\/\//, '');
  return address && request(run, at, bare === undefined ? address : textThing(bare), [], { by: 'socket' });
};

const table: Handlers = {
  exec: shell,
  shell_exec: shell,
  system: shell,
  passthru: shell,
  popen: shell,
  proc_open: opensProcess,
  pcntl_exec: ({ args: [program, words], ...call }, run) =>
    starts({ ...call, args: [program ?? unknown, ...(words === undefined ? [] : [words])] }, run),
  eval: evaluates('php'),
  assert: evaluates('php'),
  create_function: evaluates('php', 1),
  base64_decode: decodes('base64'),
  hex2bin: decodes('hex'),
  gzinflate: decodes('compressed'),
  gzuncompress: decodes('compressed'),
  gzdecode: decodes('compressed'),
  strrev: decodes('reversed'),
  str_rot13: decodes('encrypted'),
  openssl_decrypt: decodes('encrypted'),
  file_get_contents: readsOrRequests,
  file: readsOrRequests,
  readfile: readsOrRequests,
  fopen: opens,
  parse_ini_file: reads(),
  scandir: reads(),
  glob: reads(),
  file_put_contents: writesFile,
  fwrite: writesTo,
  fputs: writesTo,
  copy: copies(),
  rename: copies(),
  symlink: writes(1),
  touch: writes(0),
  mkdir: writes(0),
  unlink: deletes,
  rmdir: deletes,
  curl_setopt: setsOption,
  curl_setopt_array: setsOptions,
  curl_exec: executes,
  fsockopen: connects,
  pfsockopen: connects,
  stream_socket_client: connectsByAddress,
  gethostbyname: ({ args: [host], at }, run) => host && request(run, at, host, [], { by: 'dns' }),
  mail: ({ args: [to, ...sent], at }, run) =>
    to && run.add({ step: 'service', service: 'mail', hosts: [], sent: sent.map(asValue) }, at),
  getenv: (call, run) => (call.args.length === 0 ? environmentRule : variableRule)(call, run),
  '#variable': variableRule,
  '#environment': environmentRule,
  require: loads,
  echo: prints('output'),
  printf: prints('output'),
  print_r: prints('output'),
  var_dump: prints('output'),
  error_log: prints('errors'),
  exit: (call, run) => (/^\d*$/.test(knownText(call.args[0]) ?? '') ? exits : fails)(call, run),
  dirname: parent,
  sys_get_temp_dir: gives(temporary),
  getcwd: gives({ kind: 'folder', of: 'project' }),
  sprintf: (call, run) =>
    operators['#percent']?.(
      { ...call, args: [call.args[0] ?? unknown, { kind: 'list', items: call.args.slice(1) }] },
      run,
    ),
  implode: ({ args: [separator = textThing(''), list] }) =>
    list?.kind === 'list'
      ? join(list.items.flatMap((one, index) => (index === 0 ? [one] : [separator, one])))
      : list,
  str_replace: ({ args: [from = unknown, to = unknown, of = unknown], ...call }, run) =>
    operators['*.replace']?.({ ...call, of, args: [from, to] }, run),
  array_push: (call, run) => operators['#append']?.(call, run),
};
for (const name of [
  'trim',
  'rtrim',
  'strval',
  'escapeshellarg',
  'escapeshellcmd',
  'json_encode',
  'json_decode',
  'http_build_query',
  'urlencode',
  'rawurlencode',
  'realpath',
  'serialize',
  'strtolower',
])
  table[name] = first;

const property = (path: string): Thing | undefined => {
  if (path === '__DIR__') return ownFolder;
  if (path === '__FILE__') return ownFile;
  return path === 'PHP_EOL' ? textThing('\n') : path === 'DIRECTORY_SEPARATOR' ? textThing('/') : undefined;
};

/** Translates a program in PHP into steps. */
export const readPhp: LanguageReader = (root) => {
  const { form, text } = formOfTree(root, translatePhp);
  return stepsOf(bodyOf(form, text, naming), text, {
    tables: [table],
    property,
    constructors: ['__construct'],
    self: '$this',
  });
};
