// A host inside the process of a test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import type { Rules } from '../../src/host/admission.ts';
import { callTool, find } from '../../src/host/calls.ts';
import { childLimits } from '../../src/host/child.ts';
import { type Call, closeHost, createHost, type Host } from '../../src/host/host.ts';
import { processGroups } from '../../src/host/process-groups.ts';
import type { RunLimits } from '../../src/host/running.ts';
import { probeSandbox } from '../../src/host/sandbox/probe.ts';
import { lookupOf, noValues, type Values } from '../../src/host/values.ts';

// What hangs must not hold up the run: no call here takes longer, on the busiest machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

export const everything = { allows: () => true };

export type Told = { calls: Call[]; ended: string[]; drifted: string[] };

type TestOptions = Partial<Omit<Rules, 'lookup'>> & {
  limits?: Partial<RunLimits>;
  values?: Values;
  environment?: Record<string, string>;
};

/** What this machine can do, tried once. */
let probe: ReturnType<typeof probeSandbox> | undefined;
export const probed = () => (probe ??= probeSandbox(process.env.PATH ?? ''));

/** A host of a marketplace, closed after the tests of the file. Servers run without isolation unless the test says otherwise. */
export function testHost(root: string, given: TestOptions = {}): Host & { told: Told } {
  const { limits, values = noValues, environment = {}, ...rules } = given;
  const told: Told = { calls: [], ended: [], drifted: [] };
  const data = mkdtempSync(join(tmpdir(), 'host-data-'));
  const host = createHost({
    plugins: join(root, 'plugins'),
    data,
    rules: {
      mode: 'local',
      isSticky: true,
      grants: {},
      isolation: 'none',
      probe: probed,
      lookup: (plugin, caller) => lookupOf(values, environment, plugin, caller),
      hasCallerValues: () => Object.keys(values.callers).length > 0,
      ...rules,
    },
    limits: {
      ...childLimits,
      startMs: 20_000,
      callMs: 20_000,
      idleMs: 60_000,
      calls: 64,
      children: 50,
      memoryBytes: 300 << 20,
      processes: 40,
      ...limits,
    },
    groups: processGroups(),
    now: () => performance.now(),
    events: {
      loaded: () => undefined,
      started: () => undefined,
      ended: (plugin, _, why) => told.ended.push(`${plugin}: ${why}`),
      drifted: (_, __, what) => told.drifted.push(...what),
      called: (call) => told.calls.push(call),
    },
  });
  afterAll(async () => {
    await closeHost(host);
    rmSync(data, { recursive: true, force: true });
  });
  return Object.assign(host, { told });
}

/** The text of a tool's result, or the message of its failure. */
export async function call(
  host: Host,
  name: string,
  args: Record<string, unknown> = {},
  caller = 'test',
): Promise<string> {
  const item = find(everything, host.catalog.tools, name);
  if (item === undefined) return `no tool ${name}`;
  try {
    const { content, structuredContent } = await callTool(host, item, args, { caller: { name: caller } });
    const [first] = content as { text?: string }[];
    return first?.text ?? JSON.stringify(structuredContent ?? content);
  } catch (error) {
    return `failed: ${(error as Error).message}`;
  }
}
