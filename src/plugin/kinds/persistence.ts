import { oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';

/** What starts a program again after the session. */
export const persistencePlaces = [
  'shell-start-file',
  'cron',
  'launchd',
  'systemd',
  'scheduled-task',
  'login-item',
  'git-hook',
  'path-shim',
] as const;

export const persistence = defineKind({
  kind: 'persistence',
  capability: {
    fields: {
      place: oneOf('What starts it again.', persistencePlaces),
      path: optional(text('The file that is written, with "~" for the home folder.')),
    },
    identity: ({ place, path }) => JSON.stringify([place, path]),
    once: ({ place, path }) => JSON.stringify([place, path]),
    subject: ({ path, place }) => ({ kind: 'path', value: path ?? place }),
    flags: () => ['persists'],
    group: () => 'changes-your-setup',
  },
});
