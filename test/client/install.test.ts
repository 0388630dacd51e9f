import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Component, ComponentKind } from '../../src/plugin/kinds/list.ts';
import { targetOf } from '../../src/plugin/kinds/target.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { copyFixtureMarketplace } from '../fixture-marketplace.ts';
import { type Claude, emptyHome, ensureClaude, runClaude } from './claude.ts';

const market = mkdtempSync(join(tmpdir(), 'install-'));
copyFixtureMarketplace(market);
const registry = JSON.parse(readFileSync(join(market, 'registry.json'), 'utf8')) as Registry;

/** What `claude plugin validate --json` says that a plugin brings. */
type Provides = {
  skills: string[];
  commands: string[];
  agents: string[];
  outputStyles: string[];
  themes: string[];
  workflows: string[];
  bin: string[];
  hooks: {
    event: string;
    matcher?: string;
    type: string;
    command?: string;
    prompt?: string;
    url?: string;
    server?: string;
    tool?: string;
  }[];
  mcpServers: { name: string; type: string; target: string; args?: string[] }[];
  lspServers: { name: string; command: string; args?: string[] }[];
  monitors: { name: string; command: string }[];
};

const sorted = (lines: string[]) => [...lines].sort();

/** The client's inventory and the registry's in one form, so that they can be held against each other. */
function fromClient(provides: Provides): Record<string, string[]> {
  return {
    skill: sorted(provides.skills),
    command: sorted(provides.commands),
    agent: sorted(provides.agents),
    'output-style': sorted(provides.outputStyles),
    theme: sorted(provides.themes),
    workflow: sorted(provides.workflows),
    executable: sorted(provides.bin),
    hook: sorted(
      provides.hooks.map((hook) =>
        JSON.stringify([
          hook.event,
          hook.matcher ?? null,
          hook.type,
          hook.command ?? hook.url ?? hook.prompt ?? `${hook.server} ${hook.tool}`,
        ]),
      ),
    ),
    'mcp-server': sorted(
      provides.mcpServers.map((server) =>
        JSON.stringify([server.name, server.type, server.target, server.args ?? null]),
      ),
    ),
    'lsp-server': sorted(
      provides.lspServers.map((server) => JSON.stringify([server.name, server.command, server.args ?? null])),
    ),
    monitor: sorted(provides.monitors.map((monitor) => JSON.stringify([monitor.name, monitor.command]))),
  };
}

function fromRegistry(components: Component[]): Record<string, string[]> {
  const of = <K extends ComponentKind>(
    kind: K,
    line: (component: Extract<Component, { kind: K }>) => string = ({ name }) => name,
  ) =>
    sorted(
      components
        .filter((component): component is Extract<Component, { kind: K }> => component.kind === kind)
        .map(line),
    );
  return {
    skill: of('skill'),
    command: of('command'),
    agent: of('agent'),
    'output-style': of('output-style'),
    theme: of('theme'),
    workflow: of('workflow'),
    executable: of('executable'),
    hook: of('hook', (hook) => JSON.stringify([hook.name, hook.matcher ?? null, hook.type, targetOf(hook)])),
    'mcp-server': of('mcp-server', (server) =>
      JSON.stringify([server.name, server.transport, targetOf(server), server.args ?? null]),
    ),
    'lsp-server': of('lsp-server', (server) =>
      JSON.stringify([server.name, server.command, server.args ?? null]),
    ),
    monitor: of('monitor', (monitor) => JSON.stringify([monitor.name, monitor.command])),
  };
}

describe('the real Claude Code', () => {
  let claude: Claude;
  const home = emptyHome();

  beforeAll(async () => {
    claude = ensureClaude();
    const added = await runClaude(claude, home.path, ['plugin', 'marketplace', 'add', market]);
    expect(added.status, added.stdout + added.stderr).toBe(0);
  }, 600_000);
  afterAll(() => {
    home.remove();
    rmSync(market, { recursive: true, force: true });
  });

  it('has plugins to install', () => {
    expect(registry.plugins.length).toBeGreaterThan(0);
  });

  it('finds nothing to complain of in the marketplace', async () => {
    const validated = await runClaude(claude, home.path, ['plugin', 'validate', market, '--strict']);
    expect(validated.status, validated.stdout + validated.stderr).toBe(0);
  });

  it('installs every plugin and lists it as enabled, without an error', async () => {
    for (const plugin of registry.plugins) {
      const installed = await runClaude(claude, home.path, [
        'plugin',
        'install',
        `${plugin.name}@${registry.name}`,
      ]);
      expect(installed.status, `${plugin.name}: ${installed.stdout}${installed.stderr}`).toBe(0);
    }
    const listed = await runClaude(claude, home.path, ['plugin', 'list', '--json']);
    const list = JSON.parse(listed.stdout) as {
      id: string;
      version?: string;
      enabled: boolean;
      errors?: unknown[];
    }[];
    expect(
      list.map(({ id, version, enabled, errors }) => ({ id, version, enabled, errors: errors ?? [] })),
    ).toEqual(
      expect.arrayContaining(
        registry.plugins.map((plugin) => ({
          id: `${plugin.name}@${registry.name}`,
          version: plugin.version,
          enabled: plugin.defaultEnabled ?? true,
          errors: [],
        })),
      ),
    );
    // The client lists plugins of its own beside them.
    expect(list.filter(({ id }) => !id.endsWith('@builtin'))).toHaveLength(registry.plugins.length);
  }, 300_000);

  it.each(registry.plugins.map((plugin) => [plugin.name, plugin] as const))(
    'takes stock of %s as the registry does',
    async (name, plugin) => {
      const validated = await runClaude(claude, home.path, [
        'plugin',
        'validate',
        join(market, 'plugins', name),
        '--strict',
        '--json',
      ]);
      const answer = JSON.parse(validated.stdout) as { success: boolean; provides: Provides };
      expect(validated.status, validated.stdout).toBe(0);
      expect(fromRegistry(plugin.components)).toEqual(fromClient(answer.provides));
    },
  );
});
