import type { Source } from '../../plugin/source.ts';
import { isObject } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import type { PluginContext } from '../rule.ts';
import { isAllowed, parseLicense } from './licenses.ts';

/** A license that a file of the plugin grants or names: the file, and an SPDX id or expression. */
export type FoundLicense = { file: string; id: string };

/** Names of the files that hold a license's text, at the root of a plugin. */
export const licenseFile = /^(?:licen[cs]es?|copying|copyright|unlicense|notice)(?:[.-][\w.-]+)?$/i;

/** Characters of a license file that are read; the longest licenses have 40,000. */
const longest = 60_000;
/** License files of one plugin that are read. */
const mostFiles = 10;

/** What is written for a license that grants others nothing: no SPDX id says so. */
export const closedLicense = 'LicenseRef-Proprietary';

/** Words that only one license, or family of licenses, has, and the id: https://spdx.org/licenses/ */
const signatures: readonly (readonly [
  RegExp,
  string | ((text: string, match: RegExpExecArray) => string),
])[] = [
  [/permission is hereby granted, free of charge, to any person obtaining a copy/, mit],
  [/(?<![\w-])mit licen[cs]e(?! (?:for|applies|file))/, 'MIT'],
  [/apache licen[cs]e,? ?(?:version |v)?2(?:\.0)?(?![\w.])/, 'Apache-2.0'],
  [
    /permission to use, copy, modify, and(?:\/or)? distribute this software for any purpose with or without fee/,
    isc,
  ],
  [/redistribution and use in source and binary forms/, bsd],
  [
    /gnu (affero |lesser |library )?general public licen[cs]e,? ?(?:version |v)?([23](?:\.[01])?)(?![\d.]*\d)/,
    gpl,
  ],
  [/mozilla public licen[cs]e,? ?(?:version |v)?(1\.1|2\.0)/, (_, match) => `MPL-${match[1]}`],
  [/this is free and unencumbered software released into the public domain/, 'Unlicense'],
  [/(?<!\w)cc0 1\.0|cc0 1\.0 universal/, 'CC0-1.0'],
  [
    /(?:creative commons )?attribution((?:-(?:noncommercial|noderivatives|noderivs|sharealike))*) ([1-4]\.\d) (?:international|unported|generic)/,
    cc,
  ],
  [/python software foundation licen[cs]e version 2/, 'PSF-2.0'],
  [/boost software licen[cs]e - version 1\.0/, 'BSL-1.0'],
  [/business source licen[cs]e 1\.1/, 'BUSL-1.1'],
  [/eclipse public licen[cs]e -? ?v(?:ersion)? ?(1\.0|2\.0)/, (_, match) => `EPL-${match[1]}`],
  [/european union public licen[cs]e v\. ?1\.2/, 'EUPL-1.2'],
  [/this software is provided 'as-is', without any express or implied warranty/, 'Zlib'],
  [/do what the fuck you want to public licen[cs]e/, 'WTFPL'],
  [/elastic licen[cs]e 2\.0/, 'Elastic-2.0'],
  [/server side public licen[cs]e version 1/, 'SSPL-1.0'],
  [/the artistic licen[cs]e 2\.0/, 'Artistic-2.0'],
  [/blue oak model licen[cs]e version 1\.0\.0/, 'BlueOak-1.0.0'],
  [/polyform (noncommercial|small business) licen[cs]e 1\.0\.0/, polyform],
  [/functional source licen[cs]e, version 1\.1, (mit|alv2|apache 2\.0) future licen[cs]e/, fsl],
];

const closed =
  /all rights reserved|proprietary|confidential|end[ -]user licen[cs]e agreement|no licen[cs]e(?: or right)? is granted/;
const open =
  /permission (?:to (?:use|copy|redistribute)|is (?:hereby )?granted)|free (?:software|documentation)|royalty-free/;

/** The license that a text is, or undefined. Where it holds several, the first. */
export function recognizeLicense(text: string): string | undefined {
  const start = text.slice(0, longest);
  const tag = /SPDX-License-Identifier:[ \t]*([\w.+() -]{1,200})/.exec(start)?.[1]?.trim();
  if (tag !== undefined && parseLicense(tag) !== undefined) return tag;
  const plain = start
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\s*#_>=("\u201c\u201d)]+/g, ' ');
  let first: { at: number; id: string } | undefined;
  for (const [signature, id] of signatures) {
    const match = signature.exec(plain);
    if (match === null || (first !== undefined && match.index >= first.at)) continue;
    first = { at: match.index, id: typeof id === 'string' ? id : id(plain, match) };
  }
  return first?.id ?? (closed.test(plain) && !open.test(plain) ? closedLicense : undefined);
}

/** The license of a plugin's own files: of license files, or of `package.json` where none is recognized. */
export function findLicense(source: Source): FoundLicense | undefined {
  const found: FoundLicense[] = [];
  for (const path of [...source.files.keys()].filter((one) => licenseFile.test(one)).slice(0, mostFiles)) {
    // Notices come with a license and are none.
    if (/^notice|(?:third|3rd).?party/i.test(path)) continue;
    const id = recognizeLicense(source.files.get(source.resolve(path).path)?.text ?? '');
    if (id !== undefined && !found.some((one) => one.id === id)) found.push({ file: path, id });
  }
  const [one] = found;
  // "LICENSE-APACHE" and "LICENSE-MIT" beside each other are a choice.
  const isChoice = found.every(({ file }) => /^licen[cs]e-/i.test(file));
  if (one !== undefined)
    return { file: one.file, id: isChoice ? found.map(({ id }) => id).join(' OR ') : one.id };
  const json = source.json('package.json');
  const license = json?.ok === true && isObject(json.value) ? json.value.license : undefined;
  return typeof license === 'string' && parseLicense(license) !== undefined
    ? { file: 'package.json', id: license }
    : undefined;
}

function mit(text: string, { index }: RegExpExecArray): string {
  return text.includes('above copyright notice and this permission notice', index) ? 'MIT' : 'MIT-0';
}

function isc(text: string, { index }: RegExpExecArray): string {
  return text.includes('provided that the above copyright notice', index) ? 'ISC' : '0BSD';
}

function bsd(text: string, { index }: RegExpExecArray): string {
  if (text.includes('all advertising materials', index)) return 'BSD-4-Clause';
  return /neither the name|may not be used to endorse/.test(text.slice(index))
    ? 'BSD-3-Clause'
    : 'BSD-2-Clause';
}

/** The text alone does not say whether later versions may be used, so nothing more than it says is proposed. */
function gpl(_: string, [, family = '', version = '']: RegExpExecArray): string {
  const name = { affero: 'AGPL', lesser: 'LGPL', library: 'LGPL' }[family.trim()] ?? 'GPL';
  return `${name}-${version.includes('.') ? version : `${version}.0`}-only`;
}

function cc(_: string, [, parts = '', version = '']: RegExpExecArray): string {
  const short = parts
    .replace('noncommercial', 'NC')
    .replace(/noderivatives|noderivs/, 'ND')
    .replace('sharealike', 'SA');
  return `CC-BY${short}-${version}`;
}

function polyform(_: string, [, name]: RegExpExecArray): string {
  return name === 'noncommercial' ? 'PolyForm-Noncommercial-1.0.0' : 'PolyForm-Small-Business-1.0.0';
}

function fsl(_: string, [, name]: RegExpExecArray): string {
  return name === 'mit' ? 'FSL-1.1-MIT' : 'FSL-1.1-ALv2';
}

/** A fix that names a license: what to write, and what the policy of the marketplace says of a license that is no id of SPDX's list. */
export function licenseFix(
  id: string,
  { policy, marketplace }: Pick<PluginContext, 'policy' | 'marketplace'>,
): string {
  const line = `"license": "${id}"`;
  const expression = parseLicense(id);
  const isListed = expression !== undefined && isAllowed(expression, policy.licenses ?? []);
  if (policy.licenses !== undefined && !isListed)
    return `${line}; but this marketplace allows only ${policy.licenses.join(', ')}, so ask its owner first.`;
  if (id.startsWith('LicenseRef-') && marketplace !== undefined)
    return `${line}, which this marketplace allows.`;
  const later = /^(.*)-only$/.exec(id)?.[1];
  return later === undefined
    ? line
    : `${line}, or ${quote(`${later}-or-later`)} where later versions may be used too`;
}
