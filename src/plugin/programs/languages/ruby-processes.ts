import type { Handler } from '../follow/operators.ts';
import { evaluateText, startWords } from '../follow/processes.ts';
import { asValue, join, knownText, type Thing, textThing, unknown } from '../follow/thing.ts';
import {
  decodes,
  detaches,
  environmentRule,
  evaluates,
  exits,
  fails,
  first,
  type Handlers,
  itself,
  loads,
  loadsModule,
  ownFolder,
  prints,
  setsVariable,
  variable,
} from './handlers.ts';

/** A single text is a line for a shell, more are words. https://docs.ruby-lang.org/en/master/Process.html */
const starts =
  (background = false): Handler =>
  ({ args, named, at }, run) => {
    const words = args.flatMap((word) => (word.kind === 'list' ? word.items : [word]));
    const program = words.filter(({ kind }) => kind !== 'record' && kind !== 'function');
    const [line] = program;
    if (line === undefined) return undefined;
    const input = named.get('stdin_data');
    if (program.length === 1 && args[0]?.kind !== 'list' && input === undefined)
      return evaluateText(run, at, line, 'shell', background);
    const whole = program.length === 1 && args[0]?.kind !== 'list';
    return startWords(run, at, whole ? [textThing('sh'), textThing('-c'), line] : program, {
      background,
      input,
    });
  };

const fetches: Handler = ({ args: [name, otherwise], at }, run) => {
  const found = variable(run, at, name);
  const found1 = found.kind === 'mixed' && found.of.length === 1 ? (found.of[0] ?? found) : found;
  const known = otherwise !== undefined && otherwise.kind !== 'function';
  return known ? { kind: 'either', of: [found1, otherwise] } : found1;
};

const loadsBeside: Handler = (call, run) => {
  const [path] = call.args;
  if (path === undefined) return undefined;
  if (knownText(path) !== undefined) return loadsModule(call, run);
  return run.add({ step: 'loads', path: asValue(join([ownFolder, textThing('/'), path])) }, call.at);
};

/** `text.unpack1('m')`, `[text].pack('H*')`: https://docs.ruby-lang.org/en/master/packed_data_rdoc.html */
const unpacks: Handler = ({ of, args: [form], at }, run) => {
  const known = knownText(form) ?? '';
  const from = /^m/.test(known) ? 'base64' : /^H/i.test(known) ? 'hex' : undefined;
  return from && run.add({ step: 'decodes', from, content: asValue(of) }, at);
};
const packs: Handler = ({ of, args: [form], at }, run) => {
  const known = knownText(form) ?? '';
  const from = /^[cCU]\*/.test(known) ? 'character-codes' : /^H/i.test(known) ? 'hex' : undefined;
  return from && run.add({ step: 'decodes', from, content: asValue(of) }, at);
};

const same: Thing = { kind: 'variable', name: '*' };

/** Processes, code, variables and output of Ruby. */
export const rubyProcesses: Handlers = {
  '`': ({ args: [code = unknown], at }, run) => evaluateText(run, at, code, 'shell'),
  'IO.popen': starts(),
  'Process.daemon': detaches,
  'Process.detach': detaches,
  fork: detaches,
  'Process.fork': detaches,
  'Base64.decode64': decodes('base64'),
  'Base64.strict_decode64': decodes('base64'),
  'Base64.urlsafe_decode64': decodes('base64'),
  'Zlib.inflate': decodes('compressed'),
  'Zlib.gunzip': decodes('compressed'),
  'Zlib.Inflate.inflate': decodes('compressed'),
  '*.unpack': unpacks,
  '*.unpack1': unpacks,
  '*.pack': packs,
  '*.hex': decodes('hex'),
  '*.reverse': ({ of, at }, run) =>
    of.kind === 'text' ? run.add({ step: 'decodes', from: 'reversed', content: asValue(of) }, at) : undefined,
  'Marshal.load': evaluates('ruby'),
  'RubyVM.InstructionSequence.compile': evaluates('ruby'),
  load: loads,
  require: loadsModule,
  require_relative: loadsBeside,
  puts: prints('output'),
  print: prints('output'),
  p: prints('output'),
  pp: prints('output'),
  printf: prints('output'),
  warn: prints('errors'),
  raise: prints('errors'),
  abort: fails,
  exit: exits,
  'exit!': exits,
  'Process.exit': exits,
  'ENV.fetch': fetches,
  'ENV.key?': ({ args: [name], at }, run) => variable(run, at, name),
  'ENV.[]': fetches,
  'ENV.delete': first,
  'ENV.store': setsVariable,
  '*.to_h': ({ of }) => (of === same || of.kind === 'variable' ? of : undefined),
  '*.freeze': itself,
};
for (const name of [
  'to_h',
  'each',
  'select',
  'map',
  'to_a',
  'filter',
  'reject',
  'each_pair',
  'values',
  'to_json',
  'inspect',
  'slice',
  'find_all',
])
  rubyProcesses[`ENV.${name}`] = environmentRule;
for (const name of ['system', 'exec', 'spawn'])
  for (const module of ['', 'Kernel.', 'Process.'])
    rubyProcesses[`${module}${name}`] = starts(name === 'spawn');
for (const name of ['eval', 'instance_eval', 'class_eval', 'module_eval']) {
  rubyProcesses[name] = evaluates('ruby');
  rubyProcesses[`*.${name}`] = evaluates('ruby');
}
for (const stream of ['$stdout', 'STDOUT', '$stderr', 'STDERR'])
  for (const name of ['puts', 'print', 'write', 'printf', '<<', 'syswrite'])
    rubyProcesses[`${stream}.${name}`] = prints(/err/i.test(stream) ? 'errors' : 'output');
for (const name of [
  'to_s',
  'to_str',
  'chomp',
  'dup',
  'to_sym',
  'to_path',
  'b',
  'force_encoding',
  'shellescape',
  'presence',
  'expand_path',
  'squish',
])
  rubyProcesses[`*.${name}`] = ({ of }) => (of.kind === 'outside' ? undefined : of);
for (const name of [
  'String',
  'URI',
  'Array',
  'URI.parse',
  'Shellwords.escape',
  'Pathname',
  'Pathname.new',
  'JSON.generate',
  'JSON.dump',
  'JSON.parse',
  'YAML.load',
  'YAML.dump',
  'URI.encode_www_form',
])
  rubyProcesses[name] = first;
