import { manifestFile } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts.ts';
import type { Finding, Rule } from '../../rule.ts';
import { isObject } from '../../shape.ts';

const unsafe = /^(?:javascript|vbscript|data|file|livescript|mhtml):/i;
/** Links and pictures, definitions, addresses in angle brackets, and HTML attributes that hold an address. */
const destination =
  /\]\(\s*<?([^\s)>]+)|^ {0,3}\[[^\]\n]{1,200}\]:\s*<?([^\s>]+)|<((?:javascript|vbscript|data|file):[^\s>]*)>|\b(?:href|src|action|formaction|xlink:href|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gim;
/** Every unsafe scheme holds one of these, plainly or spelt with entities. */
const worthALook = /script|data|file|mhtml|&/i;

export const rule: Rule = {
  id: 'link-unsafe-scheme',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
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
};

function unsafeLink(text: string): { target: string; offset: number } | undefined {
  destination.lastIndex = 0;
  for (let match = destination.exec(text); match !== null; match = destination.exec(text)) {
    const target = match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? match[6] ?? '';
    if (worthALook.test(target) && unsafe.test(plain(target.slice(0, 300))))
      return { target, offset: match.index };
  }
  return undefined;
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
    const scheme = /^[a-z][a-z0-9+.-]*:/i.test(plain(value.slice(0, 300)));
    report({
      file: manifestFile,
      at: { json },
      message: `Expected "${json.join('.')}" to be an address that starts with "https://", and it is ${quote(value)}.`,
      fix: `"${json.at(-1)}": "${suggestion(value)}"`,
      // What is no address at all is only of no use to anybody.
      ...(scheme && unsafe.test(plain(value.slice(0, 300))) ? {} : { severity: 'warning' as const }),
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
