/** Hosts that only answer from within a machine or a cloud: a download must not lead to them. */
const insideHosts: readonly string[] = [
  'localhost',
  'localhost.localdomain',
  'localhost4',
  'localhost4.localdomain4',
  'localhost6',
  'localhost6.localdomain6',
  'ip6-localhost',
  'ip6-loopback',
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[fd20:ce::254]',
];
const insideAddresses: readonly string[] = ['100.100.100.200', '192.0.0.192', '168.63.129.16'];

/** Whether a text is an https URL of a host that answers to everyone, as Claude Code asks of an archive. */
export function isPublicHttpsUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  const host = hostname.replace(/\.$/, '');
  if (protocol !== 'https:' || insideHosts.includes(host) || host.endsWith('.localhost')) return false;
  const address = host.startsWith('[') ? embeddedAddress(host.slice(1, -1)) : host;
  if (address === 'link-local') return false;
  return (
    address === undefined ||
    !(/^(?:0|127)\.\d+\.\d+\.\d+$|^169\.254\.\d+\.\d+$/.test(address) || insideAddresses.includes(address))
  );
}

/** The IPv4 address that an IPv6 address contains, if any: mapped, compatible, NAT64 (RFC 6052, RFC 8215) and 6to4 (RFC 3056). */
function embeddedAddress(host: string): string | undefined {
  const [head = '', tail] = host.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const words = [
    ...left,
    ...Array<string>(Math.max(8 - left.length - right.length, 0)).fill('0'),
    ...right,
  ].map((word) => Number.parseInt(word, 16));
  const dotted = (at: number) =>
    [
      (words[at] ?? 0) >> 8,
      (words[at] ?? 0) & 255,
      (words[at + 1] ?? 0) >> 8,
      (words[at + 1] ?? 0) & 255,
    ].join('.');
  const starts = (...start: number[]) => start.every((word, index) => words[index] === word);
  if (((words[0] ?? 0) & 0xffc0) === 0xfe80) return 'link-local';
  if (
    starts(0, 0, 0, 0, 0, 0) ||
    starts(0, 0, 0, 0, 0, 0xffff) ||
    starts(0x64, 0xff9b, 0, 0, 0, 0) ||
    starts(0x64, 0xff9b, 1)
  )
    return dotted(6);
  return starts(0x2002) ? dotted(1) : undefined;
}
