import { asRecord, asText, own } from '../plugin/values.ts';
import { isLogin } from '../review/people.ts';
import { isObjectId } from './git-access.ts';

/** What a run of the pull request's workflow judges. */
export type Judged = {
  /** The commit to judge. */
  head: string;
  /** Who opened the pull request; absent in a merge queue, whose pull requests were judged one by one before. */
  author?: string;
  kind: 'pull-request' | 'merge-group';
};

/**
 * What to judge, from the event that started the workflow: https://docs.github.com/en/webhooks/webhook-events-and-payloads
 * @param commit the commit of the run, for a run that was started by hand on a branch
 * @throws one sentence, for an unknown event
 */
export function judgedBy(name: string, payload: unknown, commit: string): Judged {
  const event = asRecord(payload);
  if (name === 'pull_request') {
    const pullRequest = asRecord(own(event, 'pull_request'));
    return withAuthor(
      { kind: 'pull-request', head: idOf(own(asRecord(own(pullRequest, 'head')), 'sha')) },
      loginOf(own(pullRequest, 'user')),
    );
  }
  if (name === 'merge_group')
    return { kind: 'merge-group', head: idOf(own(asRecord(own(event, 'merge_group')), 'head_sha')) };
  if (name === 'workflow_dispatch') return { kind: 'pull-request', head: idOf(commit) };
  throw new Error(
    `Expected a pull request, a merge group or a run by hand, not the event ${JSON.stringify(name)}.`,
  );
}

function withAuthor(judged: Judged, author: string | undefined): Judged {
  return author === undefined ? judged : { ...judged, author };
}

function idOf(value: unknown): string {
  if (!isObjectId(value)) throw new Error('The event names no commit.');
  return value;
}

/** The login in a user object; undefined where there is none. */
export function loginOf(user: unknown): string | undefined {
  const login = asText(own(asRecord(user), 'login'));
  return login !== undefined && isLogin(login) ? login : undefined;
}

/** A finished run of a workflow, from a `workflow_run` event. Whoever opened the pull request chose all of its texts. */
type EndedRun = {
  /** The workflow's file, from the repository's top. */
  path: string;
  /** The event that started it. */
  event: string;
  head: string;
  branch: string;
  /** `owner/name` of the repository of the head. */
  headRepository: string;
  conclusion: string;
};

/** @throws one sentence, where the event names no commit */
export function endedRun(payload: unknown): EndedRun {
  const run = asRecord(own(asRecord(payload), 'workflow_run'));
  const text = (key: string) => asText(own(run, key)) ?? '';
  return {
    path: text('path').replace(/@.*$/, ''),
    event: text('event'),
    head: idOf(own(run, 'head_sha')),
    branch: text('head_branch'),
    headRepository: asText(own(asRecord(own(run, 'head_repository')), 'full_name')) ?? '',
    conclusion: text('conclusion'),
  };
}
