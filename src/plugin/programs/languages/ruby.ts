import type { Handler } from '../follow/operators.ts';
import type { Run } from '../follow/run.ts';
import type { Thing } from '../follow/thing.ts';
import { bodyOf, type Naming } from './bodies.ts';
import { formOfTree } from './forms.ts';
import { environment, ownFile, ownFolder, starts, stepsOf } from './handlers.ts';
import type { LanguageReader } from './reader.ts';
import { rubyFiles } from './ruby-files.ts';
import { rubyNetwork } from './ruby-network.ts';
import { rubyProcesses } from './ruby-processes.ts';
import { placeHeredocs, translateRuby } from './ruby-tree.ts';

const naming: Naming = {
  self: 'self',
  field: (name) => (name.startsWith('@') ? name.replace(/^@+/, '') : undefined),
  isGlobal: (name) => /^[$A-Z]/.test(name),
  lastIsValue: true,
  changes: new Set(['<<', 'push', 'append', 'set_form_data', 'set_form', 'basic_auth', 'add_field']),
  changesFirst: new Set(),
};

/** What a name stands for that nothing is assigned to. */
const property = (path: string, _of: Thing | undefined, run: Run, at: number): Thing | undefined => {
  if (path === '__FILE__' || path === '$0' || path === '$PROGRAM_NAME') return ownFile;
  if (path === '__dir__') return ownFolder;
  if (/^ENV\.(?!fetch$|key|\[|delete$|store$)/.test(path)) return environment(run, at);
  return undefined;
};

const otherwise: Handler = (call, run) =>
  /^(?:Open3|PTY)\./.test(call.path) ? starts(call, run) : undefined;

const tables = [rubyProcesses, rubyFiles, rubyNetwork];

/** Translates a program in Ruby into steps. */
export const readRuby: LanguageReader = (root) => {
  const { form, text } = formOfTree(root, translateRuby, placeHeredocs);
  return stepsOf(bodyOf(form, text, naming), text, {
    tables,
    property,
    otherwise,
    constructors: ['initialize'],
    self: 'self',
  });
};
