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
  },
});
