import { hostAndPort, request } from '../follow/network.ts';
import type { Handler } from '../follow/operators.ts';
import { knownText, type Thing, textThing } from '../follow/thing.ts';
import {
  addressOf,
  connects,
  type Handlers,
  madeBy,
  optionOfCall,
  requests,
  sendsToSocket,
  sentByName,
} from './handlers.ts';

/** What a method without arguments was called on, where it is the method: `url.host`. */
const ofMethod = (thing: Thing | undefined, method: RegExp): Thing | undefined =>
  thing?.kind === 'outside' && method.test(thing.path) && thing.of?.kind === 'outside'
    ? thing.of.of
    : undefined;

/** `url.host` stands for the address itself. */
const hostOf = (host: Thing | undefined): Thing | undefined =>
  ofMethod(host, /\.(?:host|hostname)\(\)$/) ?? host;

const connection = /^Net\.HTTP(?:\.new|\.start)?\(\)$/;

/** The connection that a method is called on, as it is or as a block is given it. */
const connectionOf = (of: Thing): (Thing & { kind: 'outside' }) | undefined => {
  const things = of.kind === 'mixed' ? of.of : [of];
  for (const thing of things) {
    const found = madeBy(thing, connection);
    if (found) return found;
  }
  return undefined;
};

const isSecure = ({ args, named }: Thing & { kind: 'outside' }): boolean =>
  knownText(args?.[1]) !== '80' || named?.has('use_ssl') === true;

const opensConnection: Handler = ({ path, args, named, at }, run) => {
  const known = hostOf(args[0]);
  if (known) request(run, at, addressOf(known, undefined, knownText(args[1]) !== '80'));
  return { kind: 'outside', path: `${path}()`, args: args.filter(({ kind }) => kind !== 'function'), named };
};

/** `http.post(path, data)`: https://docs.ruby-lang.org/en/master/Net/HTTP.html */
const sends =
  (...sent: readonly number[]): Handler =>
  ({ of, args, at }, run) => {
    const made = connectionOf(of);
    const host = hostOf(made?.args?.[0]);
    if (made === undefined || host === undefined) return undefined;
    return request(
      run,
      at,
      addressOf(host, args[0], isSecure(made)),
      sent.map((one) => args[one]),
    );
  };

/** A prepared request goes to the host of the connection. */
const sendsPrepared: Handler = ({ of, args: [prepared], at }, run) => {
  const made = connectionOf(of);
  const host = hostOf(made?.args?.[0]);
  if (made === undefined || host === undefined || prepared?.kind !== 'outside') return undefined;
  const inner = madeBy(prepared, /^Net\.HTTP\.\w+(?:\.new)?\(\)$/) ?? prepared;
  const options = prepared === inner ? [] : [...(inner.named ?? [])];
  const sent = [...(prepared.named ?? []), ...options].flatMap(([name, value]) =>
    /^body/.test(name) ? [value] : [],
  );
  const form = prepared === inner ? [] : (prepared.args ?? []);
  return request(run, at, addressOf(host, pathOf(inner.args?.[0]), isSecure(made)), [...sent, ...form], {
    headers: prepared.named?.get('[]'),
  });
};

const pathOf = (path: Thing | undefined): Thing | undefined =>
  ofMethod(path, /\.(?:request_uri|path)\(\)$/) === undefined ? path : textThing('');

const clients = ['HTTParty', 'Faraday', 'RestClient', 'Excon', 'HTTP', 'Typhoeus', 'HTTPX', 'HTTPClient'];
const client = /^(?:HTTParty|Faraday|RestClient|Excon|HTTP|Typhoeus|HTTPX|HTTPClient)(?:\.\w+)?\(\)$/;

const sendsByClient =
  (method: string): Handler =>
  (call, run) => {
    const made = madeBy(call.of, client);
    if (made === undefined) return connectionOf(call.of) && ofConnection[method]?.(call, run);
    const base = made.named?.get('url') ?? made.args?.find(({ kind }) => kind !== 'record');
    const [path] = call.args;
    const address = base === undefined ? path : addressOf(base, path);
    if (address === undefined) return undefined;
    const body = /^p/.test(method) ? [call.args[1]] : [];
    return request(run, call.at, address, [...body, ...sentByName(call)], {
      headers: optionOfCall(call, 'headers'),
    });
  };

const ofConnection: Handlers = {
  get: sends(),
  head: sends(),
  delete: sends(),
  post: sends(1),
  put: sends(1),
  patch: sends(1),
};

/** Requests, connections and clients of Ruby. */
export const rubyNetwork: Handlers = {
  'Net.HTTP': opensConnection,
  'Net.HTTP.start': opensConnection,
  'Net.HTTP.new': opensConnection,
  'Net.HTTP.get': requests(0),
  'Net.HTTP.get_response': requests(0),
  'Net.HTTP.post': requests(0, 1),
  'Net.HTTP.post_form': requests(0, 1),
  '*.request': sendsPrepared,
  '*.request_get': sends(),
  '*.request_post': sends(1),
  '*.send_request': sends(2),
  'UDPSocket().send': ({ args, at }, run) =>
    args[2] === undefined
      ? undefined
      : request(run, at, hostAndPort(args[2], args[3]), [args[0]], { by: 'socket' }),
  'Resolv.getaddress': ({ args: [host], at }, run) => host && request(run, at, host, [], { by: 'dns' }),
};
for (const name of Object.keys(ofConnection)) {
  rubyNetwork[`*.${name}`] = sendsByClient(name);
  for (const library of clients)
    rubyNetwork[`${library}.${name}`] = requests(0, ...(/^p/.test(name) ? [1] : []));
}
for (const name of [
  'TCPSocket',
  'TCPSocket.new',
  'TCPSocket.open',
  'Socket.tcp',
  'Net.FTP.new',
  'Net.FTP.open',
  'Net.SMTP.start',
  'Net.SSH.start',
]) {
  rubyNetwork[name] = connects(0, /^(?:TCP|Socket)/.test(name) ? 1 : undefined);
  for (const method of ['puts', 'write', 'print', '<<', 'send', 'putbinaryfile', 'send_message'])
    rubyNetwork[`${name}().${method}`] = sendsToSocket();
}
