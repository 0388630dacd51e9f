import { manifestFile } from '../read-manifest.ts';
import { asRecord, asText, own, present, written } from '../values.ts';
import { programSubject } from './called-subject.ts';
import { flag, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

/** Whether a component's name is a text, with or without the plugin's name in front. */
const isNamed = (name: string, content: unknown) =>
  name === content || name.slice(name.indexOf(':') + 1) === content;

/**
 * Claude Code takes only `agent` and `subagentStatusLine` of a plugin's settings; what else stands there shows what the author meant:
 * https://code.claude.com/docs/en/plugins-reference#file-locations-reference
 */
export const settings = defineKind({
  kind: 'settings',
  capability: {
    fields: {
      setting: text('The setting.'),
      value: text('Its value: text as it is, anything else as JSON.'),
      command: optional(text('The command that it runs.')),
      instructions: optional(text("The plugin's file that holds the instructions of the agent.")),
      ignored: optional(flag('Whether Claude Code ignores it in plugins.')),
    },
    identity: ({ setting }) => setting,
    subject: ({ value, command }) =>
      command === undefined ? { kind: 'text', value } : programSubject(command),
    flags: ({ ignored }) => (ignored ? [] : ['changes-settings']),
    group: ({ setting, ignored }) => {
      if (ignored) return 'only-named';
      return setting === 'agent' ? 'changes-your-setup' : 'runs-by-itself';
    },
  },
  find({ source, raw, components, lineOf }, found) {
    const collect = (value: unknown, file: string, path: string[]) => {
      for (const [setting, content] of Object.entries(asRecord(value))) {
        if (setting === '$schema') continue;
        const ignored = setting !== 'agent' && setting !== 'subagentStatusLine';
        const place = { file, line: lineOf(file, [...path, setting], setting) };
        const honored = setting === 'agent' ? 'session-start' : 'event:SubagentStart';
        const trigger = triggerAt(ignored ? 'never' : honored, place);
        const agent = components.find(
          ({ kind, name }) => setting === 'agent' && kind === 'agent' && isNamed(name, content),
        );
        const command =
          setting === 'subagentStatusLine' ? asText(own(asRecord(content), 'command')) : undefined;
        found.capability({
          setting,
          value: asText(content) ?? written(content),
          ...present({ command, instructions: agent?.file, ignored: ignored ? true : undefined }),
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
