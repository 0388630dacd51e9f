import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const server = (type: string, url: unknown) => manifestWith({ mcpServers: { a: { type, url } } });

it.each([
  ['http', 'http://a.example/', 'Write "https://a.example/".'],
  ['sse', 'HTTP://a.example/', 'Write "https://a.example/".'],
  ['ws', 'ws://a.example/', 'Write "wss://a.example/".'],
  ['http', 'http://localhost.a.example/', 'Write "https://localhost.a.example/".'],
  ['http', 'http://10.0.0.1:8080/', 'Write "https://10.0.0.1:8080/".'],
])('warns about %s at %s', async (type, url, fix) => {
  expect(await diagnose(rule, server(type, url))).toMatchObject([{ severity: 'warning', fix }]);
});

it.each([
  'https://a.example/',
  'wss://a.example/',
  'http://localhost:3000/',
  'http://api.localhost/',
  'http://127.0.0.1/',
  'http://[::1]:80/',
  'ftp://a.example/',
  'http://${HOST}/',
  '/relative',
  5,
])('accepts %j', async (url) => {
  expect(await diagnose(rule, server('http', url))).toEqual([]);
});

it('points at the URL', async () => {
  const text =
    '{\n  "name": "tiny-tool",\n  "mcpServers": {\n    "a": {\n      "type": "http",\n      "url": "http://a.example"\n    }\n  }\n}';
  expect(await diagnose(rule, { [manifestFile]: text })).toMatchObject([{ file: manifestFile, line: 6 }]);
});
