/**
 * The engine's id of each plugin, in the order of the list of names: a line with what they all begin with, how many hexadecimal digits follow,
 * how many ids there are, and, of those with more digits, the place and the rest; then the digits, two a byte.
 * @throws where an id is written otherwise
 */
export function encodeIds(ids: readonly string[]): Uint8Array {
  const start = /^.*_/.exec(ids[0] ?? '')?.[0] ?? '';
  const odd = ids.find((id) => !id.startsWith(start) || !/^[0-9a-f]+$/.test(id.slice(start.length)));
  if (odd !== undefined)
    throw new Error(`The search engine names a text ${JSON.stringify(odd)}, which is not as expected.`);
  const length = ids.reduce((least, id) => Math.min(least, id.length - start.length), 64);
  const longer = ids.flatMap((id, at) =>
    id.length > start.length + length ? [`${at}:${id.slice(start.length + length)}`] : [],
  );
  const head = new TextEncoder().encode(`${[start, length, ids.length, ...longer].join(' ')}\n`);
  const all = ids.map((id) => id.slice(start.length, start.length + length)).join('');
  const bytes = new Uint8Array(head.length + Math.ceil(all.length / 2));
  bytes.set(head);
  for (let at = 0; at < all.length; at += 2)
    bytes[head.length + at / 2] = Number.parseInt(all.slice(at, at + 2).padEnd(2, '0'), 16);
  return bytes;
}

/** @throws where the bytes are not what `encodeIds` wrote */
export function decodeIds(bytes: Uint8Array): string[] {
  const end = Math.max(0, bytes.indexOf(10));
  const [start = '', digits, count, ...longer] = new TextDecoder().decode(bytes.subarray(0, end)).split(' ');
  const [length, total] = [Number(digits), Number(count)];
  let all = '';
  for (let at = end + 1; at < bytes.length; at++) all += (bytes[at] as number).toString(16).padStart(2, '0');
  if (!(all.length >= length * total)) throw new Error('The list of texts is not complete.');
  const ids = Array.from({ length: total }, (_, at) => start + all.slice(at * length, (at + 1) * length));
  for (const each of longer) {
    const [at, rest = ''] = each.split(':');
    ids[Number(at)] += rest;
  }
  return ids;
}
