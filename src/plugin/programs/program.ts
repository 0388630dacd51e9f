import type { Capability } from '../kinds/list.ts';
import type { Language } from './language.ts';

/** What a program does: a capability of the file that it is in, without the file and when it happens. */
export type Act = ActOf<Capability>;
type ActOf<C> = C extends { file: string } ? Omit<C, 'file' | 'trigger'> : never;

/** A file that a program starts, sources, imports or installs from. */
export type Reference = {
  line: number;
  /**
   * The path as the program writes it (see `textOf` for what is not known; `${1}` for its first argument); for `module`, the name of a module as the language writes it.
   */
  path: string;
  /** `offers`: a folder whose programs can be called by their names. */
  how: 'starts' | 'sources' | 'module' | 'installs' | 'reads' | 'offers';
  /** The script of a `package.json`, or the target of a Makefile, that is started. */
  entry?: string;
  /** What it is called with; `${1}` for the first argument of the program itself. */
  args?: readonly string[];
  /** The language that the file is run as, where the caller says so. */
  language?: Language;
};

/** What was read of one program. */
export type Program = {
  acts: Act[];
  references: Reference[];
  /** Where the parser first could not go on: 1-based. */
  brokenAt?: { line: number; column: number };
};
