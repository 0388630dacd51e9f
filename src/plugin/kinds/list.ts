import { agent } from './agent.ts';
import { allowedTools } from './allowed-tools.ts';
import { background } from './background.ts';
import { callsAnyAddress } from './calls-any-address.ts';
import { changesGit } from './changes-git.ts';
import { channel } from './channel.ts';
import { command } from './command.ts';
import { decidesForYou } from './decides-for-you.ts';
import { dependency } from './dependency.ts';
import { drivesBrowser } from './drives-browser.ts';
import { editsAgentConfig } from './edits-agent-config.ts';
import { executable } from './executable.ts';
import { feedsClaude } from './feeds-claude.ts';
import type { Fields } from './fields.ts';
import { hiddenText } from './hidden-text.ts';
import { hook } from './hook.ts';
import { hostNeed } from './host-need.ts';
import { inlineCommand } from './inline-command.ts';
import type { CapabilityOf, CapabilityPart, ComponentOf, Kind } from './kind.ts';
import { lspServer } from './lsp-server.ts';
import { mcpPrompt } from './mcp-prompt.ts';
import { mcpResource } from './mcp-resource.ts';
import { mcpServer } from './mcp-server.ts';
import { mcpTool } from './mcp-tool.ts';
import { monitor } from './monitor.ts';
import { networkHost } from './network-host.ts';
import { obfuscated } from './obfuscated.ts';
import { opensAnyFile } from './opens-any-file.ts';
import { outputStyle } from './output-style.ts';
import { persistence } from './persistence.ts';
import { program } from './program.ts';
import { readsConversation } from './reads-conversation.ts';
import { readsOutside } from './reads-outside.ts';
import { readsSecret } from './reads-secret.ts';
import { runtimeDownload } from './runtime-download.ts';
import { selfUpdate } from './self-update.ts';
import { sendsData } from './sends-data.ts';
import { settings } from './settings.ts';
import { skill } from './skill.ts';
import { suggestion } from './suggestion.ts';
import { tellsClaudeToRun } from './tells-claude-to-run.ts';
import { tellsClaudeToSend } from './tells-claude-to-send.ts';
import { theme } from './theme.ts';
import { unreadable } from './unreadable.ts';
import { userConfig } from './user-config.ts';
import type { Subject } from './vocabulary.ts';
import { workflow } from './workflow.ts';
import { writesOutside } from './writes-outside.ts';

/** Every kind of component and capability, in the order in which they are listed. A kind reads after those above it. */
const kinds = [
  skill,
  command,
  agent,
  hook,
  mcpServer,
  mcpTool,
  mcpResource,
  mcpPrompt,
  lspServer,
  monitor,
  outputStyle,
  theme,
  workflow,
  executable,
  inlineCommand,
  allowedTools,
  networkHost,
  callsAnyAddress,
  drivesBrowser,
  runtimeDownload,
  userConfig,
  channel,
  dependency,
  settings,
  suggestion,
  hostNeed,
  readsSecret,
  sendsData,
  readsOutside,
  writesOutside,
  opensAnyFile,
  editsAgentConfig,
  persistence,
  background,
  readsConversation,
  changesGit,
  selfUpdate,
  decidesForYou,
  feedsClaude,
  program,
  obfuscated,
  unreadable,
  tellsClaudeToRun,
  tellsClaudeToSend,
  hiddenText,
];

type AnyKind = (typeof kinds)[number];

type ComponentsOf<D> = D extends { kind: infer K extends string; component?: infer F }
  ? [NonNullable<F>] extends [never]
    ? never
    : NonNullable<F> extends Fields
      ? ComponentOf<K, NonNullable<F>>
      : never
  : never;
type CapabilitiesOf<D> = D extends { kind: infer K extends string; capability?: { fields: infer F } }
  ? [F] extends [never]
    ? never
    : F extends Fields
      ? CapabilityOf<K, F>
      : never
  : never;

/** One thing that a plugin adds to Claude Code. */
export type Component = ComponentsOf<AnyKind>;
export type ComponentKind = Component['kind'];

/** What installing a plugin lets it do, read from its content and never from its claims. */
export type Capability = CapabilitiesOf<AnyKind>;
export type CapabilityKind = Capability['kind'];

/** Every kind of component, in the order in which they are listed. */
export const componentKinds = kinds.flatMap(({ kind, component }) =>
  component === undefined ? [] : [kind as ComponentKind],
);

/** Every kind of capability, in the order in which they are listed. */
export const capabilityKinds = kinds.flatMap(({ kind, capability }) =>
  capability === undefined ? [] : [kind as CapabilityKind],
);

/** The same for code that treats all kinds alike: each was checked against its own fields where it is defined. */
export const anyKinds = kinds as unknown as readonly Kind<string, Fields, Fields>[];

const parts = new Map(anyKinds.map(({ kind, capability }) => [kind, capability]));

/** The one thing that a capability is about. */
export function subjectOf(capability: Capability): Subject {
  return capabilityPart(capability).subject(capability);
}

/** What the kind of a capability says of it. */
export function capabilityPart({ kind }: Pick<Capability, 'kind'>): CapabilityPart<Fields, Capability> {
  const part = parts.get(kind);
  if (part === undefined) throw new Error(`No kind of capability is called ${JSON.stringify(kind)}.`);
  return part as CapabilityPart<Fields, Capability>;
}
