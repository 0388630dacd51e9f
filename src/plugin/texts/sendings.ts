import { hostsIn } from '../kinds/network-host.ts';
import type { AskedSending } from '../kinds/tells-claude-to-send.ts';
import { isOwnMachine } from '../own-machine.ts';
import { isPlaceholder } from './hosts.ts';
import type { Block } from './markdown-blocks.ts';
import { isRefused } from './shell-lines.ts';

/** Something that a text asks Claude to send somewhere. */
export type Sending = { how: AskedSending; host: string; offset: number };

/** Longest sentence that is read, in UTF-16 units. */
const longestSentence = 2_000;

const verb =
  /\b(?:send|post|upload|append|forward|transmit|e-?mail|mail|deliver|submit|exfiltrate|stream|leak|beacon|copy|share|report|log|publish|push|write|include)\b|\brequest\b/i;
const data =
  /\b(?:conversations?|summar(?:y|ies)|contents?|data|files?|code|messages?|results?|outputs?|transcripts?|logs?|env(?:ironment)?|keys?|tokens?|secrets?|passwords?|credentials?|values?|payload|events?|metrics|prompts?|context|sessions?|notes?|information|details|responses?|screenshots?|diffs?|history|telemetry|it|them|this|everything|all|body|JSON)\b/i;
/** What people send to people: reports of faults, questions, contributions. */
const forPeople =
  /\b(?:bugs?|issues?|feedback|questions?|vulnerabilit\w+|pull requests?|PRs?|contributions?|support|contact|feature requests?|inquir\w+|your application)\b/i;
const address = /https?:\/\/[^\s`'"<>)\]]+|(?<![\w.+/@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

/** What the sentences, images and links of a text ask Claude to send, by the host that gets it. */
export function sendingsOf(blocks: readonly Block[]): Sending[] {
  const found: Sending[] = [];
  for (const block of blocks) {
    if (block.kind === 'line' && !isRefused(block.heading)) found.push(...asked(block));
    if (block.kind === 'line' || ['', 'markdown', 'md', 'html', 'text'].includes(block.language))
      found.push(...shown(block));
  }
  return found;
}

function asked({ text, offset }: Block): Sending[] {
  if (!/@|:\/\//.test(text)) return [];
  const found: Sending[] = [];
  let at = 0;
  for (const sentence of text.split(/(?<=[.!?])(?=\s)/)) {
    if (sentence.length <= longestSentence)
      for (const { 0: written, index } of sentence.matchAll(address)) {
        const before = sentence.slice(0, index);
        const host = hostOf(written);
        if (host === undefined || isRefused(before) || !asksToSend(before)) continue;
        found.push({ how: 'instruction', host, offset: offset + at + index });
        break;
      }
    at += sentence.length;
  }
  return found;
}

/** Whether what stands before an address says that something goes there: a verb, what is sent, and "to". */
function asksToSend(before: string): boolean {
  const near = before.slice(-300);
  const start = near.search(verb);
  if (start < 0 || forPeople.test(near)) return false;
  const rest = near.slice(start);
  return data.test(rest) && /\b(?:to|at|into|via|through)\b[^,;]{0,60}$/i.test(rest);
}

function hostOf(written: string): string | undefined {
  const mailbox = /@([\w.-]+)$/.exec(written)?.[1]?.toLowerCase();
  const host = written.includes('://') ? hostsIn(written)[0]?.host : mailbox;
  return host === undefined || isOwnMachine(host) || isPlaceholder(host) ? undefined : host;
}

const target = '<?(https?:\\/\\/(?:[^)\\s{}<>"\']|\\{[^}\\n]{0,200}\\}|<[^>\\n]{1,80}>){1,2000})';
const image = new RegExp(
  `!\\[[^\\]\\n]{0,300}\\]\\(\\s*${target}|<img\\b[^>\\n]{0,300}?\\bsrc\\s*=\\s*["']?${target}`,
  'gi',
);
const link = new RegExp(`(?<!!)\\[[^\\]\\n]{0,300}\\]\\(\\s*${target}`, 'g');

/** A part of an address that is filled in. */
const filled = /\{[^}]*\}|<[^>]+>|\$\w+|%s\b|\[[A-Za-z_ -]+\]|=(?:[A-Z][A-Z_]{3,})\b/;
const carries =
  /[?&](?:d|q|data|content|text|body|conversation|chat|summary|token|secret|key|session|env|history|message|msg|context|output|payload|log|info|base64|b64|exfil|leak|prompt)=[^&]*(?:\{|<|\$|%s|\[)/i;

function shown({ text, offset }: Block): Sending[] {
  if (!text.includes('://')) return [];
  const found: Sending[] = [];
  const add = (how: 'image' | 'link', written: string, at: number) => {
    const host = hostOf(written);
    if (host !== undefined && !/(?:^|\.)(?:shields\.io|badgen\.net|badge\.fury\.io)$/.test(host))
      found.push({ how, host, offset: offset + at });
  };
  for (const match of text.matchAll(image)) {
    const written = match[1] ?? match[2] ?? '';
    const rest = written.replace(/^https?:\/\/[^/?#{<]*/, '');
    if (filled.test(rest)) add('image', written, match.index);
  }
  for (const match of text.matchAll(link))
    if (carries.test(match[1] ?? '')) add('link', match[1] ?? '', match.index);
  return found;
}
