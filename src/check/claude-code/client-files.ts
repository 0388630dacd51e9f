import { pathsOf } from '../../plugin/declared.ts';
import { rawManifest } from '../../plugin/read-manifest.ts';
import { oncePerSource, type Source } from '../../plugin/source.ts';
import { own } from '../../plugin/values.ts';

/** The client does not read a larger component or configuration file, in bytes. */
export const clientFileLimit = 1 << 20;

/** Whether the client reads a configuration file at all: it skips links, byte order marks and files over its limit. */
export function isReadByClient(source: Source, file: string): boolean {
  const entry = source.files.get(file);
  return (
    entry !== undefined &&
    entry.kind !== 'link' &&
    entry.bytes <= clientFileLimit &&
    entry.byteOrderMark !== true
  );
}

/** The hooks files of a plugin: the standard one and those that its manifest names. Existing files only. */
export const hookFiles = oncePerSource((source): readonly string[] =>
  existing(source, 'hooks/hooks.json', own(rawManifest(source), 'hooks'), '.json'),
);

/** The MCP files of a plugin: `.mcp.json` and those that its manifest names. Existing files only. */
export const mcpFiles = oncePerSource((source): readonly string[] =>
  existing(source, '.mcp.json', own(rawManifest(source), 'mcpServers'), '.json'),
);

/** The LSP files of a plugin: `.lsp.json` and those that its manifest names. Existing files only. */
export const lspFiles = oncePerSource((source): readonly string[] =>
  existing(source, '.lsp.json', own(rawManifest(source), 'lspServers'), '.json'),
);

function existing(source: Source, standard: string, declared: unknown, ending: string): string[] {
  return [...new Set([standard, ...pathsOf(declared).filter((path) => path.endsWith(ending))])].filter(
    (path) => source.resolve(path).kind === 'file',
  );
}

/** A Markdown file that the client looks into while it validates: what lies in the standard folders, links apart. */
type ClientMarkdown = { file: string; kind: 'skill' | 'agent' | 'command'; name: string };

/** Every skill, agent and command file that `claude plugin validate` reads: https://code.claude.com/docs/en/plugin-marketplaces#validate-a-plugin-or-a-directory-without-a-manifest */
export function clientMarkdown(source: Source, prefix = ''): readonly ClientMarkdown[] {
  return prefix === '' ? markdownAtRoot(source) : markdownBelow(source, prefix);
}

const markdownAtRoot = oncePerSource((source) => markdownBelow(source, ''));

function markdownBelow(source: Source, prefix: string): ClientMarkdown[] {
  const found: ClientMarkdown[] = [];
  const at = (path: string) => (prefix === '' ? path : `${prefix}/${path}`);
  for (const child of source.children(at('skills'))) {
    const file = `${child.path}/SKILL.md`;
    if (
      child.kind === 'directory' &&
      source.files.get(file)?.kind !== undefined &&
      source.files.get(file)?.kind !== 'link'
    ) {
      found.push({ file, kind: 'skill', name: child.name });
    }
  }
  const below = (directory: string, kind: 'agent' | 'command') => {
    for (const child of source.children(directory)) {
      if (child.kind === 'directory') below(child.path, kind);
      else if (child.kind === 'file' && /\.md$/i.test(child.name)) {
        found.push({ file: child.path, kind, name: child.name.replace(/\.md$/i, '') });
      }
    }
  };
  below(at('agents'), 'agent');
  below(at('commands'), 'command');
  return found;
}
