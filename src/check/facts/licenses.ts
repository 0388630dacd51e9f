import { createRequire } from 'node:module';
import { suggest } from '../text/names.ts';

/** A parsed SPDX expression. https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/ */
type LicenseExpression =
  | { license: string; plus?: true; exception?: string }
  | { left: LicenseExpression; conjunction: 'and' | 'or'; right: LicenseExpression };

/** What nearly everybody writes: read without loading a parser and its lists. */
const usual = new Set([
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'MPL-2.0',
  'Unlicense',
  '0BSD',
  'CC0-1.0',
  'CC-BY-4.0',
]);
/** Characters; parsing recurses with the depth of an expression. */
const longest = 300;

const require = createRequire(import.meta.url);
const parsed = new Map<string, LicenseExpression | undefined>();

/** The expression that a text is, or undefined where it is none. */
export function parseLicense(text: string): LicenseExpression | undefined {
  if (usual.has(text)) return { license: text };
  if (text.length > longest) return undefined;
  if (parsed.has(text)) return parsed.get(text);
  let expression: LicenseExpression | undefined;
  try {
    expression = (require('spdx-expression-parse') as (text: string) => LicenseExpression)(text);
  } catch {
    expression = undefined;
  }
  if (parsed.size > 1000) parsed.clear();
  parsed.set(text, expression);
  return expression;
}

/** Whether an expression can be met with some ids alone: one side of an OR, both sides of an AND. */
export function isAllowed(expression: LicenseExpression, allowed: readonly string[]): boolean {
  if ('license' in expression) {
    const id = expression.plus === true ? `${expression.license}+` : expression.license;
    const whole = expression.exception === undefined ? id : `${id} WITH ${expression.exception}`;
    return allowed.includes(whole) || (expression.exception !== undefined && allowed.includes(id));
  }
  const { left, right, conjunction } = expression;
  return conjunction === 'or'
    ? isAllowed(left, allowed) || isAllowed(right, allowed)
    : isAllowed(left, allowed) && isAllowed(right, allowed);
}

/** What people write for a license that has an id: https://spdx.org/licenses/ */
const spoken: readonly (readonly [RegExp, string])[] = [
  [/^(?:the )?mit(?: licen[cs]e)?$/i, 'MIT'],
  [/^apache(?:[ -]licen[cs]e)?,?(?:[ -]?(?:version|v)?[ .-]?2(?:\.0)?)?$/i, 'Apache-2.0'],
  [/^(?:gnu )?a?gpl[ -]?v?3(?:\.0)?$/i, 'GPL-3.0-or-later'],
  [/^(?:gnu )?gpl[ -]?v?2(?:\.0)?$/i, 'GPL-2.0-or-later'],
  [/^(?:new |revised |modified |3-clause )?bsd(?: ?-?3(?:-clause)?)?(?: licen[cs]e)?$/i, 'BSD-3-Clause'],
  [/^(?:mozilla(?: public licen[cs]e)?|mpl)(?: |-)?v?(?:2(?:\.0)?)?$/i, 'MPL-2.0'],
  [/^(?:public domain|pd)$/i, 'CC0-1.0'],
  [/^cc[ -]by(?:[ -]4(?:\.0)?)?$/i, 'CC-BY-4.0'],
];

/** The id that a text most likely means, or undefined. */
export function suggestLicense(text: string): string | undefined {
  const short = text.trim().slice(0, 80);
  const agpl = /^(?:gnu )?agpl/i.test(short);
  const known = spoken.find(([pattern]) => pattern.test(short))?.[1];
  if (known !== undefined) return agpl ? 'AGPL-3.0-or-later' : known;
  return suggest(short, require('spdx-license-ids') as string[]);
}
