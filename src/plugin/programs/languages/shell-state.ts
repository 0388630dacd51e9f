import type { Value } from '../value.ts';
import type { Words } from './shell-words.ts';

/** What reads one program. */
export type Shell = {
  words: Words;
  /** The folder that the program is in now; absent where that is the caller's. */
  folder: Value | undefined;
  /** Connections that were opened on a descriptor: what is written there later is sent. */
  sockets: Map<string, Value[]>;
  /** What functions print. */
  outputs: Map<string, Value | undefined>;
  /** Whether nothing decided yet what the program does. */
  certain: boolean;
};
