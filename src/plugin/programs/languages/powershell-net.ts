import { hostAndPort, request } from '../follow/network.ts';
import type { Handler } from '../follow/operators.ts';
import { evaluateText, startWords } from '../follow/processes.ts';
import { asValue, knownText, type Thing, textThing, unknown } from '../follow/thing.ts';
import {
  copies,
  decodes,
  deletes,
  environmentRule,
  evaluates,
  exits,
  first,
  gives,
  type Handlers,
  home,
  itself,
  joinsPath,
  madeBy,
  parent,
  prints,
  reads,
  setsVariable,
  temporary,
  variableRule,
  writePath,
  writes,
} from './handlers.ts';

/** A call of something made by a class of .NET. */
const ofClass =
  (path: RegExp, handler: Handler): Handler =>
  (call, run) =>
    madeBy(call.of, path) === undefined ? undefined : handler(call, run);

const client = /^net\.(?:webclient|http\.httpclient)(?:\(\)|\.new\(\))$/i;

const get = ofClass(client, ({ args: [address = unknown], at }, run) => request(run, at, address));

/** The last argument is sent; one in front of it may name the method. */
const send = ofClass(client, ({ args, at }, run) => request(run, at, args[0] ?? unknown, [args.at(-1)]));

const download = ofClass(client, ({ args: [address = unknown, path], at }, run) => {
  const result = request(run, at, address);
  return path === undefined ? result : writePath(run, at, path, result);
});

const upload = ofClass(client, ({ args, at }, run) => {
  const path = args.at(-1);
  return request(run, at, args[0] ?? unknown, path && [run.add({ step: 'reads', path: asValue(path) }, at)]);
});

const connects: Handler = ({ args: [host, port], at }, run) =>
  host && request(run, at, hostAndPort(host, port), [], { by: 'socket' });

const startsProcess: Handler = ({ args: [program, words], at }, run) =>
  program && startWords(run, at, [program, ...(words === undefined ? [] : [words])], { background: true });

const specialFolder: Handler = ({ args: [name = unknown] }) => {
  const written = (knownText(name) ?? (name.kind === 'outside' ? name.path : '')).toLowerCase();
  if (/userprofile$|personal$/.test(written)) return home;
  if (/startup$/.test(written))
    return textThing('~/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup');
  if (/localapplicationdata$/.test(written)) return { kind: 'variable', name: 'LOCALAPPDATA' };
  if (/applicationdata$/.test(written)) return { kind: 'variable', name: 'APPDATA' };
  return undefined;
};

/** Only a text or the bytes of one: `[Text.Encoding]::UTF8.GetString($bytes)`. */
const encodes: Handler = ({ path, args: [one] }) => (/^text\.encoding/.test(path) ? one : undefined);

const input: Thing = { kind: 'name', name: 'stdin' };

/** Classes of .NET and operators that programs in PowerShell use, in small letters and without `System`. */
export const powershellNet: Handlers = {
  '#env': variableRule,
  '#set-env': setsVariable,
  '#exit': exits,
  '#output': prints('output'),
  'environment.getenvironmentvariable': variableRule,
  'environment.getenvironmentvariables': environmentRule,
  'environment.setenvironmentvariable': setsVariable,
  'environment.getfolderpath': specialFolder,
  'environment.exit': exits,
  'convert.frombase64string': decodes('base64'),
  'convert.fromhexstring': decodes('hex'),
  'scriptblock.create': evaluates('powershell'),
  '*.invokescript': evaluates('powershell'),
  '*.addscript': evaluates('powershell'),
  '*.newscriptblock': evaluates('powershell'),
  'console.writeline': prints('output'),
  'console.write': prints('output'),
  'console.out.writeline': prints('output'),
  'console.out.write': prints('output'),
  'console.error.writeline': prints('errors'),
  'console.error.write': prints('errors'),
  'console.in.readtoend': gives(input),
  'console.in.readline': gives(input),
  'console.readline': gives(input),
  'diagnostics.process.start': startsProcess,
  'io.path.combine': joinsPath,
  'io.path.join': joinsPath,
  'io.path.getdirectoryname': parent,
  'io.path.getfullpath': first,
  'io.path.gettemppath': gives(temporary),
  'io.path.gettempfilename': gives(temporary),
  'io.file.writealltext': writes(0, 1),
  'io.file.writeallbytes': writes(0, 1),
  'io.file.writealllines': writes(0, 1),
  'io.file.appendalltext': writes(0, 1, true),
  'io.file.appendalllines': writes(0, 1, true),
  'io.file.copy': copies(),
  'io.file.move': copies(),
  'io.file.delete': deletes,
  'io.directory.delete': deletes,
  'net.webrequest.create': ({ args: [address = unknown], at }, run) => request(run, at, address),
  'net.sockets.tcpclient.new': connects,
  'net.dns.gethostaddresses': ({ args: [host], at }, run) =>
    host && request(run, at, host, [], { by: 'dns' }),
  'net.dns.resolve': ({ args: [host], at }, run) => host && request(run, at, host, [], { by: 'dns' }),
  'management.automation.credential.getnetworkcredential': itself,
  '*.downloadstring': get,
  '*.downloaddata': get,
  '*.openread': get,
  '*.getstringasync': get,
  '*.getasync': get,
  '*.getbytearrayasync': get,
  '*.downloadfile': download,
  '*.downloadfileasync': download,
  '*.uploadstring': send,
  '*.uploaddata': send,
  '*.uploadvalues': send,
  '*.postasync': send,
  '*.putasync': send,
  '*.uploadfile': upload,
  '*.getstring': encodes,
  '*.getbytes': encodes,
  '*.retrieve': ({ of, at }, run) =>
    madeBy(of, /passwordvault/i) === undefined ? undefined : run.add({ step: 'keychain' }, at),
  '*.invoke': ({ of, args, at }, run) =>
    of.kind === 'function' ? run.apply(of, { args, named: new Map() }, at) : undefined,
  '*.invokecommand': ({ args: [code], at }, run) => code && evaluateText(run, at, code, 'powershell'),
};
for (const name of ['readalltext', 'readallbytes', 'readalllines', 'openread', 'readlines'])
  powershellNet[`io.file.${name}`] = reads();
for (const name of [
  'tostring',
  'tolower',
  'toupper',
  'trimend',
  'trimstart',
  'getnetworkcredential',
  'toarray',
])
  powershellNet[`*.${name}`] = ({ of }) => (of.kind === 'outside' ? undefined : of);
