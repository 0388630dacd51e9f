import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { insidePath } from '../../plugin/declared.ts';
import type { FileSystem } from '../../plugin/file-system.ts';
import { manifestFile, rawManifest } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { asList, own } from '../../plugin/values.ts';
import { clientMarkdown, hookFiles } from '../claude-code/client-files.ts';
import { compareDiagnostics, type Diagnostic, visible } from '../diagnostic.ts';
import type { FolderContext, FolderLink, FolderRule, Rule } from '../rule.ts';
import { checkParts, type PartOptions } from './check-parts.ts';
import { partialSource } from './partial-source.ts';
import { type RunOptions, runRules } from './run-rules.ts';

/** Runs the rules about a folder over what is known of it. */
export function checkFolderFacts(
  facts: Omit<FolderContext, 'report'>,
  { rules, docsOf }: PartOptions,
): Promise<Diagnostic[]> {
  const placeOf: RunOptions['placeOf'] = ({ at }) =>
    at !== undefined && 'line' in at ? { line: at.line, column: at.column ?? 1 } : { line: 1, column: 1 };
  const applying = rules.filter((rule: Rule): rule is FolderRule => rule.looksAt === 'folder');
  return runRules(applying, (report) => ({ ...facts, report }), { docsOf, placeOf });
}

/** Folders that the client knows by their names. */
const componentFolders: readonly string[] = ['skills', 'agents', 'commands'];

/** Whether a folder's path is a link, or the folder lies in a `.claude` that is one. The client does not read such a folder. */
export function folderLink(path: string): FolderLink | undefined {
  const isLink = (at: string) => lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink(path)) return 'folder';
  const parent = dirname(path);
  return basename(parent) === '.claude' && isLink(parent) ? 'project' : undefined;
}

/** A folder without a manifest. */
type Folder = { fs: FileSystem; dir: string; options: PartOptions };

/**
 * Checks a folder that has neither a plugin's nor a marketplace's manifest as the client does: a folder named `skills`, `agents` or
 * `commands`, a `.claude`, or a project's root.
 * https://code.claude.com/docs/en/plugin-marketplaces#validate-a-plugin-or-a-directory-without-a-manifest
 * @param dir the folder's path, whose last segment is its name; diagnostics are relative to it
 */
export async function checkFolder(
  fs: FileSystem,
  dir: string,
  options: PartOptions & { link?: FolderLink },
): Promise<Diagnostic[]> {
  const folder: Folder = { fs, dir, options };
  const name = basename(dir);
  const isComponentFolder = componentFolders.includes(name);
  const link = isComponentFolder ? options.link : undefined;
  let components: Components;
  if (link !== undefined) components = { found: [], isRecognised: false };
  else if (isComponentFolder) components = await checkComponentFolder(folder, name);
  else if (name === '.claude') components = await checkComponents(folder, '');
  else components = await checkProject(folder);
  const diagnostics = [
    ...(await checkHooks(folder, '')),
    ...components.found,
    ...(await checkFolderFacts({ bare: { isRecognised: components.isRecognised, link } }, options)),
  ];
  return diagnostics.sort(compareDiagnostics);
}

/** What was found in the Markdown files and nested plugins, and whether there is anything that the client reads. */
type Components = { found: Diagnostic[]; isRecognised: boolean };

/** A folder of skills, agents or commands, shown to the rules as the folder of that name in a plugin. */
async function checkComponentFolder(folder: Folder, name: string): Promise<Components> {
  const place = (path: string) => path.split('/').slice(1).join('/');
  const source = partialSource(folder.fs, folder.dir, place, { paths: [], trees: [name] });
  const found = await checkParts(source, ['markdown'], folder.options);
  return {
    found: [...moved(found, name, ''), ...(await checkNested(folder, source, place))],
    isRecognised: true,
  };
}

/** A project's root: its own components where it has skills, and those of its `.claude`. */
async function checkProject(folder: Folder): Promise<Components> {
  // Agents and commands alone do not make a root without a manifest a plugin.
  const root = await checkComponents(folder, '', ['skills']);
  if (folder.fs.entry('.claude')?.kind === 'link') {
    const source = partialSource(folder.fs, folder.dir, (path) => path, { paths: ['.claude'] });
    const found = await checkParts(source, ['markdown'], folder.options);
    return { found: [...root.found, ...found], isRecognised: true };
  }
  const project = await checkComponents(folder, '.claude');
  return {
    found: [...root.found, ...project.found],
    isRecognised: root.isRecognised || project.isRecognised,
  };
}

/** Checks the skills, agents and commands below a folder, if any of the `required` ones is there. */
async function checkComponents(
  folder: Folder,
  below: string,
  required?: readonly string[],
): Promise<Components> {
  const place = (path: string) => (below === '' ? path : `${below}/${path}`);
  const source = partialSource(folder.fs, folder.dir, place, { paths: [], trees: componentFolders });
  const isRecognised =
    clientMarkdown(source).some(({ file }) =>
      (required ?? componentFolders).some((name) => file.startsWith(`${name}/`)),
    ) || (required ?? componentFolders).some((name) => source.files.get(name)?.kind === 'link');
  if (required !== undefined && !isRecognised) return { found: [], isRecognised };
  const found = await checkParts(source, ['markdown'], folder.options);
  return { found: [...moved(found, '', below), ...(await checkNested(folder, source, place))], isRecognised };
}

/** Checks the hooks of the plugins that lie in folders of skills. */
async function checkNested(
  folder: Folder,
  source: Source,
  place: (path: string) => string,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const child of source.children('skills')) {
    if (child.kind === 'directory' && source.files.has(`${child.path}/${manifestFile}`))
      found.push(...(await checkHooks(folder, place(child.path))));
  }
  return found;
}

/** Checks the hooks of the folder itself, or of a plugin that lies in it. */
async function checkHooks({ fs, dir, options }: Folder, below: string): Promise<Diagnostic[]> {
  const place = (path: string) => [below, path].filter(Boolean).join('/');
  const standard = {
    paths: ['hooks/hooks.json', ...(below === '' ? [] : [manifestFile])],
    spellings: [
      { folder: '', names: ['.claude-plugin', 'hooks'] },
      { folder: 'hooks', names: ['hooks.json'] },
      { folder: '.claude-plugin', names: ['plugin.json', 'marketplace.json'] },
    ],
  };
  const first = partialSource(fs, dir, place, standard);
  const named = asList(own(rawManifest(first), 'hooks')).flatMap((item) => insidePath(item) ?? []);
  const source =
    named.length === 0
      ? first
      : partialSource(fs, dir, place, { ...standard, paths: [...standard.paths, ...named] });
  const found =
    below === ''
      ? await checkParts(source, ['paths', 'hooks'], options)
      : await checkParts(source, ['hooks'], options, new Set(hookFiles(source).map(visible)));
  return moved(found, '', visible(below));
}

/** Diagnostics of a part of the folder as diagnostics of the folder; `from` is its place in the part, `to` in the folder. */
function moved(found: readonly Diagnostic[], from: string, to: string): Diagnostic[] {
  return found.map((diagnostic) => {
    const { file } = diagnostic;
    const inside =
      file === from || file === '.' ? '' : file.startsWith(`${from}/`) ? file.slice(from.length + 1) : file;
    return { ...diagnostic, file: [to, inside].filter(Boolean).join('/') || '.' };
  });
}
