import { isSecretPath } from '../programs/interpret-places.ts';
import { oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedTexts } from './opened-texts.ts';
import { attachments } from './reads-outside.ts';
import { triggerAt } from './vocabulary.ts';

/** Where secrets are kept. */
export const secretStores = ['file', 'variable', 'environment', 'keychain'] as const;

export const readsSecret = defineKind({
  kind: 'reads-secret',
  capability: {
    fields: {
      store: oneOf('Where the secret is: "environment" for all variables at once.', secretStores),
      path: optional(text('The file or folder, with "~" for the home folder; absent where it is no file.')),
      variable: optional(text('The environment variable; absent where it is none.')),
    },
    identity: ({ store, path, variable }) => JSON.stringify([store, path, variable]),
    once: ({ store, path, variable }) => JSON.stringify([store, path, variable]),
    subject: ({ store, path, variable }) =>
      variable === undefined ? { kind: 'path', value: path ?? store } : { kind: 'variable', value: variable },
    flags: () => ['reads-secrets'],
    group: () => 'reads-secrets',
  },
  find(reading, found) {
    for (const { name, frontmatter, placeAt } of openedTexts(reading))
      for (const { path, offset } of attachments(frontmatter.body)) {
        if (!isSecretPath(path)) continue;
        const place = placeAt(offset);
        found.capability({
          store: 'file',
          path,
          trigger: triggerAt('opened', place),
          component: name,
          ...place,
        });
      }
  },
});
