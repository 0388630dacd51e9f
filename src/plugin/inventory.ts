import { withDeclaredHosts } from './declared-hosts.ts';
import { type Download, findDownloads } from './downloads.ts';
import { type EffectivePart, effectiveParts } from './effective.ts';
import { type FrontmatterResult, lineOfKey, parseFrontmatter, yamlLimits } from './frontmatter.ts';
import type { Fields } from './kinds/fields.ts';
import type { CapabilityOf, ComponentOf, Finds, Happening } from './kinds/kind.ts';
import { anyKinds, type Capability, type Component, capabilityPart } from './kinds/list.ts';
import { hostsIn } from './kinds/network-host.ts';
import { caseBlind, type HostNaming } from './kinds/vocabulary.ts';
import { otherCase } from './other-case.ts';
import type { Entry } from './programs/entry.ts';
import { actFilter, placedIn, shellFunctions } from './programs/kept.ts';
import { reachOf } from './programs/reach.ts';
import type { ProgramReader } from './programs/reader.ts';
import { rawManifest } from './read-manifest.ts';
import type { Source } from './source.ts';
import { byText } from './text.ts';
import { hookInstructions } from './texts/hook-texts.ts';
import { present } from './values.ts';

/** What a plugin adds to Claude Code, and what it can do. Both sorted by kind; see `PluginContent`. */
type Inventory = { components: Component[]; capabilities: Capability[] };

/**
 * Finds the components and capabilities of a plugin where Claude Code finds them: in the default places and in the manifest's paths
 * (https://code.claude.com/docs/en/plugins-reference#path-behavior-rules). What the documentation leaves open follows the client's own
 * inventory, `claude plugin validate --json` → `provides`. What programs do is not read here: see `withPrograms`.

 */
export function inventoryOf(
  source: Source,
  raw: Record<string, unknown>,
  plugin: string,
): Inventory & { entries: Entry[] } {
  const inventory = inventoryAsWritten(source, raw, plugin);
  const other = otherCase(source, raw);
  if (other === undefined) return inventory;
  const { capabilities, entries } = inventoryAsWritten(other.source, other.raw, plugin);
  const placed = <One extends Happening | Capability>(one: One): One => {
    const file = other.writtenPath(one.file);
    const { trigger } = one;
    if (trigger === undefined) return { ...one, file };
    const [, path = '', line = ''] = /^(.*):(\d+)$/s.exec(trigger.by) ?? [];
    return { ...one, file, trigger: { ...trigger, by: `${other.writtenPath(path)}:${line}` } };
  };
  const only = <One extends Happening | Capability>(all: readonly One[], known: readonly One[]) => {
    const keys = new Set(known.map((one) => JSON.stringify(one)));
    const added = all.map(placed).filter((one) => !keys.has(JSON.stringify(one)));
    return added.map((one) => ({ ...one, platforms: caseBlind }));
  };
  return {
    components: inventory.components,
    capabilities: sorted([...inventory.capabilities, ...only(capabilities, inventory.capabilities)]),
    entries: [...inventory.entries, ...only(entries, inventory.entries)],
  };
}

function inventoryAsWritten(
  source: Source,
  raw: Record<string, unknown>,
  plugin: string,
): Inventory & { entries: Entry[] } {
  const components: Component[] = [];
  const capabilities: Capability[] = [];
  const addHosts = (text: string, when: Happening, namedBy: HostNaming) => {
    for (const { offset, ...host } of hostsIn(text))
      capabilities.push({ kind: 'network-host', ...host, namedBy, ...when });
  };
  const addDownload = (download: Omit<Download, 'offset'>, when: Happening) => {
    capabilities.push({ kind: 'runtime-download', ...download, ...when });
  };
  const entries: Entry[] = [];
  const reading = {
    source,
    raw,
    plugin,
    components,
    lineOf: (file: string, path: readonly (string | number)[], hint?: string) =>
      source.places(source.json(file)?.text ?? '').lineOf(path, hint),
    lineAt: (text: string, offset: number) => source.places(text).positionAt(offset).line,
    lineOfKey,
    frontmatterOf: frontmatters(),
  };
  for (const { kind, find } of anyKinds) {
    const found: Finds<ComponentOf<string, Fields>, CapabilityOf<string, Fields>> = {
      component: (component) => components.push({ kind, ...component } as Component),
      capability: (capability) => capabilities.push({ kind, ...capability } as Capability),
      hosts: addHosts,
      download: addDownload,
      leadsTo: (program, when) => entries.push({ ...when, program }),
      starts(command, when, folder) {
        entries.push({ ...when, command, ...present({ folder }) });
        const line = typeof command === 'string' ? command : command.join(' ');
        addHosts(line, when, 'command');
        for (const { offset, ...download } of findDownloads(line)) addDownload(download, when);
      },
    };
    find?.(reading, found);
  }
  const declared = withDeclaredHosts(sorted(capabilities), source, raw);
  return { components: components.sort(byName), capabilities: declared, entries };
}

/** Parses frontmatter, each text once and all of them within one budget. */
function frontmatters(): (text: string) => FrontmatterResult {
  const known = new Map<string, FrontmatterResult>();
  const budget = { left: yamlLimits.total as number };
  return (text) => {
    const parsed = known.get(text) ?? parseFrontmatter(text, budget);
    known.set(text, parsed);
    return parsed;
  };
}

/** What a plugin can do with what its programs do. */
export async function withPrograms(
  { components, capabilities, entries }: ReturnType<typeof inventoryOf>,
  source: Source,
  reader: ProgramReader,
): Promise<Inventory & { effective: EffectivePart[] }> {
  const all = [...capabilities];
  const reach = await reachOf(source, entries, reader);
  const { started, programs } = reach;
  const textOf = (file: string) => source.files.get(file)?.text ?? '';
  const isMeant = actFilter(
    capabilities,
    shellFunctions(programs.map((program) => ({ ...program, text: textOf(program.file) }))),
  );
  // What is declared to start is stated as what it is: a hook, a server, an inline command.
  for (const { act, when } of started)
    if (
      isMeant(act, when.trigger) &&
      !(act.kind === 'program' && when.trigger.by === `${when.file}:${when.line}`)
    )
      all.push({ ...act, ...when } as Capability);
  for (const { file, trigger, program } of programs)
    for (const act of program.acts)
      if (isMeant(act, trigger)) all.push({ ...placedIn(act, file), file, trigger } as Capability);
  for (const { file, trigger } of programs)
    if (trigger.when === 'session-start' || trigger.when.startsWith('event:'))
      for (const told of hookInstructions(textOf(file)))
        all.push({ kind: 'tells-claude-to-run', ...told, file, trigger });
  const found = sorted(withDeclaredHosts(all, source, rawManifest(source)));
  return { components, capabilities: found, effective: effectiveParts(components, found, reach) };
}

const sorted = (capabilities: Capability[]) => withoutRepeats(capabilities.sort(byPlace));

const order: readonly string[] = anyKinds.map(({ kind }) => kind);

const byKind = (a: { kind: string }, b: { kind: string }) => order.indexOf(a.kind) - order.indexOf(b.kind);

function byName(a: Component, b: Component): number {
  return (
    byKind(a, b) ||
    byText(a.name, b.name) ||
    byText(a.file, b.file) ||
    a.line - b.line ||
    byText(JSON.stringify(a), JSON.stringify(b))
  );
}

function byPlace(a: Capability, b: Capability): number {
  return (
    byKind(a, b) || byText(a.file, b.file) || a.line - b.line || byText(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Removes exact duplicates, and of kinds that are listed once, all but the one that is surest to happen; of several, the first. */
function withoutRepeats(capabilities: readonly Capability[]): Capability[] {
  const best = new Map<string, Capability>();
  for (const capability of capabilities) {
    const key = `${capability.kind} ${capabilityPart(capability).once?.(capability) ?? JSON.stringify(capability)}`;
    const before = best.get(key);
    if (before === undefined || doubtOf(capability) < doubtOf(before)) best.set(key, capability);
  }
  const kept = new Set(best.values());
  return capabilities.filter((capability) => kept.has(capability));
}

/** What is named in passing is less sure to happen than what is called, and what nothing reaches less than what runs. */
function doubtOf(capability: Capability): number {
  const isNamed = capability.kind === 'network-host' && capability.namedBy === 'text';
  return (isNamed ? 2 : 0) + (capability.trigger?.when === 'never' ? 1 : 0);
}
