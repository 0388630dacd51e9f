import type { Language } from './language.ts';
import type { Value } from './value.ts';

/** A program that is started, with its words: the program first. */
export type Command = {
  words: readonly Value[];
  /** Environment variables that are set for it alone. */
  environment?: readonly (readonly [string, Value])[];
  /** What it reads from standard input: a text, or the output of another command. */
  input?: Value;
  /** Files that its output goes to. */
  output?: readonly { path: Value; append: boolean }[];
  /** The folder that it starts in; absent where that is the caller's. */
  folder?: Value;
  /** Whether the caller does not wait for it. */
  background?: boolean;
  /** Whether the caller takes what it prints, so that nobody else reads it. */
  captured?: boolean;
};

/**
 * One thing that a program does, in the words of no language. A reader of a language translates calls into these; what they mean is told in
 * one place for all languages. `line`: 1-based, where the call starts.
 */
export type Step = {
  line: number;
  /** Whether it happens whenever the program runs: nothing before it decides. */
  certain?: true;
} & (
  | { step: 'command'; command: Command }
  /** A text that a shell, or the interpreter of another language, runs, and what it is called with. */
  | {
      step: 'evaluates';
      code: Value;
      language?: Language;
      /** What runs the code, as the program calls it. */
      through?: string;
      arguments?: readonly Value[];
      captured?: boolean;
    }
  /** A request to an address, or a connection to a host; `sent` is what leaves the machine with it. */
  | {
      step: 'request';
      address: Value;
      by: 'request' | 'socket' | 'dns';
      sent: readonly Value[];
      headers?: Value;
    }
  /** A call of a service's own library. `hosts`: known to be called. */
  | { step: 'service'; service: string; hosts: readonly string[]; sent: readonly Value[] }
  /** A browser is controlled, by a library or program of this name. */
  | { step: 'drives'; by: string }
  | { step: 'reads'; path: Value }
  | { step: 'writes'; path: Value; content?: Value; append?: boolean }
  | { step: 'deletes'; path: Value }
  /** Code of another file that becomes part of the program. `module`: as written, for imports. */
  | { step: 'loads'; path?: Value; module?: string }
  | { step: 'prints'; content: Value; to: 'output' | 'errors' }
  | { step: 'exits'; code: Value }
  /** An environment variable, or all of them. */
  | { step: 'variable'; name: string | '*' }
  | { step: 'sets-variable'; name: string; content: Value }
  /** A secret from the keychain of the system. */
  | { step: 'keychain' }
  | {
      step: 'decodes';
      from: 'base64' | 'hex' | 'character-codes' | 'compressed' | 'encrypted' | 'reversed';
      content: Value;
    }
  /** The process goes on after its caller: a daemon, a detached child. */
  | { step: 'detaches'; what: Value }
  /** A constant that is used in another way. */
  | { step: 'constant'; content: Value }
);
