import { expect, test } from 'vitest';
import { commandIn, conversationIn } from './commands.ts';

const commit = 'abcdef0123456789';

test.each([
  ['/recheck', { name: 'recheck' }],
  ['  /recheck  \r\nplease', { name: 'recheck' }],
  ['/close', { name: 'close' }],
  [`/approve ${commit}`, { name: 'approve', commit }],
  [`/approve ${commit}\nLooks good.`, { name: 'approve', commit }],
  ['/recheck now', undefined],
  ['please /recheck', undefined],
  ['/Recheck', undefined],
  ['/etc/passwd', undefined],
  ['', undefined],
  ['> /approve abcdef0', undefined],
])('%j', (body, command) => {
  expect(commandIn(body)).toEqual(command);
});

test.each([
  '/approve',
  '/approve abc',
  `/approve ${commit} ${commit}`,
  '/approve HEAD',
  '/approve ABCDEF0',
  `/approve ${'a'.repeat(65)}`,
])('%j approves nothing, and is told what to write', (body) => {
  expect(commandIn(body)).toEqual({ problem: expect.stringContaining('/approve <commit>') });
});

test('a conversation is read from an event, whatever its parts are', () => {
  expect(
    conversationIn({
      issue: {
        number: 7,
        title: 'T',
        body: null,
        state: 'open',
        user: { login: 'ada' },
        labels: [{ name: 'submission' }, 3],
        pull_request: {},
      },
      comment: { body: '/close', user: null },
    }),
  ).toEqual({
    number: 7,
    isPullRequest: true,
    isOpen: true,
    title: 'T',
    body: '',
    labels: ['submission'],
    author: 'ada',
    comment: { body: '/close' },
  });
});

test.each([undefined, {}, { issue: { number: '1' } }, { issue: { number: 0 } }, { issue: { number: 1e99 } }])(
  'no conversation is in %j',
  (payload) => {
    expect(() => conversationIn(payload)).toThrow('names no issue');
  },
);
