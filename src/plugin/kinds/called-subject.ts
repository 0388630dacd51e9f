import { startedPrograms } from '../started-program.ts';
import { hostsIn } from './network-host.ts';
import type { Subject } from './vocabulary.ts';

/** What a command is about: the program that it really starts. */
export function programSubject(command: string, args?: readonly string[], folder?: string): Subject {
  const [first] = startedPrograms(command, args, folder);
  return { kind: 'program', value: first?.program || first?.through || command };
}

/** What an address is about: its host. */
export function addressSubject(url: string): Subject {
  const [first] = hostsIn(url);
  return first === undefined ? { kind: 'text', value: url } : { kind: 'host', value: first.host };
}
