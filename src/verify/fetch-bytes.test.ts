import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchBytes, mayAsk } from './fetch-bytes.ts';

test.each([
  ['https://catalog.example/registry.json', true],
  ['http://127.0.0.1:8080/registry.json', true],
  ['http://localhost/registry.json', true],
  ['http://[::1]:1/', true],
  ['http://catalog.example/registry.json', false],
  ['http://localhost.example/', false],
  ['http://127.0.0.1.example/', false],
  ['http://127.0.0.1@catalog.example/', false],
  ['file:///etc/passwd', false],
  ['registry.json', false],
])('%s may be asked: %s', (address, may) => expect(mayAsk(address)).toBe(may));

const server = createServer((request, answer) => {
  const to: Record<string, string> = {
    '/away': 'http://catalog.example/registry.json',
    '/round': '/round',
    '/there': '/registry.json',
  };
  const location = to[request.url ?? ''];
  if (location !== undefined) answer.writeHead(302, { location }).end();
  else if (request.url === '/registry.json') answer.end('registry\n');
  else answer.writeHead(request.url === '/broken' ? 500 : 404).end();
});
let at: string;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

test('gives what an address gives, over redirects that may be followed, and nothing where there is nothing', async () => {
  expect((await fetchBytes(`${at}/registry.json`, 100))?.toString()).toBe('registry\n');
  expect((await fetchBytes(`${at}/there`, 100))?.toString()).toBe('registry\n');
  expect(await fetchBytes(`${at}/absent`, 100)).toBeUndefined();
});

test('follows nobody elsewhere without encryption, nor round and round, and takes no more than it should', async () => {
  await expect(fetchBytes(`${at}/away`, 100)).rejects.toThrow('https://');
  await expect(fetchBytes(`${at}/round`, 100)).rejects.toThrow('302');
  await expect(fetchBytes(`${at}/broken`, 100)).rejects.toThrow('500');
  await expect(fetchBytes(`${at}/registry.json`, 3)).rejects.toThrow('more than 3 bytes');
  await expect(fetchBytes('http://127.0.0.1:1/', 3)).rejects.toThrow('did not answer');
});
