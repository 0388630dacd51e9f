import { request } from '../follow/network.ts';
import { argument, type Handler, operators } from '../follow/operators.ts';
import { joinPath, parentOf } from '../follow/paths.ts';
import { evaluateText, startWords } from '../follow/processes.ts';
import type { OutsideCall, Run } from '../follow/run.ts';
import {
  asValue,
  either,
  itemsOf,
  join,
  knownText,
  optionsOf,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';
import { environment, type Handlers, variable, writePath } from './handlers.ts';
import { powershellNet } from './powershell-net.ts';

/** Short names of cmdlets. */
export const aliases: Record<string, string> = {
  iex: 'invoke-expression',
  iwr: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  echo: 'write-output',
  write: 'write-output',
  cat: 'get-content',
  gc: 'get-content',
  type: 'get-content',
  sc: 'set-content',
  ac: 'add-content',
  cp: 'copy-item',
  copy: 'copy-item',
  cpi: 'copy-item',
  mv: 'move-item',
  move: 'move-item',
  mi: 'move-item',
  rm: 'remove-item',
  del: 'remove-item',
  ri: 'remove-item',
  erase: 'remove-item',
  rmdir: 'remove-item',
  rd: 'remove-item',
  ni: 'new-item',
  sp: 'set-itemproperty',
  gp: 'get-itemproperty',
  ls: 'get-childitem',
  dir: 'get-childitem',
  gci: 'get-childitem',
  gi: 'get-item',
  saps: 'start-process',
  start: 'start-process',
  sajb: 'start-job',
  icm: 'invoke-command',
  ipmo: 'import-module',
  select: 'select-object',
  sort: 'sort-object',
  where: 'where-object',
  '?': 'where-object',
  '%': 'foreach-object',
  foreach: 'foreach-object',
  tee: 'tee-object',
  sls: 'select-string',
};

const pathOf = (call: OutsideCall, index = 0): Thing | undefined =>
  argument(call, index, 'path', 'literalpath', 'filepath', 'pspath') ??
  (call.of === unknown ? undefined : call.of);

const each = (thing: Thing | undefined): readonly Thing[] =>
  thing === undefined ? [] : thing.kind === 'list' ? thing.items.slice(0, 32) : [thing];

/** `env:` and what is in it are variables, registry paths are no files. */
const readPath = (run: Run, at: number, path: Thing): Thing => {
  const known = knownText(path) ?? '';
  const name = /^env:[\\/]?(.*)$/i.exec(known)?.[1];
  if (name === undefined) return run.add({ step: 'reads', path: asValue(path) }, at);
  return name === '' || name.includes('*')
    ? environment(run, at)
    : variable(run, at, textThing(name.toUpperCase()));
};

const readsPath: Handler = (call, run) =>
  either(each(pathOf(call)).map((one) => readPath(run, call.at, one)));

/** Only variables: to list a folder is not to read its files. */
const lists: Handler = (call, run) => {
  const path = pathOf(call);
  if (path === undefined) return unknown;
  return /^env:/i.test(knownText(path) ?? '') ? readPath(run, call.at, path) : either([path]);
};

const writesPath =
  (append = false): Handler =>
  (call, run) => {
    const path = argument(call, 0, 'path', 'literalpath', 'filepath');
    if (path === undefined) return undefined;
    const content = argument(call, 1, 'value', 'inputobject') ?? call.of;
    const known = knownText(path) ?? '';
    if (/^env:/i.test(known))
      return run.add(
        {
          step: 'sets-variable',
          name: known
            .slice(4)
            .replace(/^[\\/]/, '')
            .toUpperCase(),
          content: asValue(content),
        },
        call.at,
      );
    return either(
      each(path).map((one) => writePath(run, call.at, one, content, append || call.named.has('append'))),
    );
  };

const copies: Handler = (call, run) => {
  const named = argument(call, 0, 'path', 'literalpath') ?? call.of;
  const to = argument(call, call.args.length > 1 ? 1 : 0, 'destination');
  const from = call.named.has('destination') || call.args.length > 1 || call.of === unknown ? named : call.of;
  const path = call.named.get('destination') ?? to;
  if (path === undefined) return undefined;
  return either(
    each(from).map((one) =>
      writePath(run, call.at, path, run.add({ step: 'reads', path: asValue(one) }, call.at)),
    ),
  );
};

const removes: Handler = (call, run) =>
  either(each(pathOf(call)).map((one) => run.add({ step: 'deletes', path: asValue(one) }, call.at)));

const makes: Handler = (call, run) => {
  const path = argument(call, 0, 'path');
  const name = call.named.get('name');
  const whole = path === undefined ? name : name === undefined ? path : joinPath([path, name], false);
  const isFolder = /^directory$/i.test(knownText(argument(call, 9, 'itemtype', 'type')) ?? '');
  if (whole === undefined) return undefined;
  const content = call.named.get('value') ?? call.named.get('target');
  if (isFolder && content === undefined) return either([whole]);
  return writePath(run, call.at, whole, content);
};

const setsProperty: Handler = (call, run) => {
  const path = argument(call, 0, 'path', 'literalpath');
  return path && writePath(run, call.at, path, argument(call, 2, 'value') ?? unknown);
};

/** https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest */
const requests: Handler = (call, run) => {
  const address = argument(call, 0, 'uri', 'url') ?? (call.of === unknown ? undefined : call.of);
  if (address === undefined) return undefined;
  const file = call.named.get('infile');
  const reads = file && run.add({ step: 'reads', path: asValue(file) }, call.at);
  const sent = [call.named.get('body'), call.named.get('form'), reads, call.args[1]];
  const headers = call.named.get('headers') ?? call.named.get('token') ?? call.named.get('credential');
  const result = request(run, call.at, address, sent, { headers });
  const output = call.named.get('outfile');
  if (output !== undefined) writePath(run, call.at, output, result);
  return result;
};

const transfers: Handler = (call, run) => {
  const from = argument(call, 0, 'source');
  const to = argument(call, 1, 'destination');
  if (from === undefined) return undefined;
  const isUpload = /^upload/i.test(knownText(call.named.get('transfertype')) ?? '');
  if (isUpload && to !== undefined)
    return request(run, call.at, to, [run.add({ step: 'reads', path: asValue(from) }, call.at)]);
  const result = request(run, call.at, from);
  if (to !== undefined) writePath(run, call.at, to, result);
  return result;
};

/** Words of one text for a program: `-ArgumentList "-File x.ps1"`. */
const argumentWords = (thing: Thing | undefined): Thing[] =>
  each(thing).flatMap((one) => {
    const known = knownText(one);
    if (known === undefined) return [one];
    const words = known.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
    return words.map((word) => textThing(word.replace(/^(["'])(.*)\1$/s, '$2')));
  });

const startsProcess: Handler = (call, run) => {
  const program = argument(call, 0, 'filepath');
  if (program === undefined) return undefined;
  const words = argumentWords(argument(call, 1, 'argumentlist', 'args'));
  if (/^https?:\/\//.test(knownText(program) ?? '')) return request(run, call.at, program);
  return startWords(run, call.at, [program, ...words], {
    background: !call.named.has('wait') && !call.named.has('nonewwindow'),
    output: call.named.get('redirectstandardoutput'),
    folder: call.named.get('workingdirectory'),
  });
};

/** A block that is run: here, elsewhere or later. */
const runsBlock =
  (background: boolean): Handler =>
  (call, run) => {
    const block = argument(call, 0, 'scriptblock', 'action') ?? unknown;
    const given = call.named.get('argumentlist') ?? call.named.get('args');
    const host = call.named.get('computername') ?? call.named.get('hostname');
    if (host !== undefined) request(run, call.at, join([textThing('ssh://'), host]), [], { by: 'socket' });
    if (background)
      run.add(
        { step: 'detaches', what: asValue(block.kind === 'function' ? textThing('Start-Job') : block) },
        call.at,
      );
    const file = call.named.get('filepath');
    if (file !== undefined) run.add({ step: 'loads', path: asValue(file) }, call.at);
    return block.kind === 'function'
      ? run.apply(block, { args: given === undefined ? [] : [...itemsOf(given)], named: new Map() }, call.at)
      : undefined;
  };

const prints =
  (to: 'output' | 'errors'): Handler =>
  (call, run) => {
    const content = argument(call, 0, 'object', 'inputobject', 'message') ?? call.of;
    for (const one of optionsOf(content)) run.add({ step: 'prints', content: asValue(one), to }, call.at);
    return content;
  };

const evaluates: Handler = (call, run) =>
  evaluateText(run, call.at, argument(call, 0, 'command') ?? call.of, 'powershell');

const keychain: Handler = ({ at }, run) => run.add({ step: 'keychain' }, at);

/** Gives what it is given. */
const same: Handler = (call) =>
  call.of !== unknown ? call.of : (argument(call, 0, 'inputobject', 'string', 'path') ?? unknown);

const method =
  (name: string): Handler =>
  (call, run) => {
    const block = argument(call, 0, 'process', 'filterscript') ?? unknown;
    const of = call.of;
    if (block.kind === 'function') return operators[`*.${name}`]?.({ ...call, args: [block] }, run);
    return name === 'filter' ? of : run.member(of, knownText(block) ?? '', call.at);
  };

const loads: Handler = (call, run) => {
  const path = argument(call, 0, 'name', 'path');
  const known = knownText(path);
  if (path === undefined || (known !== undefined && !/[\\/]|\.ps[md]?1$/.test(known))) return unknown;
  return run.add({ step: 'loads', path: asValue(path) }, call.at);
};

/** What makes a task, a service or a subscription is a command of its own for the system. */
const registers: Handler = (call, run) => startWords(run, call.at, [textThing('Register-ScheduledTask')]);

/** What cmdlets do. */
export const cmdlets: Handlers = {
  'invoke-expression': evaluates,
  'invoke-webrequest': requests,
  'invoke-restmethod': requests,
  'start-bitstransfer': transfers,
  'start-process': startsProcess,
  'start-job': runsBlock(true),
  'start-threadjob': runsBlock(true),
  'register-objectevent': runsBlock(true),
  'invoke-command': runsBlock(false),
  'measure-command': runsBlock(false),
  'register-scheduledtask': registers,
  'register-scheduledjob': registers,
  'new-service': registers,
  'get-content': readsPath,
  'import-csv': readsPath,
  'import-clixml': readsPath,
  'import-powershelldatafile': readsPath,
  'select-string': (call, run) => {
    const path = call.named.get('path') ?? call.named.get('literalpath') ?? call.args[1];
    return path === undefined ? call.of : either(each(path).map((one) => readPath(run, call.at, one)));
  },
  'get-childitem': lists,
  'get-item': lists,
  'get-itemproperty': lists,
  'set-content': writesPath(),
  'add-content': writesPath(true),
  'out-file': writesPath(),
  'tee-object': writesPath(),
  'export-csv': writesPath(),
  'export-clixml': writesPath(),
  'copy-item': copies,
  'move-item': copies,
  'remove-item': removes,
  'clear-content': removes,
  'new-item': makes,
  mkdir: ({ args: [path = unknown] }) => either([path]),
  'set-itemproperty': setsProperty,
  'new-itemproperty': setsProperty,
  'rename-item': (call, run) => {
    const path = argument(call, 0, 'path', 'literalpath');
    const name = argument(call, 1, 'newname');
    return path && name && writePath(run, call.at, joinPath([parentOf(path), name], true));
  },
  'join-path': (call) => {
    const paths = [
      call.named.get('path'),
      ...call.args,
      call.named.get('childpath'),
      call.named.get('additionalchildpath'),
    ];
    const known = paths.flatMap((one) => (one === undefined ? [] : each(one)));
    return joinPath(call.of === unknown || call.named.has('path') ? known : [call.of, ...known], false);
  },
  'split-path': (call) => {
    const path = argument(call, 0, 'path', 'literalpath') ?? call.of;
    return call.named.has('leaf') ? either([path]) : parentOf(path);
  },
  'resolve-path': same,
  'convert-path': same,
  'convertto-json': same,
  'convertfrom-json': same,
  'convertto-securestring': same,
  'convertfrom-securestring': same,
  'convertto-csv': same,
  'out-string': same,
  'select-object': same,
  'sort-object': same,
  'get-unique': same,
  'expand-archive': (call, run) => {
    const from = pathOf(call);
    const to = argument(call, 1, 'destinationpath');
    if (from === undefined) return undefined;
    const reads = run.add({ step: 'reads', path: asValue(from) }, call.at);
    return to === undefined ? reads : writePath(run, call.at, to, reads);
  },
  'compress-archive': (call, run) => {
    const to = argument(call, 1, 'destinationpath');
    const reads = either(
      each(pathOf(call)).map((one) => run.add({ step: 'reads', path: asValue(one) }, call.at)),
    );
    return to === undefined ? reads : writePath(run, call.at, to, reads);
  },
  'foreach-object': method('map'),
  'where-object': method('filter'),
  'write-output': prints('output'),
  'write-host': prints('output'),
  'write-error': prints('errors'),
  'write-warning': prints('errors'),
  'write-verbose': () => unknown,
  'write-debug': () => unknown,
  'out-null': () => unknown,
  'set-variable': () => unknown,
  'get-credential': () => unknown,
  'get-storedcredential': keychain,
  'get-secret': keychain,
  'import-module': loads,
  'new-object': (call, run) => {
    const type = knownText(argument(call, 0, 'typename', 'comobject')) ?? '';
    const args = [...call.args.slice(1), ...each(call.named.get('argumentlist'))];
    const path = type.toLowerCase().replace(/^system\./, '');
    const given = args.flatMap((one) => (one.kind === 'list' ? one.items : [one]));
    const made = powershellNet[`${path}.new`]?.({ ...call, path, args: given }, run);
    return made ?? { kind: 'outside', path: `${path}()`, args: given };
  },
  'test-netconnection': (call, run) => {
    const host = argument(call, 0, 'computername');
    return host && request(run, call.at, host, [], { by: 'socket' });
  },
  'resolve-dnsname': (call, run) => {
    const host = argument(call, 0, 'name');
    return host && request(run, call.at, join([textThing('dns://'), host]), [], { by: 'dns' });
  },
  'send-mailmessage': (call, run) =>
    run.add(
      {
        step: 'service',
        service: 'e-mail',
        hosts: [],
        sent: [...call.args, ...call.named.values()].map(asValue),
      },
      call.at,
    ),
};
