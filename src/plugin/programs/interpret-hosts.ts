import { hostsIn } from '../kinds/network-host.ts';
import type { Found } from './interpret-found.ts';
import type { Step } from './step.ts';
import { textsOf, type Value, valuesOf } from './value.ts';

type Host = { host: string; partial?: true };

/** Addresses of one program that are told apart. */
const mostHosts = 300;

/** The hosts of an address: with a scheme, or without one where a program takes that, too. */
export function hostsOf(address: Value): Host[] {
  return textsOf(address).flatMap((written) => {
    const text = written
      .trim()
      .replace(/^(?:tcp|udp|dns|ssh|wss?|ftp|git|grpc|tls|unix|socks5?):\/\//i, 'http://')
      .replaceAll('…', '${…}');
    const withScheme = /^https?:\/\//i.test(text)
      ? text
      : /^(?:\[[0-9a-f:]+\]|\d{1,3}(?:\.\d{1,3}){3}|[a-z0-9](?:[\w-]*\.)+[a-z0-9-]{2,}|localhost)(?=$|[:/?#]|\$\{)/i.test(
            text,
          )
        ? `http://${text}`
        : text;
    return hostsIn(withScheme).map(({ host, partial }) => ({ host, ...(partial ? { partial } : {}) }));
  });
}

/** Hosts that the program calls, and those that it names in a way that nothing is known of. */
export function findHosts(found: Found): void {
  const calls = new Set<string>();
  const add = (host: Host, namedBy: 'script' | 'text', line: number) => {
    if (calls.size >= mostHosts || calls.has(host.host)) return;
    calls.add(host.host);
    found.acts.push({ kind: 'network-host', ...host, namedBy, line });
  };
  let reaches = false;
  for (const step of found.steps) {
    if (step.step === 'request') for (const host of hostsOf(step.address)) add(host, 'script', step.line);
    else if (step.step === 'service') for (const host of step.hosts) add({ host }, 'script', step.line);
    reaches ||= step.step === 'request' || step.step === 'service';
  }
  for (const step of found.steps) {
    const isSaid = step.step === 'prints';
    for (const value of constantsOf(step))
      for (const text of textsOf(value)) {
        if (reaches && step.step === 'constant')
          for (const host of hostsListed(text)) add({ host }, 'text', step.line);
        if (!text.includes('://')) continue;
        for (const { host, partial } of hostsIn(text.replaceAll('…', '${…}')))
          add(
            { host, ...(partial ? { partial } : {}) },
            reaches && !isSaid && isAddress(text) ? 'script' : 'text',
            step.line,
          );
      }
  }
}

/** The hosts of a text that lists hosts and nothing else, such as those that a program may call. */
function hostsListed(text: string): string[] {
  const words = text.length > 2_000 ? [] : text.trim().split(/[\s,|]+/);
  return words.length > 1 && words.every((word) => hostName.test(word)) ? words : [];
}

const hostName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|io|dev|ai|app|co|edu|gov|cloud|sh)$/;

/** Whether a text is an address and nothing else. */
const isAddress = (text: string) => /^\s*(?:https?|wss?|ftp):\/\/\S+\s*$/i.test(text);

function constantsOf(step: Step): readonly Value[] {
  if (step.step === 'evaluates' || step.step === 'request') return [];
  return valuesOf(step).flatMap((value) => (value.kind === 'list' ? value.items : [value]));
}
