import type { Thing } from '../follow/thing.ts';
import { bodyOf, type Naming } from './bodies.ts';
import { formOfTree } from './forms.ts';
import { home, ownFile, ownFolder, stepsOf } from './handlers.ts';
import { powershellCommands } from './powershell-commands.ts';
import { powershellNet } from './powershell-net.ts';
import { preparePowershell } from './powershell-prepare.ts';
import { translatePowershell } from './powershell-tree.ts';
import type { LanguageReader } from './reader.ts';

const naming: Naming = {
  self: 'this',
  branches: true,
  lastIsValue: true,
  changes: new Set(),
  changesFirst: new Set(),
};

const known: Readonly<Record<string, Thing>> = {
  home,
  '~': home,
  psscriptroot: ownFolder,
  pscommandpath: ownFile,
  'myinvocation.MyCommand.Path': ownFile,
  'myinvocation.MyCommand.Definition': ownFile,
  profile: { kind: 'variable', name: 'PROFILE' },
  input: { kind: 'name', name: 'stdin' },
  true: { kind: 'text', text: 'True' },
  false: { kind: 'text', text: 'False' },
  null: { kind: 'text', text: 'null' },
};

/** What a name stands for that nothing is assigned to. */
const property = (path: string, of: Thing | undefined): Thing | undefined => {
  if (Object.hasOwn(known, path)) return known[path];
  if (/^\*\.(?:All|Current)User/i.test(path) && of?.kind === 'variable') return of;
  return undefined;
};

const tables = [powershellCommands, powershellNet];

/** Translates a program in PowerShell into steps. */
export const readPowershell: LanguageReader = (root) => {
  const { form, text } = formOfTree(root, translatePowershell, preparePowershell);
  return stepsOf(bodyOf(form, text, naming), text, {
    tables,
    property,
    rename: (path) => path.toLowerCase().replace(/^system\./, ''),
    callers: new Set(['#command', 'map', 'filter']),
    self: 'this',
  });
};
