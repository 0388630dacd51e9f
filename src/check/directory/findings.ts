import { basename } from 'node:path';
import type { FileSystem } from '../../plugin/file-system.ts';
import { manifestFile } from '../../plugin/read-manifest.ts';
import { asText, isObject, jsonValue, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { type DirectoryFinding, finding } from './finding.ts';
import { iconFindings } from './icon.ts';
import { isBlank, linkFindings } from './listing-url.ts';
import { readmeFindings, readmeOf } from './readme.ts';
import { connectionFindings, jsonProblem } from './servers.ts';

/** A plugin's folder, and that of the repository around it, where it lies in one and is not its root. */
export type DirectoryFolder = { fs: FileSystem; path: string; root?: FileSystem };

const licenses = [
  'license',
  'license.md',
  'license.txt',
  'licence',
  'licence.md',
  'copying',
  'copying.md',
  'license-mit',
  'license-apache',
];

/**
 * What Anthropic's plugin directory would say of a plugin, as far as `claude plugin validate --profile directory` tells: what it refuses as
 * errors, the rest as warnings. Undefined where the folder holds no plugin that it takes.
 */
export function directoryFindings(folder: DirectoryFolder): DirectoryFinding[] | undefined {
  const { fs, path, root } = folder;
  const found: DirectoryFinding[] = [];
  const entry = fs.entry(manifestFile);
  const bytes = entry?.kind === 'file' && entry.bytes <= 1 << 20 ? fs.read(entry, entry.bytes) : undefined;
  const value =
    bytes === undefined
      ? undefined
      : jsonValue(
          Buffer.from(bytes)
            .toString('utf8')
            .replace(/^\ufeff/, ''),
        );
  let manifest: Record<string, unknown> = {};
  if (isObject(value)) {
    manifest = value;
    const problem = bytes === undefined ? undefined : jsonProblem(bytes);
    if (problem !== undefined)
      found.push(
        finding(
          'manifest-invalid-json',
          manifestFile,
          `The manifest ${problem}.`,
          'Save it as flat JSON in UTF-8 without a mark.',
        ),
      );
    found.push(...nameNotAscii(asText(own(manifest, 'name')) ?? '', manifestFile));
  } else if (isSkillsTree(fs, path)) {
    const message = 'The plugin has no manifest, so the directory lists it by the name of its folder.';
    found.push(finding('manifest-not-found', '.', message, `Add ${manifestFile}.`));
    if (root !== undefined) {
      manifest = { name: basename(path) };
      found.push(...folderNameFindings(basename(path)));
    }
  } else return undefined;
  const readme = readmeOf(fs, root);
  found.push(...readmeFindings(readme));
  if (isBlank(manifest, 'license') && !hasLicense(fs) && (root === undefined || !hasLicense(root))) {
    const fix = 'Add a LICENSE file, or "license" to the manifest.';
    found.push(finding('license-missing', manifestFile, 'The plugin has no license.', fix));
  }
  const links = linkFindings(manifest, readme?.text);
  const connections = connectionFindings(fs, manifest);
  found.push(...iconFindings(fs, manifest), ...links.found, ...connections.found);
  if (connections.isRemote && links.privacy !== 'manifest')
    found.push(privacyMissing(links.privacy === 'readme'));
  return [...found, ...systemFiles(fs)];
}

function nameNotAscii(name: string, file: string): DirectoryFinding[] {
  if (!/[^\x20-\x7e]/.test(name)) return [];
  const message = `The name ${quote(name)} has characters that are not ASCII.`;
  return [finding('identifier-non-ascii', file, message, 'Write it with letters, digits and hyphens.')];
}

function folderNameFindings(name: string): DirectoryFinding[] {
  const message = `The folder's name ${quote(name)} stands in for the plugin's name and is not in kebab-case.`;
  const fix = `Rename the folder, or add ${manifestFile} with a "name".`;
  if (name.includes(' '))
    return [finding('manifest-name-format', '.', message, fix), ...nameNotAscii(name, '.')];
  const isKebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
  return [
    ...(isKebab ? [] : [finding('manifest-name-not-kebab', '.', message, fix)]),
    ...nameNotAscii(name, '.'),
  ];
}

function privacyMissing(inReadme: boolean): DirectoryFinding {
  return finding(
    'privacy-url-missing',
    manifestFile,
    inReadme
      ? 'The plugin connects to another machine, and the address of its privacy policy stands only in the README.'
      : 'The plugin connects to another machine and names no privacy policy.',
    'Add "privacyPolicyUrl" to the manifest.',
    inReadme ? 'info' : 'warning',
  );
}

/** Whether a folder without a manifest holds skills, which Claude Code loads as a plugin. */
function isSkillsTree(fs: FileSystem, folder: string): boolean {
  if (basename(folder) === '.claude') return false;
  const has = (path: string) => fs.entry(path) !== undefined;
  if (has('plugin.json') || has(manifestFile) || has('.claude-plugin/marketplace.json')) return false;
  if (fs.entry('.claude-plugin')?.kind === 'link') return false;
  return fs
    .list('skills')
    .some(({ path, kind }) => kind === 'directory' && fs.entry(`${path}/SKILL.md`)?.kind === 'file');
}

const hasLicense = (fs: FileSystem) =>
  fs
    .list('')
    .some(({ path, kind }) => kind === 'file' && licenses.includes(path.normalize('NFC').toLowerCase()));

function systemFiles(fs: FileSystem): DirectoryFinding[] {
  return fs
    .walk({ entries: 20_000, depth: 32 })
    .entries.filter(
      ({ path, kind }) =>
        kind === 'file' &&
        (/(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(path) || /(?:^|\/)__MACOSX\//.test(path)),
    )
    .slice(0, 20)
    .map(({ path }) =>
      finding(
        'archive-os-metadata-file',
        path,
        `${quote(path)} is a file of macOS or Windows.`,
        `git rm --cached ${quote(path)}`,
      ),
    );
}
