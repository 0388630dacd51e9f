import { expect, test } from 'vitest';
import { endedRun, judgedBy } from './event.ts';
import { gitCredentials } from './git-access.ts';

const id = '0123456789abcdef0123456789abcdef01234567';

test('what is judged comes from the event', () => {
  const pullRequest = { pull_request: { head: { sha: id }, user: { login: 'ada' } } };
  expect(judgedBy('pull_request', pullRequest, '')).toEqual({
    kind: 'pull-request',
    head: id,
    author: 'ada',
  });
  expect(judgedBy('merge_group', { merge_group: { head_sha: id } }, '')).toEqual({
    kind: 'merge-group',
    head: id,
  });
  // A run by hand is of whatever branch it was started on, and nobody in particular opened it.
  expect(judgedBy('workflow_dispatch', {}, id)).toEqual({ kind: 'pull-request', head: id });
});

test('a login that is none is nobody', () => {
  const pullRequest = { pull_request: { head: { sha: id }, user: { login: 'ada\n::error::' } } };
  expect(judgedBy('pull_request', pullRequest, '')).toEqual({ kind: 'pull-request', head: id });
});

test.each([
  ['pull_request', { pull_request: { head: { sha: '--upload-pack=x' } } }],
  ['pull_request', { pull_request: { head: { sha: 'main' } } }],
  ['pull_request', null],
  ['merge_group', { merge_group: { head_sha: id.slice(1) } }],
  ['push', {}],
  ['pull_request_target', { pull_request: { head: { sha: id } } }],
])('%s with %j is refused', (name, payload) => {
  expect(() => judgedBy(name, payload, 'x')).toThrow();
});

test('a run that ended is read as data', () => {
  const run = {
    path: '.github/workflows/x.yml@refs/heads/main',
    event: 'pull_request',
    head_sha: id,
    head_branch: '$(x)',
    head_repository: null,
  };
  expect(endedRun({ workflow_run: run })).toEqual({
    path: '.github/workflows/x.yml',
    event: 'pull_request',
    head: id,
    branch: '$(x)',
    headRepository: '',
    conclusion: '',
  });
  expect(() => endedRun({})).toThrow('names no commit');
});

test('a token is given to git for one address, not on a command line, and not where there is no server', () => {
  const environment = gitCredentials('secret', 'https://github.com/ada/plugins');
  expect(environment.GIT_CONFIG_KEY_0).toBe('http.https://github.com/ada/plugins.extraheader');
  expect(Buffer.from(environment.GIT_CONFIG_VALUE_0?.split(' ').at(-1) ?? '', 'base64').toString()).toBe(
    'x-access-token:secret',
  );
  expect(gitCredentials('secret', 'file:///srv/ada/plugins')).toEqual({});
});
