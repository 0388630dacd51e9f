import { asRecord, asText, own } from '../plugin/values.ts';
import { loginOf } from './event.ts';

/** A command in a comment. */
export type Command =
  | { name: 'recheck' }
  | { name: 'close' }
  /** `commit` is at least the first seven digits of the commit that was reviewed. */
  | { name: 'approve'; commit: string };

/** The command at the start of a comment; undefined for any other comment, `problem` for an incomplete command. */
export function commandIn(body: string): Command | { problem: string } | undefined {
  const [line = ''] = body.trimStart().split(/\r?\n/, 1);
  const [word = '', ...rest] = line.slice(0, 200).trim().split(/\s+/);
  if (word === '/recheck' && rest.length === 0) return { name: 'recheck' };
  if (word === '/close' && rest.length === 0) return { name: 'close' };
  if (word !== '/approve') return undefined;
  const [commit = ''] = rest;
  return rest.length === 1 && /^[0-9a-f]{7,64}$/.test(commit)
    ? { name: 'approve', commit }
    : {
        problem: 'Name the commit that you reviewed, so that nothing else is approved: `/approve <commit>`.',
      };
}

/** An issue or a pull request in an event, and who wrote what there. */
export type Conversation = {
  number: number;
  isPullRequest: boolean;
  isOpen: boolean;
  title: string;
  body: string;
  labels: readonly string[];
  /** Who opened it. */
  author?: string;
  /** Of an event about a comment. */
  comment?: { body: string; author?: string };
};

/** @throws one sentence, for an event about something else */
export function conversationIn(payload: unknown): Conversation {
  const event = asRecord(payload);
  const issue = asRecord(own(event, 'issue'));
  const number = own(issue, 'number');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1)
    throw new Error('The event names no issue.');
  const labels = own(issue, 'labels');
  const author = loginOf(own(issue, 'user'));
  const comment = own(event, 'comment');
  return {
    number,
    isPullRequest: own(issue, 'pull_request') !== undefined,
    isOpen: own(issue, 'state') === 'open',
    title: asText(own(issue, 'title')) ?? '',
    body: asText(own(issue, 'body')) ?? '',
    labels: Array.isArray(labels)
      ? labels.flatMap((label) => asText(own(asRecord(label), 'name')) ?? [])
      : [],
    ...(author === undefined ? {} : { author }),
    ...(comment === undefined ? {} : { comment: commentIn(comment) }),
  };
}

function commentIn(value: unknown): { body: string; author?: string } {
  const author = loginOf(own(asRecord(value), 'user'));
  return { body: asText(own(asRecord(value), 'body')) ?? '', ...(author === undefined ? {} : { author }) };
}
