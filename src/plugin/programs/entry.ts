import type { Happening } from '../kinds/kind.ts';

/** A command that a component has the host run, or that a text tells Claude to run: a line for a shell, or words without one. `folder`: the folder in the plugin that it starts in, where that is known. */
export type Entry = Happening & { command: string | readonly string[]; folder?: string };
