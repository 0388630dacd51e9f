import { insidePath } from '../../../plugin/declared.ts';
import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import { asList, own } from '../../../plugin/values.ts';
import { clientFileLimit, clientMarkdown, hookFiles, mcpFiles } from '../../claude-code/client-files.ts';
import { bundleCache } from '../../claude-code/paths.ts';
import { quote } from '../../diagnostic.ts';
import { leadsIntoGit, leadsIntoRepository, levelsAbove, linksOf } from '../../facts/links.ts';
import { clientWarning, type Finding, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'component-unread', version: 3, ...clientWarning, clientReads: ['paths', 'hooks', 'markdown'] },
  ({ source, clientParts, marketplace, report }) => {
    const levels = levelsAbove(marketplace !== undefined);
    if (clientParts === undefined) unreadInPlugin(source, levels, report);
    // The client does not refuse what it does not read while it validates what lies around the plugin.
    else if (clientParts.includes('markdown')) {
      projectLink(source, report);
      unreadInPlugin(source, levels, (finding) => report({ ...finding, severity: 'warning' }));
    } else unreadHooks(source, report);
  },
);

type Report = (finding: Finding) => void;

/** Links in the folder into which Claude Code unpacks bundles, itself included. */
function bundleCacheLinks(source: Source): string[] {
  return [...linksOf(source)]
    .map(({ file }) => file)
    .filter((file) => file.split('/')[0]?.toLowerCase() === bundleCache);
}

function unreadInPlugin(source: Source, levels: number, report: Report): void {
  const linked = (file: string) => reportLink(source, file, levels, report);
  for (const folder of ['skills', 'agents', 'commands']) {
    if (source.files.get(folder)?.kind === 'link') linked(folder);
  }
  if (source.files.get('hooks')?.kind === 'link') linked('hooks');
  for (const child of source.children('skills')) {
    if (child.kind === 'link') linked(child.path);
    if (child.kind === 'directory' && source.files.get(`${child.path}/SKILL.md`)?.kind === 'link') {
      linked(`${child.path}/SKILL.md`);
    }
  }
  for (const file of new Set([
    manifestFile,
    'hooks/hooks.json',
    '.mcp.json',
    ...hookFiles(source),
    ...mcpFiles(source),
  ])) {
    const entry = source.files.get(file);
    if (entry?.kind === 'link' && isLeft(source, file)) linked(file);
    else if (entry !== undefined && entry.kind !== 'link' && entry.bytes > clientFileLimit)
      large(file, report);
    else if (file !== manifestFile && source.directories.has(file)) {
      report({
        file,
        message: `${quote(file)} is a folder, so nothing in it is read.`,
        fix: 'Replace the folder with the file.',
      });
    }
  }
  for (const { file, target } of linksOf(source)) {
    if (target === undefined || !leadsIntoGit(file, target)) continue;
    report({
      file,
      severity: 'warning',
      message: `${quote(file)} is a link into the folder of git, whose files are in no commit, so it is not installed.`,
      fix: 'Replace the link with the file.',
    });
  }
  for (const file of bundleCacheLinks(source)) {
    report({
      file,
      severity: 'error',
      message: `${quote(file)} is a link where Claude Code unpacks bundles, so it would write through it.`,
      fix: `Remove ${quote(bundleCache)}.`,
    });
  }
  for (const { file } of clientMarkdown(source))
    if ((source.files.get(file)?.bytes ?? 0) > clientFileLimit) large(file, report);
  for (const child of source.children('')) {
    if (child.kind === 'file' && /^claude(?:\.local)?\.md$/i.test(child.name)) {
      report({
        file: child.path,
        message: `${quote(child.name)} at the plugin's root is not read by Claude.`,
        fix: 'Put the instructions into a skill: skills/<name>/SKILL.md.',
      });
    }
  }
}

/** The `.claude` of a project that is a link; in a plugin nothing reads that folder. */
function projectLink(source: Source, report: Report): void {
  if (source.files.get('.claude')?.kind !== 'link') return;
  report({
    file: '.claude',
    message: `${quote('.claude')} is a link, and the client's validator does not follow links.`,
    fix: 'Name the real folder.',
  });
}

/** Hooks that the client's validator does not read of a plugin that it does not validate as a whole. */
function unreadHooks(source: Source, report: Report): void {
  const named = asList(own(rawManifest(source), 'hooks')).flatMap((item) => insidePath(item) ?? []);
  for (const file of new Set(['hooks', 'hooks/hooks.json', ...named])) {
    const entry = source.files.get(file);
    let why: string | undefined;
    if (entry?.kind === 'link') why = 'is a link';
    else if (entry !== undefined && entry.bytes > clientFileLimit)
      why = `is larger than ${clientFileLimit} bytes`;
    else if (file !== 'hooks' && source.directories.has(file)) why = 'is a folder';
    if (why === undefined) continue;
    report({
      file,
      message: `${quote(file)} ${why}, so the client's validator does not read it.`,
      fix: 'Write the hooks to hooks/hooks.json as a file.',
    });
  }
}

/** Whether a link stands for a configuration file that the validator leaves; a manifest that leads out is no manifest, which is said elsewhere. */
function isLeft(source: Source, file: string): boolean {
  const { kind } = source.resolve(file);
  return kind === 'file' || (kind === 'outside' && file !== manifestFile);
}

function reportLink(source: Source, file: string, levels: number, report: Report): void {
  const { kind } = source.resolve(file);
  const isShared = leadsIntoRepository(source, file, levels);
  const leaves = kind === 'outside' && !isShared;
  let message = `${quote(file)} is a link, and the client's validator does not follow links.`;
  if (isShared)
    message = `${quote(file)} is a link out of the plugin, which Claude Code follows only where the plugin is installed from git with the rest of its repository.`;
  if (leaves) message = `${quote(file)} is a link that leads out of the plugin and of its repository.`;
  report({
    file,
    // The client's loader refuses a plugin whose component leads out of its repository.
    severity: leaves ? 'error' : 'warning',
    message,
    fix: 'Replace the link with a copy of what it leads to.',
  });
}

function large(file: string, report: Report): void {
  report({
    file,
    message: `${quote(file)} is larger than ${clientFileLimit} bytes, so the client's validator does not read it.`,
    fix: 'Move what Claude rarely needs into files beside it.',
  });
}
