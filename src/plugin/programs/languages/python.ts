import type { Node } from '@vscode/tree-sitter-wasm';
import { stepsOfBody } from '../follow/evaluate.ts';
import { serviceCall } from '../follow/network.ts';
import { callers, type Handler, handlerOf, operators } from '../follow/operators.ts';
import { parentOf } from '../follow/paths.ts';
import type { OutsideCall, Run, Tables } from '../follow/run.ts';
import { serviceOf } from '../follow/services.ts';
import { plainTree, textOfRoot } from '../follow/syntax.ts';
import {
  asValue,
  either,
  itemsOf,
  join,
  knownText,
  mixed,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';
import type { Step } from '../step.ts';
import { pythonFiles } from './python-files.ts';
import { pythonNetwork } from './python-network.ts';
import { pythonProcesses } from './python-processes.ts';
import { pythonBody } from './python-statements.ts';

const variable = (name: string, run: Run, at: number): Thing => {
  run.add({ step: 'variable', name }, at);
  return name === 'HOME' ? { kind: 'folder', of: 'home' } : (folders[name] ?? { kind: 'variable', name });
};

const folders: Record<string, Thing> = {
  CLAUDE_PLUGIN_ROOT: { kind: 'folder', of: 'plugin' },
  CLAUDE_PROJECT_DIR: { kind: 'folder', of: 'project' },
};

const readsVariable: Handler = ({ args: [key = unknown, otherwise], at }, run) => {
  const name = knownText(key);
  if (name === undefined) return mixed([key]);
  const found = variable(name, run, at);
  return otherwise && !(otherwise.kind === 'outside' && otherwise.path.startsWith('#'))
    ? either([found, otherwise])
    : found;
};

/** All environment variables, with others that were added to them. */
const isEnvironment = (thing: Thing | undefined): boolean =>
  thing?.kind === 'variable'
    ? thing.name === '*'
    : thing?.kind === 'record' &&
      thing.entries.some(([, value]) => value.kind === 'variable' && value.name === '*');

const readsAll =
  (name: string): Handler =>
  (one, run) => {
    if (!isEnvironment(one.of)) return operators[name]?.(one, run);
    run.add({ step: 'variable', name: '*' }, one.at);
    return { kind: 'variable', name: '*' };
  };

const readsOrGets: Handler = (one, run) =>
  isEnvironment(one.of) ? readsVariable(one, run) : operators['*.get']?.(one, run);

/** A function that is called elsewhere with arguments that are given here. */
const calledLater =
  (index: number): Handler =>
  ({ args, named, at }, run) => {
    const list = named.get('args');
    const given = list ? itemsOf(list) : args.slice(index + 1);
    const target = named.get('target') ?? named.get('function') ?? args[index];
    return target && run.apply(target, { args: given, named: new Map() }, at);
  };

const environment: Record<string, Handler> = {
  '*.submit': calledLater(0),
  'asyncio.to_thread': calledLater(0),
  '*.run_in_executor': calledLater(1),
  'threading.Thread': calledLater(9),
  'multiprocessing.Process': (one, run) => {
    const target = one.named.get('target');
    const stays = one.named.get('daemon');
    if (target && !stays) run.add({ step: 'detaches', what: asValue(target) }, one.at);
    return calledLater(9)(one, run);
  },
  'threading.Timer': calledLater(1),
  'os.getenv': readsVariable,
  '*.get': readsOrGets,
  '*.items': readsAll('*.items'),
  '*.values': readsAll('*.values'),
  '*.keys': ({ of }) => (isEnvironment(of) ? unknown : undefined),
  dict: ({ args, named }) => args[0] ?? { kind: 'record', entries: [...named] },
  'dotenv.load_dotenv': ({ args: [path = textThing('.env')], at }, run) =>
    run.add({ step: 'reads', path: asValue(path) }, at),
  'dotenv.dotenv_values': ({ args: [path = textThing('.env')], at }, run) =>
    run.add({ step: 'reads', path: asValue(path) }, at),
  '#set': (call, run) => {
    const [of, key, value = unknown] = call.args;
    const name = knownText(key);
    if (of?.kind === 'variable' && of.name === '*' && name !== undefined)
      return run.add({ step: 'sets-variable', name, content: asValue(value) }, call.at);
    return operators['#set']?.(call, run);
  },
};

const tables = [environment, pythonProcesses, pythonFiles, pythonNetwork, operators];

/** Names under which the same is known. */
const renamed = (path: string): string =>
  path
    .replace(/^builtins\.|^six\.moves\./u, '')
    .replace(/^pathlib\.(?:PosixPath|WindowsPath|PurePosixPath)\b/u, 'pathlib.Path')
    .replace(/^posixpath\.|^ntpath\./u, 'os.path.')
    .replace(/^io\.open\b/u, 'open');

const call = (one: OutsideCall, run: Run): Thing | undefined => {
  const path = renamed(one.path);
  const exact = handlerOf(tables, path);
  if (serviceOf(path)) return serviceCall(run, { ...one, path });
  return exact?.({ ...one, path }, run);
};

const file = join([{ kind: 'folder', of: 'file' }, textThing('/'), { kind: 'name', name: '__file__' }]);

const property = (path: string, of: Thing | undefined, run: Run, at: number): Thing | undefined => {
  switch (path) {
    case '#nothing':
      return unknown;
    case '__file__':
      return file;
    case 'sys.executable':
      return textThing('python3');
    case 'sys.stdin':
      return { kind: 'name', name: 'stdin' };
    case 'os.sep':
      return textThing('/');
    case '*.parent':
      return of && of.kind !== 'outside' ? parentOf(of) : undefined;
    case '*.parents':
      return of && of.kind !== 'outside'
        ? { kind: 'list', items: [parentOf(of), parentOf(parentOf(of)), parentOf(parentOf(parentOf(of)))] }
        : undefined;
    case 'os.environ':
      return { kind: 'variable', name: '*' };
    default: {
      const name = isEnvironment(of) ? /^\*\.([A-Z_][\dA-Z_]*)$/iu.exec(path)?.[1] : undefined;
      return name && !/^(?:get|keys|values|items|update|clear|pop|copy|setdefault)$/u.test(name)
        ? variable(name, run, at)
        : undefined;
    }
  }
};

const pythonCallers = new Set([
  ...callers,
  'submit',
  'run_in_executor',
  'to_thread',
  'Thread',
  'Process',
  'Timer',
]);

const pythonTables: Tables = {
  call,
  property,
  isType: (path) => /^(?:requests|httpx|aiohttp|anthropic|openai|slack_sdk|boto3|playwright)\./u.test(path),
  callers: pythonCallers,
  constructors: ['__init__', '__post_init__'],
  self: '',
};

/** Translates a program in Python into steps. */
export const readPython = (root: Node): Step[] => {
  const text = textOfRoot(root);
  return stepsOfBody(pythonBody(plainTree(root), text), text, pythonTables);
};
