import { renderMarkdown } from './markdown.ts';
import type { SiteRule } from './site-data.ts';

/** A rule's page in parts: what it finds in one sentence, and the rest as markup. */
export function ruleText({ id, text }: Pick<SiteRule, 'id' | 'text'>): { finds: string; markup: string } {
  const body = text.replace(/^# .*\n+/, '');
  const finds = (/^(?!- |#)(.+(?:\n(?!\n|- |#).+)*)/.exec(body)?.[1] ?? `What the rule ${id} finds.`).replace(
    /\s+/g,
    ' ',
  );
  // Authority, severity and whether it can be waived are told from the rule itself.
  const rest = body.slice(body.search(/^## /m)).replace(/^(```\w+) (\S+)$/gm, '**`$2`**\n\n$1');
  const { markup } = renderMarkdown(body.includes('\n## ') ? rest : '', {
    resolve: (address) => {
      const rule = /^\.\.\/([a-z0-9-]+)\/(?:README\.md)?$/.exec(address)?.[1];
      return rule === undefined ? undefined : `../${rule}/`;
    },
    idPrefix: '',
    topLevel: 2,
    dropTitle: true,
    longest: 100_000,
    foreign: false,
  });
  return { finds, markup };
}

/** What decides about a rule, in words. */
export const authorityWords: Readonly<Record<SiteRule['authority'], string>> = {
  'claude-code': 'Claude Code itself refuses, ignores or warns about it',
  marketplace: 'The marketplace asks for it',
};

/** Severities in words. */
export const severityWords: Readonly<Record<SiteRule['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
  off: 'Switched off',
};
