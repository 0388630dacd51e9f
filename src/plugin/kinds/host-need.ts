import { asList, asRecord, asText, own } from '../values.ts';
import { oneOf, text } from './fields.ts';
import { defineKind } from './kind.ts';

/** What a listing may ask of a tool host, in the order in which it is shown. */
export const hostNeeds = [
  'read',
  'write',
  'env',
  'shared',
  'stateful',
  'localTools',
  'modes',
  'minVersion',
] as const;

export const hostNeed = defineKind({
  kind: 'host-need',
  capability: {
    fields: {
      need: oneOf('What the plugin asks of a tool host, as the field of "host" in its listing.', hostNeeds),
      value: text('The path, variable, tool, mode or version; "true" where the field is only set.'),
    },
    identity: ({ need, value }) => JSON.stringify([need, need === 'minVersion' ? '' : value]),
    subject: ({ need, value }) =>
      need === 'read' || need === 'write'
        ? { kind: 'path', value }
        : need === 'env'
          ? { kind: 'variable', value }
          : need === 'localTools'
            ? { kind: 'tool', value }
            : { kind: 'text', value },
    flags: () => [],
    group: () => 'on-a-host',
    waits: true,
  },
  find({ source, lineOf }, found) {
    const file = 'listing.json';
    const parsed = source.json(file);
    const host = asRecord(parsed?.ok === true ? own(asRecord(parsed.value), 'host') : undefined);
    for (const need of hostNeeds) {
      const value = own(host, need);
      const add = (said: string, ...at: (string | number)[]) => {
        found.capability({ need, value: said, file, line: lineOf(file, ['host', need, ...at]) });
      };
      if (value === true) add('true');
      else if (need === 'shared' || need === 'stateful') continue;
      else
        for (const [index, item] of asList(value).entries()) {
          const said = asText(item);
          if (said !== undefined) add(said, ...(Array.isArray(value) ? [index] : []));
        }
    }
  },
});
