import { request } from '../follow/network.ts';
import type { Handler } from '../follow/operators.ts';
import { joinPath, parentOf } from '../follow/paths.ts';
import { evaluateText } from '../follow/processes.ts';
import { asValue, join, knownText, textThing } from '../follow/thing.ts';
import {
  copies,
  deletes,
  gives,
  type Handlers,
  home,
  joinsPath,
  ownFile,
  ownFolder,
  parent,
  reads,
  sentByName,
  temporary,
  writePath,
  writes,
} from './handlers.ts';

/** `File.expand_path('../lib', __FILE__)` starts at the file itself, as a folder. */
const expands: Handler = ({ args: [path, base] }) => {
  if (path === undefined || base === undefined) return path;
  if (base !== ownFile) return joinPath([base, path], true);
  const known = knownText(path);
  return joinPath([ownFolder, known === undefined ? path : textThing(known.replace(/^\.\.\/?/, ''))], true);
};

/** A file that is opened is read, or written by the methods of the object. */
const opens: Handler = ({ args: [path, mode], at, named }, run) => {
  if (path === undefined) return undefined;
  const known = knownText(path) ?? '';
  if (/^https?:\/\//.test(known)) return request(run, at, path);
  if (known.startsWith('|')) return evaluateText(run, at, textThing(known.slice(1)), 'shell');
  const letters = knownText(mode) ?? knownText(named.get('mode')) ?? 'r';
  if (!/[wax+]/.test(letters)) return run.add({ step: 'reads', path: asValue(path) }, at);
  writePath(run, at, path, undefined, letters.startsWith('a'));
  return { kind: 'outside', path: 'open()', args: [path, textThing(letters)] };
};

const writesToFile: Handler = ({ of, args, at }, run) => {
  const file =
    of.kind === 'mixed' ? of.of.find((one) => one.kind === 'outside' && one.path === 'open()') : of;
  const [path, mode] = file?.kind === 'outside' && file.path === 'open()' ? (file.args ?? []) : [];
  return path && writePath(run, at, path, join(args), knownText(mode)?.startsWith('a') === true);
};

const writesFile: Handler = (call, run) =>
  writes(0, 1, knownText(call.named.get('mode'))?.startsWith('a') === true)(call, run);

/** Files of Ruby. */
export const rubyFiles: Handlers = {
  open: opens,
  'Kernel.open': opens,
  'URI.open': (call, run) =>
    call.args[0] === undefined ? undefined : request(run, call.at, call.args[0], sentByName(call)),
  'File.join': joinsPath,
  '*.join': ({ of, args: [part] }) =>
    part !== undefined && (of.kind === 'folder' || of.kind === 'joined')
      ? joinPath([of, part], false)
      : undefined,
  'File.expand_path': expands,
  'File.absolute_path': expands,
  'File.realpath': expands,
  'File.dirname': parent,
  '*.dirname': ({ of }) => (of.kind === 'outside' ? undefined : parentOf(of)),
  'File.symlink': writes(1),
  'File.rename': copies(),
  'Dir.home': gives(home),
  'Dir.mktmpdir': gives(temporary),
  'Dir.tmpdir': gives(temporary),
  'Dir.glob': reads(),
  'YAML.load_file': reads(),
  'JSON.load_file': reads(),
  'CSV.read': reads(),
  '*.write': writesToFile,
  '*.puts': writesToFile,
  '*.print': writesToFile,
  '*.<<': writesToFile,
  '*.syswrite': writesToFile,
  'FileUtils.ln_s': writes(1),
  'FileUtils.ln_sf': writes(1),
  'FileUtils.touch': writes(0),
  'FileUtils.mkdir_p': writes(0),
};
for (const name of ['cp', 'cp_r', 'copy', 'mv', 'move', 'install']) rubyFiles[`FileUtils.${name}`] = copies();
for (const name of ['rm', 'rm_f', 'rm_r', 'rm_rf', 'remove_dir', 'remove_entry'])
  rubyFiles[`FileUtils.${name}`] = deletes;
for (const type of ['File', 'IO']) {
  for (const name of ['read', 'readlines', 'foreach', 'binread']) rubyFiles[`${type}.${name}`] = reads();
  for (const name of ['write', 'binwrite']) rubyFiles[`${type}.${name}`] = writesFile;
  for (const name of ['delete', 'unlink']) rubyFiles[`${type}.${name}`] = deletes;
  rubyFiles[`${type}.open`] = opens;
  rubyFiles[type] = opens;
}
