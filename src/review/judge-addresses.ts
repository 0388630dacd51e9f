import type { Manifest } from '../plugin/manifest.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import type { PluginContext } from './judge-plugin.ts';
import { say, shorten } from './words.ts';

/** UTF-16 units of an address that are shown. */
const longestAddress = 300;
/** Hosts on which the first part of the path says whose page it is. */
const shared =
  /^(?:(?:gist\.|raw\.)?github(?:usercontent)?\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitea\.com|git\.sr\.ht|sr\.ht|gitee\.com|huggingface\.co|medium\.com|dev\.to|x\.com|twitter\.com|t\.me|linkedin\.com|npmjs\.com|hub\.docker\.com|sites\.google\.com|dev\.azure\.com)$/;
/** Of those, the hosts on which the second part says it. */
const second = /^(?:npmjs\.com|linkedin\.com|hub\.docker\.com|sites\.google\.com)$/;

const fields: readonly [what: string, of: (manifest: Manifest) => string | undefined][] = [
  ['homepage', ({ homepage }) => homepage],
  ['repository', ({ repository }) => repository],
  ["author's page", ({ author }) => author?.url],
  ["author's email address", ({ author }) => author?.email],
];

/** Asks about an address that moves to another owner: people follow it, and look there for updates. */
export function judgeAddresses({ name, before, after, reasons }: PluginContext): void {
  if (before === undefined || after === undefined) return;
  for (const [what, of] of fields) {
    const [from, to] = [before, after].map(({ plugin }) => of(plugin.manifest));
    if (from === undefined || to === undefined) continue;
    const [owner, newOwner] = [ownerOf(from), ownerOf(to)];
    if (owner === newOwner) continue;
    reasons.ask(
      'address-moved',
      say`The ${[what]} of ${name} moves from ${shorten(owner, longestAddress)} to ${shorten(newOwner, longestAddress)}.`,
      say`Does ${shorten(to, longestAddress)} belong to the people who make ${name}? Its ${[what]} was ${shorten(from, longestAddress)} before.`,
      { file: manifestFile },
    );
  }
}

/** Whose an address is: the host, with the account where a host is shared. What is no address is its own owner. */
export function ownerOf(address: string): string {
  const text = address.trim().replace(/^git\+/, '');
  const short = /^(?:(github|gitlab|bitbucket):)?([\w.-]+)\/[\w.-]+$/.exec(text);
  if (short !== null) {
    const host = { gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' }[short[1] ?? ''] ?? 'github.com';
    return `${host}/${short[2]}`.toLowerCase();
  }
  const secure = /^(?:ssh:\/\/)?[\w-]+@([\w.-]+)[:/](.+)$/.exec(text);
  const [, host, path] = secure ?? [];
  let url: URL;
  try {
    url = new URL(host === undefined ? text : `https://${host}/${path}`);
  } catch {
    return text.toLowerCase();
  }
  const name = url.host.replace(/^www\./, '').replace(/\.$/, '');
  if (url.protocol === 'mailto:' || name === '') return text.toLowerCase();
  if (!shared.test(name)) return name;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const owner = second.test(name) ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  const home = /(?:^|\.)github(?:usercontent)?\.com$/.test(name) ? 'github.com' : name;
  return `${home}/${owner}`.toLowerCase();
}
