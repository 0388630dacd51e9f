import type { Happening } from '../kinds/kind.ts';

/**
 * What makes programs run: a command, as a line for a shell or as words without one, or a text that leads Claude to a file of the plugin.
 * `folder`: the folder in the plugin that a command starts in, where that is known.
 */
export type Entry = Happening &
  ({ command: string | readonly string[]; folder?: string } | { program: string });
