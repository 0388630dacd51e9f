import { hostAndPort, optionOf, request, sendMore, withBase } from '../follow/network.ts';
import type { Handler } from '../follow/operators.ts';
import { printText, startWords } from '../follow/processes.ts';
import {
  join,
  knownText,
  mixed,
  optionsOf,
  partOf,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';

const bodies = ['body', 'data', 'json', 'form', 'formData', 'params', 'query', 'searchParams'];

const sentOf = (options: Thing | undefined): Thing[] =>
  options ? bodies.flatMap((name) => partOf(options, name) ?? []) : [];

/** An address, which may have been made with options: `new Request(address, options)`. */
const requested = (thing: Thing): { address: Thing; options: Thing | undefined } =>
  thing.kind === 'outside' && thing.path === 'Request()'
    ? { address: thing.args?.[0] ?? unknown, options: thing.args?.[1] }
    : { address: thing, options: undefined };

/** `fetch(address, options)`. */
const fetches: Handler = (call, run) => {
  const { address, options = call.args[1] } = requested(call.args[0] ?? unknown);
  const base = optionOf(call.of, 'baseURL', 'prefixUrl', 'baseUrl');
  const headers = (options && partOf(options, 'headers')) ?? optionOf(call.of, 'headers');
  return request(run, call.at, withBase(base, address), sentOf(options), { headers });
};

/** `axios.post(address, data, options)`. */
const posts: Handler = (call, run) => {
  const [address = unknown, data, options] = call.args;
  const base = optionOf(call.of, 'baseURL');
  const headers = (options && partOf(options, 'headers')) ?? optionOf(call.of, 'headers');
  return request(run, call.at, withBase(base, address), [data, ...sentOf(options)], { headers });
};

/** `axios({ url, data })`. */
const asks: Handler = (call, run) => {
  const [options = unknown] = call.args;
  if (options.kind !== 'record') return fetches(call, run);
  const address = partOf(options, 'url') ?? partOf(options, 'uri') ?? unknown;
  const base = partOf(options, 'baseURL') ?? optionOf(call.of, 'baseURL');
  return request(run, call.at, withBase(base, address), sentOf(options), {
    headers: partOf(options, 'headers'),
  });
};

/** The address that the options of `http.request` put together. */
const addressOf = (options: Thing, scheme: string): Thing => {
  if (options.kind !== 'record') return options;
  const host = partOf(options, 'hostname') ?? partOf(options, 'host');
  if (!host) return partOf(options, 'socketPath') ?? unknown;
  const port = partOf(options, 'port');
  const path = partOf(options, 'path');
  return join([textThing(scheme), hostAndPort(host, port), ...(path ? [path] : [])]);
};

const requests =
  (scheme: string): Handler =>
  (call, run) => {
    const [target = unknown, more] = call.args;
    const options = more?.kind === 'record' ? more : target;
    return mixed(
      optionsOf(target).map((one) =>
        request(run, call.at, addressOf(one, scheme), [], { headers: partOf(options, 'headers') }),
      ),
    );
  };

const isNumber = (thing: Thing | undefined): boolean => thing?.kind === 'text' && /^\d+$/u.test(thing.text);

/** `net.connect(port, host)`, `net.connect({ host, port })`. */
const connects: Handler = (call, run) => {
  const [first = unknown, second] = call.args;
  if (first.kind === 'record') {
    const host = partOf(first, 'host');
    const path = partOf(first, 'path');
    return request(
      run,
      call.at,
      host ? hostAndPort(host, partOf(first, 'port')) : (path ?? textThing('localhost')),
      [],
      { by: 'socket' },
    );
  }
  if (first.kind === 'text' && !isNumber(first)) return request(run, call.at, first, [], { by: 'socket' });
  const host = second && second.kind !== 'function' ? second : textThing('localhost');
  return request(run, call.at, hostAndPort(host, first), [], { by: 'socket' });
};

const sendsDatagram: Handler = (call, run) => {
  const values = call.args.filter((one) => one.kind !== 'function');
  const host = values.length > 2 ? values[values.length - 1] : undefined;
  return request(
    run,
    call.at,
    hostAndPort(host ?? textThing('localhost'), values[values.length - 2]),
    values.slice(0, 1),
    { by: 'socket' },
  );
};

const looksUp: Handler = ({ args: [name = unknown], at }, run) =>
  request(run, at, name, [name], { by: 'dns' });

const opensSocket: Handler = ({ args: [address = unknown], at }, run) => request(run, at, address);

const sends: Handler = ({ of, args: [content = unknown] }) => sendMore(of, [content]);

const xhrOpens: Handler = ({ args: [, address = unknown], at }, run) => request(run, at, address);

const beacon: Handler = ({ args: [address = unknown, data], at }, run) => request(run, at, address, [data]);

const mails: Handler = (call, run) => {
  const host = optionOf(call.of, 'host') ?? optionOf(call.of, 'service') ?? unknown;
  return request(
    run,
    call.at,
    host,
    call.args.filter((one) => one.kind !== 'function'),
    { by: 'socket' },
  );
};

/** Starts a browser and controls it, or controls one that runs already. */
const browser =
  (by: string, program?: string): Handler =>
  ({ at, path }, run) => {
    if (program !== undefined) startWords(run, at, [textThing(program)]);
    run.add({ step: 'drives', by }, at);
    return { kind: 'outside', path: `${path}()` };
  };

/** `img.src = address` loads what is there. */
export const loadsImage = (of: Thing, name: string | undefined): boolean =>
  name === 'src' && of.kind === 'outside' && /^(?:Image|document\.createElement)\(\)$/u.test(of.path);

/** What a server tells the client: the answer to a request for permission among it. */
const notifies: Handler = ({ args: [message = unknown], at }, run) => {
  const method = knownText(partOf(message, 'method'));
  return method?.startsWith('notifications/claude/') === true
    ? printText(run, at, message, 'output')
    : undefined;
};

/** Network calls of JavaScript. */
export const javascriptNetwork: Record<string, Handler> = {
  fetch: fetches,
  'node-fetch': fetches,
  'cross-fetch': fetches,
  'isomorphic-fetch': fetches,
  'undici.fetch': fetches,
  'undici.request': fetches,
  'electron.net.request': asks,
  axios: asks,
  'axios.request': asks,
  'axios.create()': asks,
  'axios.create().request': asks,
  got: asks,
  'got.got': asks,
  'got.extend()': asks,
  ky: fetches,
  'ky.create()': fetches,
  needle: (call, run) => posts({ ...call, args: call.args.slice(1) }, run),
  request: asks,
  'request-promise': asks,
  'http.request': requests('http://'),
  'http.get': requests('http://'),
  'https.request': requests('https://'),
  'https.get': requests('https://'),
  'http2.connect': opensSocket,
  'net.connect': connects,
  'net.createConnection': connects,
  'net.Socket().connect': connects,
  'tls.connect': connects,
  'Bun.connect': connects,
  'Deno.connect': connects,
  'dgram.createSocket().send': sendsDatagram,
  WebSocket: opensSocket,
  ws: opensSocket,
  'ws.WebSocket': opensSocket,
  EventSource: opensSocket,
  eventsource: opensSocket,
  'socket.io-client.io': opensSocket,
  'socket.io-client': opensSocket,
  'XMLHttpRequest().open': xhrOpens,
  'navigator.sendBeacon': beacon,
  'nodemailer.createTransport().sendMail': mails,
  '*.send': sends,
  '*.notification': notifies,
  '*.emit': sends,
  '*.goto': opensSocket,
  '*.navigate': opensSocket,
  'chrome-remote-interface': browser('DevTools protocol'),
  'selenium-webdriver.Builder().build': browser('Selenium'),
  'selenium-webdriver.Builder().forBrowser().build': browser('Selenium'),
  'webdriverio.remote': browser('WebdriverIO'),
};
for (const client of [
  'axios',
  'axios.create()',
  'got',
  'got.extend()',
  'ky',
  'ky.create()',
  'superagent',
  'request',
  'needle',
]) {
  const own = /^(?:got|ky)/u.test(client);
  for (const name of ['get', 'delete', 'head', 'options']) javascriptNetwork[`${client}.${name}`] = fetches;
  for (const name of ['post', 'put', 'patch']) javascriptNetwork[`${client}.${name}`] = own ? fetches : posts;
}
for (const name of [
  'lookup',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveTxt',
  'resolveAny',
  'resolveCname',
  'resolveMx',
  'resolveNs',
  'resolveSrv',
])
  for (const module of ['dns', 'dns/promises', 'dns.promises', 'dns.Resolver()'])
    javascriptNetwork[`${module}.${name}`] = looksUp;
for (const module of ['playwright', 'playwright-core', '@playwright/test', 'patchright'])
  for (const name of ['chromium', 'firefox', 'webkit'])
    for (const start of ['launch', 'launchPersistentContext', 'connect', 'connectOverCDP'])
      javascriptNetwork[`${module}.${name}.${start}`] = browser(
        'Playwright',
        start.startsWith('launch') ? name : undefined,
      );
for (const module of ['puppeteer', 'puppeteer-core', 'puppeteer-extra']) {
  javascriptNetwork[`${module}.launch`] = browser('Puppeteer', 'chromium');
  javascriptNetwork[`${module}.connect`] = browser('Puppeteer');
}
