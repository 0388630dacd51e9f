import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSiteServer } from './serve.ts';

const home = mkdtempSync(join(tmpdir(), 'site-'));
const folder = join(home, 'dist');
mkdirSync(join(folder, 'plugins', 'one'), { recursive: true });
writeFileSync(join(home, 'secret.txt'), 'outside');
writeFileSync(join(folder, 'index.html'), 'first page');
writeFileSync(join(folder, '404.html'), 'missing page');
writeFileSync(join(folder, 'plugins', 'one', 'index.html'), 'plugin one');
const server = createSiteServer(folder, '/base/');

beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true });
});

/** A raw request: `fetch` would tidy the path before it is sent. */
function get(
  path: string,
  method = 'GET',
): Promise<{ status: number | undefined; location: string | undefined; body: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () =>
        done({ status: response.statusCode, location: response.headers.location, body }),
      );
    })
      .on('error', fail)
      .end();
  });
}

describe('the server of the built site', () => {
  test('shows pages under the base path', async () => {
    expect(await get('/base/')).toMatchObject({ status: 200, body: 'first page' });
    expect(await get('/base/?q=1')).toMatchObject({ status: 200, body: 'first page' });
    expect(await get('/base/plugins/one/')).toMatchObject({ status: 200, body: 'plugin one' });
  });

  test('leads to the base path and to the closing slash', async () => {
    expect(await get('/')).toMatchObject({ status: 302, location: '/base/' });
    expect(await get('/base')).toMatchObject({ status: 302, location: '/base/' });
    expect(await get('/base/plugins/one')).toMatchObject({ status: 302, location: '/base/plugins/one/' });
  });

  test('answers with the missing page elsewhere', async () => {
    for (const path of ['/elsewhere', '/base/none', '/base/plugins/', '/base/%E0%A4%A'])
      expect(await get(path), path).toMatchObject({ status: 404, body: 'missing page' });
  });

  test.each([
    '/base/../secret.txt',
    '/base/%2e%2e/secret.txt',
    '/base/..%2fsecret.txt',
    '/base/plugins/../../secret.txt',
    '/base/..%5csecret.txt',
    '/base//../secret.txt',
    '/base/index.html%00.txt',
    '//base/../secret.txt',
  ])('never leaves the folder: %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: 'missing page' });
  });

  test('never redirects to another host', async () => {
    const { location } = await get('/base//plugins/one');
    expect(location ?? '/').toMatch(/^\/(?!\/)/);
  });

  test('compresses text where it is asked to, for who takes that', async () => {
    const compressing = createSiteServer(folder, '/base/', true);
    await new Promise<void>((done) => void compressing.listen(0, '127.0.0.1', done));
    const { port } = compressing.address() as AddressInfo;
    const encodingOf = (accepted: string) =>
      new Promise<string | undefined>((done, fail) => {
        const headers = { 'accept-encoding': accepted };
        request({ host: '127.0.0.1', port, path: '/base/', headers }, (response) => {
          response.resume();
          done(response.headers['content-encoding']);
        })
          .on('error', fail)
          .end();
      });
    expect(await encodingOf('gzip, br')).toBe('gzip');
    expect(await encodingOf('identity')).toBeUndefined();
    compressing.close();
    compressing.closeAllConnections();
  });

  test('answers only to reading', async () => {
    expect((await get('/base/', 'POST')).status).toBe(405);
    expect(await get('/base/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
});
