import { manifestFile } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import { isObject } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { type Finding, pluginRule } from '../../rule.ts';

const unsafe = /^(javascript|vbscript|data|file|livescript|mhtml):(.*)$/is;
/** How long a destination can be and still be looked at from end to end. */
const longest = 300;
/** Where Markdown and HTML hold addresses: what announces one, what follows, and what must stand before it on the line. */
const places: readonly { mark: string; target: RegExp; before?: RegExp }[] = [
  { mark: '](', target: /\s*<?([^\s)>]{1,300})/y },
  { mark: ']:', target: /\s*<?([^\s>]{1,300})/y, before: /^[ >]*\[[^\n]*$/ },
  { mark: '<', target: /([a-z]{1,20}:[^\s>]{0,300})>/iy },
  {
    mark: '=',
    target: /\s*(?:"([^"]{1,300})|'([^']{1,300})|([^\s"'>]{1,300}))/y,
    before: /(?:href|src|action|poster|cite|background)\s*$/i,
  },
];

export const rule = pluginRule(
  { id: 'link-unsafe-scheme', version: 2, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    manifestLinks(source, report);
    for (const file of source.files.values()) {
      if (file.text === undefined || !/\.(?:md|mdx|markdown)$/i.test(file.path)) continue;
      const found = unsafeLink(file.text);
      if (found === undefined) continue;
      report({
        file: file.path,
        at: { offset: found.offset },
        message: `Disallowed link to ${quote(found.target)}: only addresses that start with "https:", "http:" or "mailto:", and places in the plugin, can be followed safely.`,
        fix: 'Link to a page, or write the text as code.',
      });
    }
  },
);

/** The first unsafe destination outside code. Searches for marks first, which is many times quicker than one expression for all. */
function unsafeLink(text: string): { target: string; offset: number } | undefined {
  for (const { mark, target, before } of places) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      target.lastIndex = at + mark.length;
      const match = target.exec(text);
      const found = match?.[1] ?? match?.[2] ?? match?.[3];
      if (found === undefined || !isUnsafe(found, mark)) continue;
      const lineStart = text.lastIndexOf('\n', at) + 1;
      if (before !== undefined && !before.test(text.slice(Math.max(lineStart, at - longest), at))) continue;
      if (!isCode(text, lineStart, at)) return { target: found, offset: at };
    }
  }
  return undefined;
}

function isUnsafe(target: string, mark: string): boolean {
  // Nothing after them makes the first letters another scheme, and most links begin so.
  if (target.startsWith('https://') || !/[:&]/.test(target)) return false;
  const [, scheme, rest = ''] = unsafe.exec(plain(target.slice(0, longest))) ?? [];
  if (scheme === undefined) return false;
  switch (scheme.toLowerCase()) {
    case 'file':
      // "<file:line>" says what to write, and so does "<file:path/to/it:line>"; a path from the root leads somewhere.
      return mark === '<' ? /^(?:[\\/]|[a-z]:)/i.test(rest) : /[\\/]|^[a-z]:/i.test(rest);
    case 'data':
      // Only a comma starts the data.
      return rest.includes(',') || target.length >= longest;
    default:
      // A name in angle brackets is a placeholder; code calls or sets something.
      return mark !== '<' || /[^\w.:-]/.test(rest);
  }
}

/** Whether a place is inside a fenced block or between back-quotes. Slow, and asked only of what looks unsafe. */
function isCode(text: string, lineStart: number, at: number): boolean {
  if ((text.slice(Math.max(lineStart, at - 2000), at).match(/`+/g)?.length ?? 0) % 2 === 1) return true;
  let fence: string | undefined;
  for (const [, mark = ''] of text.slice(0, lineStart).matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence)) fence = undefined;
  }
  return fence !== undefined;
}

/** A destination as a browser sees it: entities read, white space and controls dropped. */
function plain(target: string): string {
  return target
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(colon|tab|newline|amp));?/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return { colon: ':', amp: '&' }[name.toLowerCase()] ?? '';
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replace(/[\s\p{Cc}\p{Cf}]/gu, '');
}

function manifestLinks(source: Source, report: (finding: Finding) => void): void {
  const manifest = manifestObject(source);
  if (manifest === undefined) return;
  const author = isObject(manifest.author) ? manifest.author : {};
  const links: [(string | number)[], unknown][] = [
    [['homepage'], manifest.homepage],
    [['repository'], manifest.repository],
    [['author', 'url'], author.url],
  ];
  for (const [json, value] of links) {
    if (typeof value !== 'string' || value === '' || isWebAddress(value)) continue;
    const scheme = /^[a-z][a-z0-9+.-]*:/i.test(plain(value.slice(0, longest)));
    report({
      file: manifestFile,
      at: { json },
      message: `Expected "${json.join('.')}" to be an address that starts with "https://", but it is ${quote(value)}.`,
      fix: `"${json.at(-1)}": "${suggestion(value)}"`,
      // What is no address at all is only of no use to anybody.
      ...(scheme && unsafe.test(plain(value.slice(0, longest))) ? {} : { severity: 'warning' as const }),
    });
  }
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s/@\\]+(?:\/[^\s]*)?$/i.test(value) && URL.canParse(value);
}

function suggestion(value: string): string {
  const short = value.slice(0, 200);
  const repository =
    /^(?:git\+)?(?:ssh:\/\/|https?:\/\/)?(?:[\w.-]+@)?((?:[\w-]+\.)+[a-z]{2,})[:/]([\w./~-]+)$/i.exec(short);
  if (repository !== null) return `https://${repository[1]}/${(repository[2] ?? '').replace(/\.git$/, '')}`;
  const onGitHub = /^(?:github:)?([\w-]+\/[\w.-]+)$/.exec(short)?.[1];
  return onGitHub === undefined ? 'https://example.com/' : `https://github.com/${onGitHub}`;
}
