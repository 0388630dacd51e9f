import { claudeTexts } from '../texts/claude-texts.ts';
import { hiddenPassages } from '../texts/hidden-passages.ts';
import { number, oneOf } from './fields.ts';
import { defineKind } from './kind.ts';

/** Where text is that a reader of the page does not see. */
export const hiddenPlaces = [
  'comment',
  'invisible-characters',
  'hidden-element',
  'link-definition',
  'far-right',
] as const;

export const hiddenText = defineKind({
  kind: 'hidden-text',
  capability: {
    fields: {
      place: oneOf('Where it is hidden.', hiddenPlaces),
      characters: number('How many characters are hidden.'),
    },
    identity: ({ place, file }) => JSON.stringify([file, place]),
    incidental: ['characters'],
    subject: ({ place }) => ({ kind: 'text', value: place }),
    flags: () => ['hides-code'],
    group: () => 'tells-claude',
    waits: true,
  },
  find(reading, found) {
    const seen = new Set<string>();
    for (const { file, component, trigger } of claudeTexts(reading)) {
      const text = reading.source.files.get(reading.source.resolve(file).path)?.text;
      if (text === undefined || seen.has(file)) continue;
      seen.add(file);
      const owner = component === undefined ? {} : { component };
      for (const { offset, ...passage } of hiddenPassages(text))
        found.capability({ ...passage, ...owner, trigger, file, line: reading.lineAt(text, offset) });
    }
  },
});
