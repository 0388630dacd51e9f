import { argument, type Handler } from '../follow/operators.ts';
import { evaluateText, exitWith, printText, startWords, wordsOf } from '../follow/processes.ts';
import type { OutsideCall, Run } from '../follow/run.ts';
import { asValue, join, knownText, mixed, partOf, type Thing, textThing, unknown } from '../follow/thing.ts';

const isTrue = (thing: Thing | undefined): boolean => thing?.kind === 'outside' && thing.path === '#true';

/** An option of a call: of the last record among its arguments. */
const option = ({ args }: OutsideCall, name: string): Thing | undefined => {
  const record = args.findLast((one) => one.kind === 'record');
  return record && partOf(record, name);
};

const startedOf = (call: OutsideCall) => ({
  input: option(call, 'input'),
  environment: option(call, 'env'),
  folder: option(call, 'cwd'),
  background: isTrue(option(call, 'detached')),
});

/** The words behind the program: an array, where one is given. */
const wordsBehind = (thing: Thing | undefined): readonly Thing[] => {
  if (!thing || thing.kind === 'record' || thing.kind === 'function' || thing === unknown) return [];
  return thing.kind === 'list' ? thing.items : [thing];
};

const spawn: Handler = (call, run) => {
  const [program = unknown, list] = call.args;
  const words = [program, ...wordsBehind(list)];
  if (!isTrue(option(call, 'shell'))) return startWords(run, call.at, words, startedOf(call));
  const spaced = words.flatMap((word, index) => (index === 0 ? [word] : [textThing(' '), word]));
  return evaluateText(run, call.at, join(spaced), 'shell', isTrue(option(call, 'detached')));
};

const fork: Handler = (call, run) => {
  const [path = unknown, list] = call.args;
  return startWords(run, call.at, [textThing('node'), path, ...wordsBehind(list)], startedOf(call));
};

const shell: Handler = (call, run) =>
  evaluateText(run, call.at, call.args[0] ?? unknown, 'shell', isTrue(option(call, 'detached')));

const bunSpawn: Handler = (call, run) => {
  const [first = unknown] = call.args;
  const words = first.kind === 'record' ? (partOf(first, 'cmd') ?? unknown) : first;
  return startWords(run, call.at, words.kind === 'list' ? words.items : [words], startedOf(call));
};

const denoCommand: Handler = (call, run) => {
  const words = [call.args[0] ?? unknown, ...wordsBehind(option(call, 'args'))];
  return startWords(run, call.at, words, startedOf(call));
};

const denoRun: Handler = (call, run) =>
  startWords(run, call.at, wordsBehind(option(call, 'cmd')), startedOf(call));

const commandText: Handler = (call, run) =>
  startWords(run, call.at, wordsOf(call.args[0] ?? unknown), startedOf(call));

/** A child that its parent does not wait for. */
const unref: Handler = ({ of }) => {
  if (of.kind === 'result' && of.step.step === 'command') of.step.command.background = true;
  return of;
};

const evaluates: Handler = (call, run) => evaluateText(run, call.at, call.args[0] ?? unknown, 'javascript');

const makesFunction: Handler = (call, run) =>
  call.args.length === 0
    ? undefined
    : evaluateText(run, call.at, call.args[call.args.length - 1] ?? unknown, 'javascript');

const later: Handler = (call, run) => {
  const [code] = call.args;
  return code && (code.kind === 'text' || code.kind === 'joined') ? evaluates(call, run) : undefined;
};

const module = (thing: Thing): string | undefined => knownText(thing)?.replace(/^node:/u, '');

/** Code of another file: by its name, or by a path that is put together. */
export const loadModule = (thing: Thing, at: number, run: Run): Thing => {
  const name = module(thing);
  run.add({ step: 'loads', ...(name === undefined ? { path: asValue(thing) } : { module: name }) }, at);
  return name === undefined ? mixed([thing]) : { kind: 'outside', path: name };
};

const loads: Handler = ({ args: [name = unknown], at }, run) => loadModule(name, at, run);

const loadsPath: Handler = ({ args: [path = unknown], at }, run) => {
  const inner = path.kind === 'text' && /^data:/u.test(path.text) ? undefined : path;
  if (inner) return run.add({ step: 'loads', path: asValue(inner) }, at);
  return evaluateText(run, at, path, 'javascript');
};

const prints =
  (to: 'output' | 'errors'): Handler =>
  ({ args, at }, run) => {
    const content = args.length === 1 && args[0] ? args[0] : mixed(args);
    return printText(run, at, content, to);
  };

const exits: Handler = ({ args: [code = textThing('0')], at }, run) => exitWith(run, at, code);

type From = 'base64' | 'hex' | 'character-codes' | 'compressed' | 'encrypted';

const decodes =
  (from: From): Handler =>
  ({ args, at }, run) =>
    run.add(
      {
        step: 'decodes',
        from,
        content: asValue(args.length > 1 && from === 'character-codes' ? mixed(args) : (args[0] ?? unknown)),
      },
      at,
    );

const buffer: Handler = (call, run) => {
  const encoding = knownText(call.args[1]) ?? '';
  if (/^base64/u.test(encoding)) return decodes('base64')(call, run);
  return encoding === 'hex' ? decodes('hex')(call, run) : argument(call, 0);
};

const first: Handler = ({ args }) => args[0];

/** The library starts the program. */
const claude: Handler = ({ args: [options = unknown], at }, run) =>
  startWords(run, at, [textThing('claude'), textThing('-p'), partOf(options, 'prompt') ?? options]);

/** Processes, code that is made while the program runs, and streams of JavaScript. */
export const javascriptProcesses: Record<string, Handler> = {
  'child_process.spawn': spawn,
  'child_process.execFile': spawn,
  'child_process.exec': shell,
  'child_process.fork': fork,
  'cross-spawn': spawn,
  'cross-spawn.sync': spawn,
  'cross-spawn.spawn': spawn,
  execa: spawn,
  'execa.execa': spawn,
  'execa.execaSync': spawn,
  'execa.sync': spawn,
  'execa.execaNode': fork,
  'execa.execaCommand': commandText,
  'execa.execaCommandSync': commandText,
  'execa.$': shell,
  'zx.$': shell,
  'Bun.$': shell,
  'bun.$': shell,
  'shelljs.exec': shell,
  'Bun.spawn': bunSpawn,
  'bun.spawn': bunSpawn,
  'Deno.Command': denoCommand,
  'Deno.run': denoRun,
  'node-pty.spawn': spawn,
  open: ({ args: [address = unknown], at }, run) => startWords(run, at, [textThing('browser'), address]),
  '*.unref': unref,
  '*._compile': evaluates,
  eval: evaluates,
  Function: makesFunction,
  'vm.runInNewContext': evaluates,
  'vm.runInThisContext': evaluates,
  'vm.runInContext': evaluates,
  'vm.compileFunction': evaluates,
  'vm.Script': evaluates,
  setTimeout: later,
  setInterval: later,
  require: loads,
  '#import': loads,
  'module.createRequire()': loads,
  'require.resolve': first,
  'worker_threads.Worker': loadsPath,
  Worker: loadsPath,
  'process.dlopen': ({ args: [, path = unknown], at }, run) =>
    run.add({ step: 'loads', path: asValue(path) }, at),
  'console.log': prints('output'),
  'console.info': prints('output'),
  'console.table': prints('output'),
  'console.error': prints('errors'),
  'console.warn': prints('errors'),
  'console.debug': prints('errors'),
  'process.stdout.write': prints('output'),
  'process.stderr.write': prints('errors'),
  'process.exit': exits,
  'Deno.exit': exits,
  'Buffer.from': buffer,
  'buffer.Buffer.from': buffer,
  atob: decodes('base64'),
  'String.fromCharCode': decodes('character-codes'),
  'String.fromCodePoint': decodes('character-codes'),
  'keytar.getPassword': ({ at }, run) => run.add({ step: 'keychain' }, at),
  'keytar.findCredentials': ({ at }, run) => run.add({ step: 'keychain' }, at),
  'util.promisify': first,
  '@anthropic-ai/claude-agent-sdk.query': claude,
  '@anthropic-ai/claude-code.query': claude,
};
for (const name of ['gunzip', 'inflate', 'inflateRaw', 'unzip', 'brotliDecompress', 'zstdDecompress'])
  javascriptProcesses[`zlib.${name}`] = decodes('compressed');
for (const name of ['createDecipheriv', 'createDecipher', 'privateDecrypt', 'subtle.decrypt'])
  for (const end of ['', '().update'])
    javascriptProcesses[`crypto.${name}${end}`] =
      end || /Decrypt|subtle/iu.test(name) ? decodes('encrypted') : () => undefined;
