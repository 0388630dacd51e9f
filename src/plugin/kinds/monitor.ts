import { experimental, insidePath } from '../declared.ts';
import { manifestFile, rawManifest } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asRecord, asText, own, present } from '../values.ts';
import { programSubject } from './called-subject.ts';
import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { otherSettings } from './servers.ts';
import { triggerAt } from './vocabulary.ts';

export const monitor = defineKind({
  kind: 'monitor',
  component: { command: text('The command that is kept running.') },
  capability: {
    fields: {
      name: optional(text('The name of the monitor.')),
      command: text('The command that is kept running.'),
      settings: optional(text('What else is configured, as JSON.')),
    },
    incidental: ['name'],
    identity: ({ file }) => file,
    subject: ({ command }) => programSubject(command),
    flags: () => ['runs-in-background'],
    group: () => 'runs-by-itself',
  },
  find({ source, raw, lineOf }, found) {
    for (const { monitor, path, file } of monitorEntries(source, raw)) {
      const command = asText(own(monitor, 'command'));
      if (command === undefined) continue;
      const place = { file, line: lineOf(file, path, command) };
      const [name, description] = [asText(own(monitor, 'name')), asText(own(monitor, 'description'))];
      // Claude Code loads no monitor without these.
      if (name !== undefined && description !== undefined)
        found.component({ name, description, command, ...place });
      const skill = /^on-skill-invoke:(.*)$/s.exec(asText(own(monitor, 'when')) ?? '')?.[1];
      const trigger = triggerAt(skill === undefined ? 'session-start' : 'opened', place);
      const when = { trigger, ...present({ component: skill }), ...place };
      const settings = otherSettings(monitor, knownKeys);
      found.capability({ ...present({ name, settings }), command, ...when });
      found.starts(command, when);
    }
  },
});

/** Keys that have a field of their own, or that change nothing that a monitor can do. */
const knownKeys = new Set(['name', 'description', 'command', 'when']);

/** A monitor as configured, with the place of its entry. */
type MonitorEntry = { monitor: Record<string, unknown>; path: (string | number)[]; file: string };

/** Where monitors are declared: in a file, whether it is there or not, or in the manifest. */
function monitorsOf(
  manifest: Record<string, unknown>,
): { file?: string } | { list: unknown; path: string[] } {
  const { value, path } = experimental(manifest, 'monitors');
  if (value === undefined) return { file: 'monitors/monitors.json' };
  return typeof value === 'string' ? present({ file: insidePath(value) }) : { list: value, path };
}

/** Monitors of `monitors/monitors.json`, or of what the manifest declares in its place. */
export function monitorEntries(source: Source, manifest: Record<string, unknown>): MonitorEntry[] {
  const declared = monitorsOf(manifest);
  const collect = (list: unknown, file: string, path: (string | number)[]): MonitorEntry[] =>
    Array.isArray(list)
      ? list.map((item, index) => ({ monitor: asRecord(item), path: [...path, index], file }))
      : [];
  if ('list' in declared) return collect(declared.list, manifestFile, declared.path);
  const parsed = declared.file === undefined ? undefined : source.json(declared.file);
  return parsed?.ok === true ? collect(parsed.value, declared.file ?? '', []) : [];
}

/** The monitors file that is read: the manifest's where it names one, else the standard one. */
export function monitorFile(source: Source): string | undefined {
  const declared = monitorsOf(rawManifest(source));
  const file = 'list' in declared ? undefined : declared.file;
  return file !== undefined && source.resolve(file).kind === 'file' ? file : undefined;
}
