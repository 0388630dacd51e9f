import type { Capability } from './kinds/list.ts';
import { mcpEntries } from './kinds/mcp-server.ts';
import { isOwnMachine } from './own-machine.ts';
import type { Source } from './source.ts';
import { asRecord, own } from './values.ts';

/** The hosts that a manifest and the servers that it starts declare, as patterns in lower case; undefined where none says anything. */
function declaredHosts(source: Source, raw: Record<string, unknown>): string[] | undefined {
  const servers = mcpEntries(source, raw).flatMap(({ config }) =>
    typeof config === 'string' ? [] : [own(config, 'network')],
  );
  const lists = [own(raw, 'network'), ...servers]
    .map((network) => own(asRecord(network), 'hosts'))
    .filter((hosts) => Array.isArray(hosts));
  if (lists.length === 0) return undefined;
  return lists.flat().flatMap((host) => (typeof host === 'string' ? [host.toLowerCase()] : []));
}

/** Says of each host that is called whether a plugin that declares its hosts leaves it out. */
export function withDeclaredHosts(
  capabilities: Capability[],
  source: Source,
  raw: Record<string, unknown>,
): Capability[] {
  const declared = declaredHosts(source, raw);
  if (declared === undefined) return capabilities;
  const patterns = declared.map((pattern) => pattern.replace(/:\d+$/, ''));
  return capabilities.map((one) =>
    one.kind !== 'network-host' ||
    one.namedBy === 'text' ||
    // The address of a remote server stands in the plugin's own configuration, where its host cannot be declared again.
    one.namedBy === 'server-address' ||
    isOwnMachine(one.host) ||
    patterns.some((pattern) => isMeant(one.host, one.partial === true, pattern))
      ? one
      : { ...one, undeclared: true },
  );
}

/** `*.example.com` means every host below it, and not itself. Of a host whose end is only known later, the start has to fit. */
function isMeant(host: string, partial: boolean, pattern: string): boolean {
  if (pattern === '*' || pattern === host) return true;
  if (partial) return pattern.startsWith(host.replace(/\.?…$/, '')) || pattern.startsWith('*.');
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}
