import { isOwnMachine } from '../own-machine.ts';
import { languageOf } from '../programs/language.ts';
import { isRead } from '../programs/languages/list.ts';
import { isScript } from '../scripts.ts';
import { flag, oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { hostNamings } from './vocabulary.ts';

export const networkHost = defineKind({
  kind: 'network-host',
  capability: {
    fields: {
      host: text('In lower case, letters outside ASCII as "xn--…". Ends with ".…" where "partial" is true.'),
      partial: optional(flag('Whether the rest of the host is only known when it is used.')),
      namedBy: oneOf('What names the host.', hostNamings),
      undeclared: optional(flag('Whether the plugin lists its hosts in "network" and this is none of them.')),
    },
    identity: ({ host }) => host,
    once: ({ host }) => host,
    subject: ({ host }) => ({ kind: 'host', value: host }),
    flags: ({ host, namedBy }) => (isOwnMachine(host) || namedBy === 'text' ? [] : ['reaches-network']),
    group: ({ host, namedBy }) => {
      if (isOwnMachine(host)) return 'stays-on-your-machine';
      return namedBy === 'text' ? 'only-named' : 'reaches-the-network';
    },
    waits: true,
  },
  find({ source, lineAt }, found) {
    for (const file of source.files.values()) {
      if (!isScript(file) || isRead(languageOf(file))) continue;
      const content = file.text ?? '';
      for (const { offset, ...host } of hostsIn(content)) {
        const line = lineAt(content, offset);
        found.capability({ ...host, namedBy: 'script', file: file.path, line });
      }
    }
  },
});

/** What stands before the last "@" of an address is the user, not the host: https://url.spec.whatwg.org/#authority-state */
const url =
  /\b(?:https?|wss?|ftp):\/\/(?:[^\s/\\?#"'`<>()]*@)?([\w\u0080-\u1fff\u3041-\ufeff](?:[\w.\u0080-\u1fff\u3041-\ufeff-]*[\w\u0080-\u1fff\u3041-\ufeff])?|\[[0-9a-f:.]+\])/gi;

/** Ends of hosts behind which only a port or a path comes. */
const isWhole = /\.(?:com|org|net|io|dev|ai|app|edu|gov)$/i;

/** The hosts of the addresses in a text, each once, with the offset of its first address. Addresses in comments are left out. */
export function hostsIn(content: string): { host: string; partial?: true; offset: number }[] {
  if (!content.includes('://')) return [];
  const found = new Map<string, { host: string; partial?: true; offset: number }>();
  for (const match of content.matchAll(url)) {
    const end = match.index + match[0].length;
    // A variable in a host is only known when the program runs.
    // `https://api.acme.com${path}` names the whole host, and a path that starts with a slash.
    const next = content.slice(end, end + 3);
    const partial =
      /^\.?(?:\$\{|\$\(|\{|%)/.test(next) && (next.startsWith('.') || !isWhole.test(match[1] ?? ''));
    const host = `${hostName(match[1] ?? '')}${partial ? '.…' : ''}`;
    if (found.has(host) || host.length < 2 || isComment(content, match.index)) continue;
    if (host === 'www.w3.org' && isVocabulary(content.slice(match.index, match.index + 40))) continue;
    found.set(host, { host, ...(partial ? { partial } : {}), offset: match.index });
  }
  return [...found.values()];
}

/** Names of XML vocabularies look like addresses and are never called. */
const isVocabulary = (address: string) => /^https?:\/\/www\.w3\.org\/(?:1999|2000|2001)\//i.test(address);

/** A host as the network knows it: in lower case, and letters outside ASCII as `xn--…`. */
function hostName(host: string): string {
  const lower = host.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII
  if (/^[\x00-\x7f]*$/.test(lower) || !URL.canParse(`http://${lower}/`)) return lower;
  return new URL(`http://${lower}/`).hostname;
}

/** Whether a place in a program is in a comment. */
function isComment(content: string, offset: number): boolean {
  // A line may be the whole file, so only its last characters are searched.
  const near = content.slice(Math.max(offset - 400, 0), offset);
  const newline = near.lastIndexOf('\n');
  const starts = newline >= 0 || offset <= 400;
  const before = near.slice(newline + 1);
  return (
    (starts && /^\s*(?:#(?!!)|\/\/|\/?\*|--|<!--|;|rem\s)/i.test(before)) || /\s(?:#|\/\/)\s/.test(before)
  );
}
