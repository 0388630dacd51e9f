import type { Node } from '@vscode/tree-sitter-wasm';
import { stepsOfBody } from '../follow/evaluate.ts';
import { request, serviceCall } from '../follow/network.ts';
import { callers, type Handler, handlerOf, operators } from '../follow/operators.ts';
import type { OutsideCall, Run, Tables } from '../follow/run.ts';
import { serviceOf } from '../follow/services.ts';
import { plainTree, textOfRoot } from '../follow/syntax.ts';
import { asValue, itemsOf, join, knownText, type Thing, textThing, unknown } from '../follow/thing.ts';
import type { Step } from '../step.ts';
import { javascriptFiles } from './javascript-files.ts';
import { javascriptNetwork, loadsImage } from './javascript-network.ts';
import { javascriptProcesses } from './javascript-processes.ts';
import { javascriptBody } from './javascript-statements.ts';

const folders: Record<string, Thing> = {
  HOME: { kind: 'folder', of: 'home' },
  USERPROFILE: { kind: 'folder', of: 'home' },
  CLAUDE_PLUGIN_ROOT: { kind: 'folder', of: 'plugin' },
  CLAUDE_PROJECT_DIR: { kind: 'folder', of: 'project' },
  TMPDIR: { kind: 'folder', of: 'temporary' },
};

const environment: Thing = { kind: 'variable', name: '*' };

/** All environment variables, with others that were added to them. */
const isEnvironment = (thing: Thing | undefined): boolean =>
  thing?.kind === 'variable'
    ? thing.name === '*'
    : thing?.kind === 'record' && thing.entries.some(([, value]) => isEnvironment(value));

const listOf = (thing: Thing, run: Run, at: number): Thing => {
  if (isEnvironment(thing)) run.add({ step: 'variable', name: '*' }, at);
  return thing;
};

const pairs: Handler = ({ args: [of = unknown], at }, run) => {
  if (of.kind !== 'record')
    return { kind: 'list', items: [{ kind: 'list', items: [listOf(of, run, at), of] }] };
  listOf(of, run, at);
  return {
    kind: 'list',
    items: of.entries.map(([key, value]) => ({ kind: 'list', items: [textThing(key), value] })),
  };
};

const set: Handler = (call, run) => {
  const [of = unknown, key, value = unknown] = call.args;
  const name = knownText(key);
  if (name !== undefined && isEnvironment(of) && of.kind === 'variable')
    return run.add({ step: 'sets-variable', name, content: asValue(value) }, call.at);
  if (of.kind === 'outside' && of.path === 'process' && name === 'exitCode')
    return run.add({ step: 'exits', code: asValue(value) }, call.at);
  if (loadsImage(of, name)) return request(run, call.at, value);
  return operators['#set']?.(call, run);
};

const general: Record<string, Handler> = {
  'Object.entries': pairs,
  'Object.values': ({ args: [of = unknown], at }, run) =>
    of.kind === 'record'
      ? { kind: 'list', items: of.entries.map(([, value]) => value) }
      : listOf(of, run, at),
  'Object.keys': ({ args: [of = unknown] }) =>
    of.kind === 'record' ? { kind: 'list', items: of.entries.map(([key]) => textThing(key)) } : unknown,
  'Object.assign': ({ args }) => ({
    kind: 'record',
    entries: args.flatMap((one) => (one.kind === 'record' ? [...one.entries] : [['…', one] as const])),
  }),
  'JSON.stringify': ({ args: [of = unknown], at }, run) => listOf(of, run, at),
  'dotenv.config': ({ args: [options], at }, run) => {
    const path =
      options?.kind === 'record' ? options.entries.find(([key]) => key === 'path')?.[1] : undefined;
    return run.add({ step: 'reads', path: asValue(path ?? textThing('.env')) }, at);
  },
  'Deno.env.get': ({ args: [key = unknown], at }, run) => run.member(environment, knownText(key) ?? '…', at),
  'Deno.env.toObject': ({ at }, run) => listOf(environment, run, at),
  '#set': set,
  '*.slice': ({ of, args: [start] }) => {
    const from = knownText(start);
    return of.kind === 'list' && from !== undefined && /^\d+$/u.test(from)
      ? { kind: 'list', items: of.items.slice(Number(from)) }
      : undefined;
  },
  '*.reverse': ({ of, at, path }, run) =>
    /split\(\)/u.test(path) ? run.add({ step: 'decodes', from: 'reversed', content: asValue(of) }, at) : of,
  '*.concat': ({ of, args }) =>
    of.kind === 'list'
      ? { kind: 'list', items: [...of.items, ...args.flatMap(itemsOf)] }
      : join([of, ...args]),
};

const tables = [general, javascriptProcesses, javascriptFiles, javascriptNetwork, operators];

/** Names under which the same is known. */
const renamed = (path: string): string =>
  path
    .replace(/^(?:globalThis|window|global|self)\.(?=\w)/u, '')
    .replaceAll('.default', '')
    .replace(/^(?:fs\/promises|fs\.promises|fs-extra|graceful-fs)(?=\.)/u, 'fs')
    .replace(/^path\.(?:posix|win32)(?=\.)/u, 'path')
    .replace(/^path\/posix(?=\.)/u, 'path')
    .replace(/^((?:fs|child_process|zlib|Bun|Deno|glob)\.\w+?)Sync$/u, '$1')
    .replace(/^axios\.axios/u, 'axios')
    .replace(/^(node-fetch|got|ky|execa)\.\1(?=$|\.)/u, '$1');

const call = (one: OutsideCall, run: Run): Thing | undefined => {
  const path = renamed(one.path);
  if (serviceOf(path)) return serviceCall(run, { ...one, path });
  return handlerOf(tables, path)?.({ ...one, path }, run);
};

const ownFile = join([{ kind: 'folder', of: 'file' }, textThing('/'), { kind: 'name', name: '__filename' }]);
const ownFolder: Thing = { kind: 'folder', of: 'file' };

const constants: Record<string, Thing> = {
  '#nothing': unknown,
  __dirname: ownFolder,
  __filename: ownFile,
  'import.meta.url': ownFile,
  'import.meta.filename': ownFile,
  'import.meta.path': ownFile,
  'import.meta.dirname': ownFolder,
  'import.meta.dir': ownFolder,
  'process.env': environment,
  'Bun.env': environment,
  'import.meta.env': environment,
  'process.execPath': textThing('node'),
  'process.argv0': textThing('node'),
  'process.stdin': { kind: 'name', name: 'stdin' },
  'Bun.stdin': { kind: 'name', name: 'stdin' },
  'Deno.stdin': { kind: 'name', name: 'stdin' },
  'path.sep': textThing('/'),
  'os.EOL': textThing('\n'),
};

const property = (written: string, of: Thing | undefined, run: Run, at: number): Thing | undefined => {
  const path = written.replace(/^(?:globalThis|window|global|self)\.(?=\w)/u, '').replaceAll('.default', '');
  if (Object.hasOwn(constants, path)) return constants[path];
  if (of && isEnvironment(of) && /^\*\.\w+$/u.test(path)) {
    const name = path.slice(2);
    run.add({ step: 'variable', name }, at);
    return Object.hasOwn(folders, name) ? folders[name] : { kind: 'variable', name };
  }
  if (/^\*\.(?:pathname|href)$/u.test(path)) return of;
  return undefined;
};

const javascriptTables: Tables = {
  call,
  property,
  callers,
  isType: (path) => serviceOf(path) !== undefined,
  constructors: ['constructor'],
  self: 'this',
};

/** Translates a program in JavaScript or TypeScript into steps. */
export const readJavascript = (root: Node): Step[] => {
  const text = textOfRoot(root);
  return stepsOfBody(javascriptBody(plainTree(root), text), text, javascriptTables);
};
