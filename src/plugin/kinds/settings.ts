import { manifestFile } from '../read-manifest.ts';
import { asRecord, asText, own, present, written } from '../values.ts';
import { programSubject } from './called-subject.ts';
import { oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

/** The settings that a plugin may give defaults for: https://code.claude.com/docs/en/plugins-reference#file-locations-reference */
const settingNames = ['agent', 'subagentStatusLine'] as const;

export const settings = defineKind({
  kind: 'settings',
  capability: {
    fields: {
      setting: oneOf('The setting.', settingNames),
      value: text('Its value: text as it is, anything else as JSON.'),
      command: optional(text('The command that it runs.')),
    },
    identity: ({ setting }) => setting,
    subject: ({ value, command }) =>
      command === undefined ? { kind: 'text', value } : programSubject(command),
    flags: () => ['changes-settings'],
    group: ({ setting }) => (setting === 'agent' ? 'changes-your-setup' : 'runs-by-itself'),
  },
  find({ source, raw, lineOf }, found) {
    const collect = (value: unknown, file: string, path: string[]) => {
      const record = asRecord(value);
      for (const setting of settingNames) {
        const content = own(record, setting);
        if (content === undefined) continue;
        const place = { file, line: lineOf(file, [...path, setting], setting) };
        const trigger = triggerAt(setting === 'agent' ? 'session-start' : 'event:SubagentStart', place);
        const command =
          setting === 'subagentStatusLine' ? asText(own(asRecord(content), 'command')) : undefined;
        found.capability({
          setting,
          value: asText(content) ?? written(content),
          ...present({ command }),
          trigger,
          ...place,
        });
        if (command !== undefined) found.starts(command, { trigger, ...place });
      }
    };
    const parsed = source.json('settings.json');
    if (parsed?.ok === true) collect(parsed.value, 'settings.json', []);
    collect(own(raw, 'settings'), manifestFile, ['settings']);
  },
});
