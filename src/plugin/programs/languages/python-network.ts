import { hostAndPort, optionOf, request, withBase } from '../follow/network.ts';
import { argument, type Handler } from '../follow/operators.ts';
import type { OutsideCall } from '../follow/run.ts';
import {
  asValue,
  itemsOf,
  knownText,
  mixed,
  optionsOf,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';

const sentNames = ['data', 'json', 'files', 'content', 'params', 'body'];

const sentOf = ({ named }: OutsideCall): Thing[] => sentNames.flatMap((name) => named.get(name) ?? []);

/** `requests.post(address, data)`: the address is the argument at `index`. */
const sends =
  (index: number): Handler =>
  (call, run) => {
    const address = argument(call, index, 'url') ?? unknown;
    const base = optionOf(call.of, 'base_url');
    const sent = [...call.args.slice(index + 1), ...sentOf(call)];
    return request(run, call.at, withBase(base, address), sent, {
      headers: call.named.get('headers') ?? optionOf(call.of, 'headers'),
    });
  };

const clients = [
  'requests',
  'requests.Session()',
  'requests.session()',
  'httpx',
  'httpx.Client()',
  'httpx.AsyncClient()',
  'aiohttp',
  'aiohttp.ClientSession()',
  'curl_cffi.requests',
  'cloudscraper.create_scraper()',
  'niquests',
];

/** A request that was made before it is sent: its address, and what is sent with it. */
const prepared = (
  thing: Thing,
): { address: Thing; sent: (Thing | undefined)[]; headers: Thing | undefined; at?: number | undefined } => {
  if (thing.kind !== 'outside' || !thing.path.endsWith('urllib.request.Request()'))
    return { address: thing, sent: [], headers: undefined };
  return {
    at: thing.at,
    address: thing.args?.[0] ?? thing.named?.get('url') ?? unknown,
    sent: [thing.args?.[1], thing.named?.get('data')],
    headers: thing.args?.[2] ?? thing.named?.get('headers'),
  };
};

const opens: Handler = (call, run) => {
  const target = argument(call, 0, 'url', 'fullurl') ?? unknown;
  const options = optionsOf(target).some((one) => one.kind === 'outside') ? optionsOf(target) : [target];
  return mixed(
    options.map((one) => {
      const { address, sent, headers, at = call.at } = prepared(one);
      return request(run, at, address, [...sent, call.args[1], call.named.get('data')], { headers });
    }),
  );
};

const retrieves: Handler = (call, run) => {
  const result = opens({ ...call, args: call.args.slice(0, 1) }, run);
  const path = argument(call, 1, 'filename');
  if (path && result) run.add({ step: 'writes', path: asValue(path), content: asValue(result) }, call.at);
  return result;
};

/** The host and port of a connection that was made before. */
const madeWith = (of: Thing): Thing => {
  let one: Thing | undefined = of;
  for (let steps = 0; one?.kind === 'outside' && steps < 12; steps += 1) {
    if (one.args && one.args.length > 0) return hostAndPort(one.args[0] ?? unknown, one.args[1]);
    one = one.of;
  }
  return unknown;
};

const asks: Handler = (call, run) => {
  const path = argument(call, 1, 'url') ?? unknown;
  const tls = call.path.includes('HTTPS');
  const address = withBase(undefined, path);
  const host = madeWith(call.of);
  const whole = run.apply(
    { kind: 'outside', path: '*.join', of: textThing('') },
    {
      args: [{ kind: 'list', items: [textThing(tls ? 'https://' : 'http://'), host, address] }],
      named: new Map(),
    },
    call.at,
  );
  return request(run, call.at, whole, [argument(call, 2, 'body')], { headers: argument(call, 3, 'headers') });
};

/** `(host, port)` as one argument. */
const pair = (thing: Thing | undefined): Thing => {
  const [host = unknown, port] = thing ? itemsOf(thing) : [];
  return hostAndPort(host, port);
};

const connects: Handler = (call, run) => {
  const address = call.args[0];
  if (address?.kind !== 'list')
    return address?.kind === 'text' ? undefined : request(run, call.at, unknown, [], { by: 'socket' });
  return request(run, call.at, pair(address), [], { by: 'socket' });
};

const looksUp: Handler = ({ args: [name = unknown], at }, run) =>
  request(run, at, name, [name], { by: 'dns' });

const socketSends: Handler = (call, run) => {
  const to = call.args.find((one) => one.kind === 'list');
  return request(
    run,
    call.at,
    to ? pair(to) : unknown,
    call.args.filter((one) => one !== to),
    { by: 'socket' },
  );
};

const mails: Handler = (call, run) =>
  request(run, call.at, madeWith(call.of), [...call.args, ...call.named.values()], { by: 'socket' });

const visits: Handler = ({ args: [address = unknown], at }, run) => request(run, at, address);

const opensSocket: Handler = (call, run) => {
  const made = request(run, call.at, argument(call, 0, 'uri', 'url') ?? unknown);
  return {
    kind: 'outside',
    path: 'websocket()',
    of: made,
    args: [argument(call, 0, 'uri', 'url') ?? unknown],
  };
};

/** Network calls of Python. */
export const pythonNetwork: Record<string, Handler> = {
  'urllib.request.urlopen': opens,
  'urllib.request.build_opener().open': opens,
  'urllib2.urlopen': opens,
  'urllib.request.urlretrieve': retrieves,
  'urllib3.PoolManager().request': sends(1),
  'urllib3.request': sends(1),
  'http.client.HTTPSConnection().request': asks,
  'http.client.HTTPConnection().request': asks,
  'socket.create_connection': connects,
  'socket.socket().connect': connects,
  'socket.socket().connect_ex': connects,
  'socket.socket().sendto': socketSends,
  'socket.socket().send': socketSends,
  'socket.socket().sendall': socketSends,
  'asyncio.open_connection': ({ args: [host = unknown, port], at }, run) =>
    request(run, at, hostAndPort(host, port), [], { by: 'socket' }),
  'socket.gethostbyname': looksUp,
  'socket.getaddrinfo': looksUp,
  'dns.resolver.resolve': looksUp,
  'dns.resolver.query': looksUp,
  'dns.resolver.Resolver().resolve': looksUp,
  'smtplib.SMTP().sendmail': mails,
  'smtplib.SMTP().send_message': mails,
  'smtplib.SMTP_SSL().sendmail': mails,
  'smtplib.SMTP_SSL().send_message': mails,
  'ftplib.FTP().storbinary': mails,
  'ftplib.FTP_TLS().storbinary': mails,
  'ftplib.FTP().storlines': mails,
  'paramiko.SSHClient().connect': ({ args: [host = unknown], named, at }, run) =>
    request(run, at, host === unknown ? (named.get('hostname') ?? unknown) : host, [], { by: 'socket' }),
  'paramiko.SSHClient().exec_command': mails,
  'websockets.connect': opensSocket,
  'websocket.create_connection': opensSocket,
  'websockets.sync.client.connect': opensSocket,
  'websocket().send': (call, run) => request(run, call.at, madeWith(call.of), call.args),
  '*.goto': visits,
  'keyring.get_password': ({ at }, run) => run.add({ step: 'keychain' }, at),
  'keyring.get_credential': ({ at }, run) => run.add({ step: 'keychain' }, at),
  'feedparser.parse': visits,
  'urllib.parse.urlencode': ({ args }) => args[0],
  'urllib.parse.quote': ({ args }) => args[0],
  'urllib.parse.quote_plus': ({ args }) => args[0],
  'urllib.parse.urljoin': ({ args: [base = unknown, path = unknown] }) =>
    withBase(
      knownText(base)?.endsWith('/') && knownText(path)?.startsWith('/')
        ? textThing(knownText(base)?.slice(0, -1) ?? '')
        : base,
      path,
    ),
};
/** Libraries that control a browser, by what makes one of their browsers. */
const browsers: readonly (readonly [string, string])[] = [
  ...['Chrome', 'Firefox', 'Edge', 'Safari', 'Remote'].map(
    (name) => [`selenium.webdriver.${name}`, 'Selenium'] as const,
  ),
  ['undetected_chromedriver.Chrome', 'Selenium'],
  ['seleniumbase.Driver', 'Selenium'],
  ['splinter.Browser', 'Splinter'],
  ['pyppeteer.launch', 'Puppeteer'],
  ['pyppeteer.connect', 'Puppeteer'],
  ['nodriver.start', 'nodriver'],
  ['DrissionPage.ChromiumPage', 'DrissionPage'],
  ['browser_use.Browser', 'Browser Use'],
  ['browser_use.Agent', 'Browser Use'],
  ...['sync_api.sync_playwright()', 'async_api.async_playwright()'].flatMap((start) =>
    ['', '.start()', '.__enter__()', '.__aenter__()'].flatMap((entered) =>
      ['chromium', 'firefox', 'webkit'].flatMap((name) =>
        ['launch', 'launch_persistent_context', 'connect', 'connect_over_cdp'].map(
          (call) => [`playwright.${start}${entered}.${name}.${call}`, 'Playwright'] as const,
        ),
      ),
    ),
  ),
];
for (const [made, by] of browsers) {
  pythonNetwork[made] = ({ at, path }, run) => {
    run.add({ step: 'drives', by }, at);
    return { kind: 'outside', path: `${path}()` };
  };
  pythonNetwork[`${made}().get`] = visits;
}
for (const client of clients) {
  for (const name of ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'])
    pythonNetwork[`${client}.${name}`] = sends(0);
  pythonNetwork[`${client}.request`] = sends(1);
  pythonNetwork[`${client}.stream`] = sends(1);
  pythonNetwork[`${client}.ws_connect`] = opensSocket;
}
