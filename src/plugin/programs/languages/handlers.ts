import type { Body } from '../follow/code.ts';
import { stepsOfBody } from '../follow/evaluate.ts';
import { hostAndPort, optionOf, request } from '../follow/network.ts';
import { type Handler, handlerOf, operators } from '../follow/operators.ts';
import { joinPath, parentOf } from '../follow/paths.ts';
import { evaluateText, startWords } from '../follow/processes.ts';
import type { OutsideCall, Run, Tables } from '../follow/run.ts';
import {
  asValue,
  join,
  knownText,
  mixed,
  optionsOf,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';
import type { Language } from '../language.ts';
import type { Step } from '../step.ts';

export type Handlers = Record<string, Handler>;

/** The folders that environment variables name. */
const folders: Record<string, Extract<Thing, { kind: 'folder' }>['of']> = {
  HOME: 'home',
  USERPROFILE: 'home',
  CLAUDE_PLUGIN_ROOT: 'plugin',
  CLAUDE_PROJECT_DIR: 'project',
  TMPDIR: 'temporary',
  TEMP: 'temporary',
  TMP: 'temporary',
};

export const home: Thing = { kind: 'folder', of: 'home' };
export const ownFolder: Thing = { kind: 'folder', of: 'file' };
export const temporary: Thing = { kind: 'folder', of: 'temporary' };
/** The path of the program itself. */
export const ownFile: Thing = join([ownFolder, textThing('/'), { kind: 'name', name: 'file' }]);

/** An environment variable of a name. */
export const variable = (run: Run, at: number, name: Thing | undefined): Thing =>
  mixed(
    optionsOf(name ?? unknown).map((one) => {
      const known = knownText(one);
      if (known === undefined) return one;
      const folder = Object.hasOwn(folders, known) ? folders[known] : undefined;
      if (folder !== undefined) return { kind: 'folder', of: folder } as const;
      run.add({ step: 'variable', name: known }, at);
      return { kind: 'variable', name: known } as const;
    }),
  );

const only = (thing: Thing): Thing =>
  thing.kind === 'mixed' && thing.of.length === 1 ? (thing.of[0] ?? thing) : thing;

export const variableRule: Handler = ({ args: [name], at }, run) => only(variable(run, at, name));

/** All environment variables. */
export const environment = (run: Run, at: number): Thing => {
  run.add({ step: 'variable', name: '*' }, at);
  return { kind: 'variable', name: '*' };
};
export const environmentRule: Handler = ({ at }, run) => environment(run, at);

export const setsVariable: Handler = ({ args: [name, content = unknown], at }, run) => {
  const known = knownText(name);
  return known === undefined
    ? undefined
    : run.add({ step: 'sets-variable', name: known, content: asValue(content) }, at);
};

export const reads =
  (place = 0): Handler =>
  ({ args, at }, run) => {
    const path = args[place];
    return path && run.add({ step: 'reads', path: asValue(path) }, at);
  };

/** @param content the place of what is written; without it the call only makes the file */
export const writes =
  (place = 0, content?: number, append = false): Handler =>
  ({ args, at }, run) => {
    const path = args[place];
    const written = content === undefined ? undefined : args[content];
    return path && writePath(run, at, path, written, append);
  };

export const writePath = (run: Run, at: number, path: Thing, content?: Thing, append = false): Thing =>
  run.add(
    {
      step: 'writes',
      path: asValue(path),
      ...(content && { content: asValue(content) }),
      ...(append && { append }),
    },
    at,
  );

/** A copy reads the one and writes the other. */
export const copies =
  (from = 0, to = 1): Handler =>
  ({ args, at }, run) => {
    const source = args[from];
    const path = args[to];
    if (source === undefined || path === undefined) return undefined;
    return writePath(run, at, path, run.add({ step: 'reads', path: asValue(source) }, at));
  };

export const deletes: Handler = ({ args, at }, run) =>
  mixed(args.slice(0, 16).map((path) => run.add({ step: 'deletes', path: asValue(path) }, at)));

export const prints =
  (to: 'output' | 'errors', from = 0): Handler =>
  ({ args, at }, run) =>
    run.add({ step: 'prints', content: asValue(join(args.slice(from))), to }, at);

type Encoding = Extract<Step, { step: 'decodes' }>['from'];

export const decodes =
  (from: Encoding, place = 0): Handler =>
  ({ args, of, at }, run) =>
    run.add({ step: 'decodes', from, content: asValue(args[place] ?? of) }, at);

export const evaluates =
  (language?: Language, place = 0): Handler =>
  ({ args, at }, run) => {
    const code = args[place];
    return code && evaluateText(run, at, code, language);
  };

export const exits: Handler = ({ args: [code = textThing('0')], at }, run) =>
  run.add({ step: 'exits', code: asValue(code) }, at);

/** Ends the program with a message. */
export const fails: Handler = (call, run) => {
  prints('errors')(call, run);
  return run.add({ step: 'exits', code: { kind: 'text', text: '1' } }, call.at);
};

export const loads: Handler = ({ args: [path], at }, run) =>
  path && run.add({ step: 'loads', path: asValue(path) }, at);

export const loadsModule: Handler = ({ args: [name], at }, run) => {
  const module = knownText(name);
  return module === undefined ? undefined : run.add({ step: 'loads', module }, at);
};

export const detaches: Handler = ({ args, at }, run) =>
  run.add({ step: 'detaches', what: asValue(mixed(args)) }, at);

/** Words of a program; lists among them are more words. */
export const starts: Handler = ({ args, at }, run) =>
  startWords(
    run,
    at,
    args.flatMap((one) => (one.kind === 'list' ? one.items : [one])),
  );

export const first: Handler = ({ args: [one] }) => one;
export const itself: Handler = ({ of }) => of;
export const joinsPath: Handler = ({ args }) => joinPath(args, false);
export const parent: Handler = ({ args: [path = ownFile] }) => parentOf(path);
export const gives =
  (thing: Thing): Handler =>
  () =>
    thing;

/** A request. `sent`: the places of what goes with it. */
export const requests =
  (place = 0, ...sent: readonly number[]): Handler =>
  (call, run) => {
    const address = call.args[place] ?? call.named.get('url');
    if (address === undefined) return undefined;
    const values = [...sent.map((one) => call.args[one]), ...sentByName(call)];
    return request(run, call.at, address, values, { headers: optionOfCall(call, 'headers') });
  };

const sentNames = ['body', 'json', 'form', 'query', 'params', 'payload', 'data', 'multipart', 'form_params'];

/** What a call names as sent. */
export const sentByName = (call: OutsideCall): (Thing | undefined)[] =>
  sentNames.map((name) => optionOfCall(call, name));

/** An option of a call: by its name, or in a record that it is given. */
export const optionOfCall = (call: OutsideCall, name: string): Thing | undefined =>
  optionOf({ kind: 'outside', path: '', args: call.args, named: call.named }, name);

/** A connection to a host and a port. */
export const connects =
  (host = 0, port?: number): Handler =>
  ({ args, at }, run) => {
    const to = args[host];
    if (to === undefined) return undefined;
    request(run, at, hostAndPort(to, port === undefined ? undefined : args[port]), [], { by: 'socket' });
    return undefined;
  };

/** What is sent through a connection: `place` is where its host was given. */
export const sendsToSocket =
  (place = 0): Handler =>
  ({ of, args, at }, run) => {
    const host = of.kind === 'outside' ? of.args?.[place] : undefined;
    return host && request(run, at, host, args, { by: 'socket' });
  };

/** The address of a path at a host that may be named without `https://`. */
export const addressOf = (host: Thing, path: Thing | undefined, secure = true): Thing => {
  const startOf = (thing: Thing | undefined): string =>
    thing?.kind === 'joined' ? startOf(thing.parts[0]) : (knownText(thing) ?? '');
  if (path !== undefined && startOf(path).includes('://')) return path;
  const needsScheme = startOf(host) !== '' && !startOf(host).includes('://');
  return join([textThing(needsScheme ? (secure ? 'https://' : 'http://') : ''), host, path ?? textThing('')]);
};

/** What something was called with, through what it is a member of: `path` ends with the function's name and `()`. */
export const madeBy = (thing: Thing | undefined, path: RegExp): (Thing & { kind: 'outside' }) | undefined => {
  let one = thing;
  for (let steps = 0; one?.kind === 'outside' && steps < 24; steps++) {
    if (path.test(one.path)) return one;
    one = one.of;
  }
  return undefined;
};

/** `request.body = data`, `handle['x'] = y`: what a library gave stays what it is, with one more option. */
export const setsOption: Handler = (call, run) => {
  const [of = unknown, key, value = unknown] = call.args;
  if (of.kind !== 'outside') return operators['#set']?.(call, run);
  return { ...of, named: new Map([...(of.named ?? []), [knownText(key) ?? '[]', value]]) };
};

const common: Handlers = { '#set': setsOption };

type Library = {
  tables: readonly Handlers[];
  property?: Tables['property'];
  /** Other names of a path. */
  rename?(path: string): string;
  /** What a call does that no table has. */
  otherwise?: Handler;
  constructors?: readonly string[];
  /** Functions that call the functions that they are given themselves. */
  callers?: ReadonlySet<string>;
  self?: string;
};

/** What a program does, from its statements and the functions that its language knows. */
export function stepsOf(body: Body, text: string, library: Library): Step[] {
  const tables = [...library.tables, common, operators];
  const call: Tables['call'] = (one, run) => {
    const path = library.rename?.(one.path) ?? one.path;
    const renamed = { ...one, path };
    const handler = handlerOf(tables, path);
    return (handler === undefined ? undefined : handler(renamed, run)) ?? library.otherwise?.(renamed, run);
  };
  return stepsOfBody(body, text, {
    call,
    property: library.property ?? (() => undefined),
    isType: () => false,
    callers: library.callers ?? new Set(),
    constructors: library.constructors ?? [],
    self: library.self ?? '',
  });
}
