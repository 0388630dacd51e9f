import type { Happening } from '../kinds/kind.ts';

/** A command that a component has the host run, or that a text tells Claude to run: a line for a shell, or words without one. */
export type Entry = Happening & { command: string | readonly string[] };
