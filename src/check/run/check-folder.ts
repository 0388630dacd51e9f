import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { insidePath } from '../../plugin/declared.ts';
import type { FileSystem } from '../../plugin/file-system.ts';
import { manifestFile, rawManifest } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { asList, own } from '../../plugin/values.ts';
import { clientMarkdown, hookFiles } from '../claude-code/client-files.ts';
import { compareDiagnostics, type Diagnostic, quote, visible } from '../diagnostic.ts';
import type { Rule } from '../rule.ts';
import { rule as componentUnread } from '../rules/component-unread/rule.ts';
import { rule as frontmatterMissing } from '../rules/frontmatter-missing/rule.ts';
import { hookRules, markdownRules, type PageOptions, runRules, unreadHooks } from './check-marketplace.ts';
import { partialSource } from './partial-source.ts';

/** The facts of the one thing that only a folder without a manifest can have wrong. */
export const folderRule: Pick<Rule, 'id' | 'authority' | 'severity' | 'waivable'> = {
  id: 'folder-unrecognised',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
};

/** Folders that the client knows by their names. */
const componentFolders: readonly string[] = ['skills', 'agents', 'commands'];

/** How a folder was come to, where a link was the way: the folder itself is one, or the `.claude` around it. */
export type FolderLink = 'folder' | 'project';

/** Whether a folder's path is a link, or it lies in a `.claude` that is one. Such a folder is not looked into by the client. */
export function folderLink(path: string): FolderLink | undefined {
  const isLink = (at: string) => lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink(path)) return 'folder';
  const parent = dirname(path);
  return basename(parent) === '.claude' && isLink(parent) ? 'project' : undefined;
}

/**
 * Checks a folder that has neither a plugin's nor a marketplace's manifest as the client does: a folder named `skills`, `agents` or
 * `commands`, a `.claude`, or a project's root.
 * https://code.claude.com/docs/en/plugin-marketplaces#validate-a-plugin-or-a-directory-without-a-manifest
 * @param dir the folder's path, whose last segment is its name; diagnostics are relative to it
 */
export async function checkFolder(
  fs: FileSystem,
  dir: string,
  options: PageOptions & { link?: FolderLink },
): Promise<Diagnostic[]> {
  const name = basename(dir);
  const diagnostics: Diagnostic[] = [];
  const unrecognised = (message: string, fix: string) => {
    const { id, authority, severity } = folderRule;
    diagnostics.push({
      rule: id,
      authority,
      severity,
      file: '.',
      line: 1,
      column: 1,
      message,
      fix,
      docs: options.docsOf(id),
    });
  };
  /** Takes what was found in a part of the folder; `from` is where it lies in that part, `to` where in the folder. */
  const take = (found: readonly Diagnostic[], from: string, to: string) => {
    for (const diagnostic of found) {
      const { file } = diagnostic;
      const inside =
        file === from || file === '.' ? '' : file.startsWith(`${from}/`) ? file.slice(from.length + 1) : file;
      diagnostics.push({ ...diagnostic, file: [to, inside].filter(Boolean).join('/') || '.' });
    }
  };
  const hooks = async (folder: string) => {
    const place = (path: string) => [folder, path].filter(Boolean).join('/');
    const standard = {
      paths: ['hooks/hooks.json', ...(folder === '' ? [] : [manifestFile])],
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
    const files = new Set(hookFiles(source).map(visible));
    const found = await runRules(source, hookRules, options);
    take(
      [...found.filter(({ file }) => folder === '' || files.has(file)), ...unreadHooks(source, options)],
      '',
      visible(folder),
    );
  };
  /** Components below a place of the folder, shown to the rules where they would lie in a plugin. */
  const components = (parts: readonly string[], place: (path: string) => string): Source =>
    partialSource(fs, dir, place, { paths: [], trees: parts });
  const nested = async (source: Source, place: (path: string) => string) => {
    for (const child of source.children('skills')) {
      if (child.kind === 'directory' && source.files.has(`${child.path}/${manifestFile}`))
        await hooks(place(child.path));
    }
  };
  const markdown = async (source: Source, from: string, to: string) => {
    const found = await runRules(source, markdownRules, options);
    // An agent's file without frontmatter is taken for a document that lies beside the agents.
    const isBeside = ({ rule, file }: Diagnostic) =>
      rule === frontmatterMissing.id &&
      file.startsWith('agents/') &&
      source.frontmatter(file)?.kind === 'none';
    take(
      found.filter((diagnostic) => !isBeside(diagnostic)),
      from,
      to,
    );
  };

  await hooks('');
  if (componentFolders.includes(name)) {
    if (options.link !== undefined) {
      const what =
        options.link === 'folder' ? 'This folder is a link' : 'The ".claude" around this folder is a link';
      unrecognised(`${what}, and components are not read through links.`, 'Name the real folder.');
    } else {
      const place = (path: string) => path.split('/').slice(1).join('/');
      const source = components([name], place);
      await markdown(source, name, '');
      await nested(source, place);
    }
    return diagnostics.sort(compareDiagnostics);
  }
  let recognised = false;
  const isThere = (source: Source, folders: readonly string[]) =>
    clientMarkdown(source).some(({ file }) => folders.some((folder) => file.startsWith(`${folder}/`))) ||
    folders.some((folder) => source.files.get(folder)?.kind === 'link');
  if (name === '.claude') {
    const source = components(componentFolders, (path) => path);
    recognised = isThere(source, componentFolders);
    await markdown(source, '', '');
    await nested(source, (path) => path);
  } else {
    const root = components(componentFolders, (path) => path);
    // Without a manifest a root is a plugin's where it has skills; agents and commands alone do not make it one.
    if (isThere(root, ['skills'])) {
      recognised = true;
      await markdown(root, '', '');
      await nested(root, (path) => path);
    }
    if (fs.entry('.claude')?.kind === 'link') {
      recognised = true;
      diagnostics.push({
        rule: componentUnread.id,
        authority: componentUnread.authority,
        severity: 'warning',
        file: '.claude',
        line: 1,
        column: 1,
        message: `${quote('.claude')} is a link, and the client's validator does not follow links.`,
        fix: 'Name the real folder.',
        docs: options.docsOf(componentUnread.id),
      });
    } else {
      const place = (path: string) => `.claude/${path}`;
      const project = components(componentFolders, place);
      recognised ||= isThere(project, componentFolders);
      await markdown(project, '', '.claude');
      await nested(project, place);
    }
  }
  if (!recognised) {
    unrecognised(
      'There is no manifest of a plugin or marketplace here, and no skill, agent or command that is read without one.',
      'Add .claude-plugin/plugin.json, or name the folder "skills", "agents" or "commands" that holds the files.',
    );
  }
  return diagnostics.sort(compareDiagnostics);
}
