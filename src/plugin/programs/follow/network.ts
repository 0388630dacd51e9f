import type { OutsideCall, Run } from './run.ts';
import { serviceOf } from './services.ts';
import { asValue, either, join, knownText, partOf, type Thing, textThing, unknown } from './thing.ts';

type By = 'request' | 'socket' | 'dns';

const isAbsolute = (address: Thing): boolean => {
  const first = address.kind === 'joined' ? address.parts[0] : address;
  return first?.kind === 'text' && /^\w+:\/\//u.test(first.text);
};

/** Entries of a record that may hold an address; `…` for those whose names are unknown. */
const isTarget = /^(?:…|url|uri|href|address|endpoint)$/i;

/** The addresses that an address is made of in a way that is not followed, since they are the likeliest. */
const addressIn = (thing: Thing): Thing => {
  if (thing.kind === 'either') return either(thing.of.map(addressIn));
  if (!/^(?:mixed|outside|record)$/.test(thing.kind)) return thing;
  const found: Thing[] = [];
  const open: Thing[] = [thing];
  for (let steps = 0; open.length > 0 && steps < 200; steps += 1) {
    const one = open.pop() as Thing;
    if (one.kind === 'mixed' || one.kind === 'either') open.push(...one.of);
    else if (one.kind === 'record')
      open.push(...one.entries.flatMap(([key, part]) => (isTarget.test(key) ? [part] : [])));
    else if (one.kind === 'outside') open.push(...(one.of ? [one.of] : []), ...(one.args ?? []));
    else if (isAbsolute(one)) found.push(one);
  }
  return found.length > 0 ? either(found) : thing;
};

/** A request, or a connection, with what is sent with it. */
export const request = (
  run: Run,
  at: number,
  address: Thing,
  sent: readonly (Thing | undefined)[] = [],
  { by = 'request', headers }: { by?: By; headers?: Thing | undefined } = {},
): Thing =>
  run.add(
    {
      step: 'request',
      address: asValue(addressIn(address)),
      by,
      sent: sent.flatMap((one) => (one === undefined || one === unknown ? [] : [asValue(one)])),
      ...(headers && { headers: asValue(headers) }),
    },
    at,
  );

/** An address as a client with a base address sees it. */
export const withBase = (base: Thing | undefined, address: Thing): Thing => {
  if (!base || isAbsolute(address)) return address;
  return join([base, address]);
};

/** Host and port as one address. */
export const hostAndPort = (host: Thing, port: Thing | undefined): Thing =>
  port === undefined ? host : join([host, textThing(':'), port]);

/** The thing that a client was made with, by the names of its options, followed through what it is a member of. */
export const optionOf = (thing: Thing, ...names: string[]): Thing | undefined => {
  let one: Thing | undefined = thing;
  for (let steps = 0; one?.kind === 'outside' && steps < 12; steps += 1) {
    for (const name of names) {
      const found =
        one.named?.get(name) ?? one.args?.map((arg) => partOf(arg, name)).find((part) => part !== undefined);
      if (found) return found;
    }
    one = one.of;
  }
  return undefined;
};

/** Functions of libraries that only look something up in the library itself. */
const isLocal =
  /^_|^(?:get|is|has|supports|token|validate|count|encode|decode|cost|model|register|set|to|from|parse|format)(?:[_A-Z]|$)/;

/** What the library of a service is called with; undefined where the path leads into none. */
export const serviceCall = (run: Run, call: OutsideCall): Thing | undefined => {
  const { path, at } = call;
  const service = serviceOf(path);
  if (!service) return undefined;
  const last = /[\w$#]+$/u.exec(path)?.[0] ?? '';
  const made = path.slice(0, -last.length);
  // A class that is used makes a client; what is a call of one sends.
  const makes =
    /^(?:[A-Z].*|client|resource)$/u.test(last) ||
    (!path.includes('()') &&
      (!made.includes('.') || /^(?:create\w*|configure|session|default)$/iu.test(last)));
  if (makes) {
    const given = [
      ...call.named.keys(),
      ...call.args.flatMap((one) => (one.kind === 'record' ? one.entries.map(([key]) => key) : [])),
    ];
    const base = [
      ...call.named,
      ...call.args.flatMap((one) => (one.kind === 'record' ? one.entries : [])),
    ].find(([key]) => /^base_?url$|^endpoint(?:_url)?$/iu.test(key));
    if (!given.some((key) => /key|token|credential/iu.test(key))) {
      for (const name of service.variables ?? []) run.add({ step: 'variable', name }, at);
      for (const file of service.files ?? [])
        run.add({ step: 'reads', path: { kind: 'text', text: file } }, at);
    }
    if (base) request(run, at, base[1]);
    return undefined;
  }
  // A function is called back when something comes in: nothing is sent.
  if (call.args.some((one) => one.kind === 'function')) return undefined;
  // What the library answers by itself sends nothing: prices, names of models.
  if (/_(?:cost|info|tokens)(?:\(\)|$)/.test(path) || (!path.includes('()') && isLocal.test(last)))
    return undefined;
  const hosts = optionOf(call.of, 'base_url', 'baseURL', 'endpoint_url') ? [] : service.hosts;
  return run.add(
    {
      step: 'service',
      service: service.service,
      hosts,
      sent: [...call.args, ...call.named.values()].filter((one) => one.kind !== 'function').map(asValue),
    },
    at,
  );
};

/** Whether a text is an address, rather than a path of one. */
export const isAddress = (thing: Thing | undefined): boolean => /^\w+:\/\//u.test(knownText(thing) ?? '');

/** More that is sent over a connection, or with a request, that was opened before; undefined where the thing is none. */
export const sendMore = (connection: Thing, sent: readonly Thing[]): Thing | undefined => {
  for (const one of connection.kind === 'mixed' || connection.kind === 'either'
    ? connection.of
    : [connection]) {
    if (one.kind !== 'result' || one.step.step !== 'request') continue;
    one.step.sent = [...one.step.sent, ...sent.map(asValue)];
    return one;
  }
  return undefined;
};
