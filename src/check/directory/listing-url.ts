import { manifestFile } from '../../plugin/read-manifest.ts';
import { asText, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { type DirectoryFinding, finding } from './finding.ts';
import { linkAbout } from './readme.ts';

/** Whether the manifest has no text of this name but white space. */
export function isBlank(manifest: Record<string, unknown>, key: string): boolean {
  return /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/.test(
    asText(own(manifest, key)) ?? '',
  );
}

/** A text as the listing shows it: without characters that nobody sees. */
const shown = (text: string) =>
  text
    .replace(/\p{Cf}|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]/gu, '')
    .replace(/[\u115f\u1160\u3164\uffa0\u2800]/g, ' ')
    .trim();

/** A text of the manifest as the listing shows it; empty where it is no text. */
export function listingText(manifest: Record<string, unknown>, key: string): string {
  return shown(asText(own(manifest, key)) ?? '');
}

/** The links of a listing: their keys in the manifest, and the words by which a README is searched for one. */
const links: readonly { keys: readonly [string, ...string[]]; about?: RegExp; mail?: true }[] = [
  { keys: ['homepage'] },
  { keys: ['repository'] },
  { keys: ['privacyPolicyUrl', 'privacy_policy', 'privacyPolicy'], about: /privacy/i },
  {
    keys: ['supportUrl', 'support', 'bugs'],
    about: /\b(?:support|issues|bug reports?|contact)\b/i,
    mail: true,
  },
  {
    keys: ['termsOfServiceUrl', 'terms_of_service'],
    about: /\b(?:terms of service|terms of use|terms)\b/i,
  },
  { keys: ['documentationUrl', 'docs'], about: /\b(?:documentation|docs)\b/i },
];

/** The links that the directory would not show, and where the address of the privacy policy comes from. */
export function linkFindings(
  manifest: Record<string, unknown>,
  readme: string | undefined,
): { found: DirectoryFinding[]; privacy: 'manifest' | 'readme' | undefined } {
  const found: DirectoryFinding[] = [];
  let privacy: 'manifest' | 'readme' | undefined;
  for (const { keys, about, mail = false } of links) {
    const key = keys.find((each) => listingText(manifest, each) !== '');
    const inReadme = key === undefined && about !== undefined && readme !== undefined;
    const url =
      key === undefined ? (inReadme ? shown(linkAbout(readme, about)) : '') : listingText(manifest, key);
    if (url === '') continue;
    if (!isListingUrl(url, mail))
      found.push(dropped(key ?? keys[0], url, inReadme ? 'README.md' : manifestFile));
    else if (keys.includes('privacyPolicyUrl')) privacy = inReadme ? 'readme' : 'manifest';
  }
  const screenshots = own(manifest, 'screenshots');
  for (const screenshot of Array.isArray(screenshots) ? screenshots : []) {
    const url = shown(asText(screenshot) ?? '');
    if (url !== '' && !isListingUrl(url, false)) found.push(dropped('screenshots', url, manifestFile));
  }
  return { found, privacy };
}

function dropped(key: string, url: string, file: string): DirectoryFinding {
  const message = `The address ${quote(url)} of "${key}" is not one that the directory shows.`;
  return finding('listing-url-scheme', file, message, 'Write an address that starts with https://.');
}

/** Whether the directory shows an address. */
export function isListingUrl(url: string, mail: boolean): boolean {
  if (url === '' || /["'<>\\ \p{Cc}]/u.test(url)) return false;
  if (/^mailto:/i.test(url)) {
    const [address = ''] = url.slice(7).split(/[?#]/, 1);
    return mail && !address.startsWith('/') && address.includes('@');
  }
  if (!/^https:\/\//i.test(url)) return false;
  const [authority = ''] = url.slice(8).split(/[/?#]/, 1);
  const [beforeFragment = '', ...fragment] = url.split('#');
  const decoded = `${beforeFragment.split('?', 1)[0]}#${fragment.join('#')}`;
  if (authority === '' || /[@`{}]/.test(authority) || /%[0-7][0-9A-Fa-f]/.test(authority)) return false;
  return !/%(?![0-9A-Fa-f]{2})/.test(decoded) && URL.canParse(url) && new URL(url).hostname !== '';
}
