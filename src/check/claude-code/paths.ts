import { experimental, insidePath } from '../../plugin/declared.ts';
import type { JsonPath } from '../../plugin/json.ts';
import type { Source } from '../../plugin/source.ts';
import { asList, asRecord, own } from '../../plugin/values.ts';

const pathFields = [
  'commands',
  'agents',
  'skills',
  'outputStyles',
  'workflows',
  'hooks',
  'mcpServers',
  'lspServers',
] as const;
const experimentalFields = ['themes', 'monitors'] as const;

/** Fields whose paths lead to a JSON file. */
const jsonFields: readonly string[] = ['hooks', 'mcpServers', 'lspServers', 'monitors'];

/** Whether a field names JSON files, never folders. */
export const namesJsonFile = ({ field, value }: DeclaredPath): boolean =>
  jsonFields.includes(field) && value.endsWith('.json');

/** The folder into which Claude Code unpacks bundles of MCP servers, whose files it does not take for the plugin's own. */
export const bundleCache = '.mcpb-cache';

/** Whether a path leads into the folder of unpacked bundles. */
export function leadsIntoBundleCache(value: string): boolean {
  return insidePath(value)?.split('/')[0]?.toLowerCase() === bundleCache;
}

/** A path that a manifest names for a component, with what the client asks of it. */
export type DeclaredPath = {
  path: JsonPath;
  value: string;
  field: (typeof pathFields | typeof experimentalFields)[number] | 'types';
};

/** Every path of a manifest's component fields: https://code.claude.com/docs/en/plugins-reference#component-path-fields */
export function declaredPaths(manifest: Record<string, unknown>): DeclaredPath[] {
  const found: DeclaredPath[] = [];
  const add = (field: DeclaredPath['field'], value: unknown, at: JsonPath) => {
    for (const [index, item] of asList(value).entries()) {
      if (typeof item === 'string')
        found.push({ field, value: item, path: Array.isArray(value) ? [...at, index] : at });
    }
  };
  for (const field of pathFields) add(field, own(manifest, field), [field]);
  for (const [name, command] of Object.entries(asRecord(own(manifest, 'commands'))))
    add('commands', own(asRecord(command), 'source'), ['commands', name, 'source']);
  const types = own(manifest, 'types');
  if (typeof types === 'string') found.push({ field: 'types', value: types, path: ['types'] });
  for (const field of experimentalFields) {
    const { value, path } = experimental(manifest, field);
    if (field === 'themes' || typeof value === 'string') add(field, value, path);
  }
  return found;
}

const isUrl = (value: string) => /^https?:\/\//i.test(value) && URL.canParse(value);

/** Whether a path is one that the client fetches rather than finds. */
export function isRemoteBundle(declared: DeclaredPath): boolean {
  return declared.field === 'mcpServers' && isUrl(declared.value) && /\.(?:mcpb|dxt)$/.test(declared.value);
}

/** What is wrong with how a path is written, in words that end a sentence; undefined where nothing is. */
export function pathFormProblem({ field, value }: DeclaredPath): string | undefined {
  if (value.split('/').includes('..')) return 'leads out of the plugin with ".."';
  if (leadsIntoBundleCache(value)) return `leads into ${bundleCache}, which Claude Code overwrites`;
  if (field === 'skills' && value === '.') return undefined;
  if (!value.startsWith('./')) return 'does not start with "./"';
  // Said of the field itself.
  if (field === 'types') return undefined;
  if (field === 'agents' && !value.endsWith('.md')) return 'does not end with ".md"';
  if (field === 'hooks' && !value.endsWith('.json')) return 'does not end with ".json"';
  if (field === 'monitors' && !value.endsWith('.json')) return 'does not end with ".json"';
  if (field === 'lspServers' && !value.endsWith('.json')) return 'does not end with ".json"';
  if (field === 'mcpServers' && !/\.(?:json|mcpb|dxt)$/.test(value))
    return 'does not end with ".json" or ".mcpb"';
  return undefined;
}

/** Where a declared path leads in the plugin. */
export function resolveDeclared(
  source: Source,
  declared: DeclaredPath,
): 'file' | 'directory' | 'missing' | 'outside' {
  if (declared.value.includes('\0')) return 'missing';
  const inside = insidePath(declared.value);
  if (inside === undefined) return 'outside';
  const { kind } = source.resolve(inside);
  return kind === 'loop' ? 'missing' : kind;
}
