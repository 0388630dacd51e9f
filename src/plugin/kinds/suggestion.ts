import { asRecord, asText, own } from '../values.ts';
import { text, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const suggestion = defineKind({
  kind: 'suggestion',
  capability: {
    fields: {
      signal: text('The signal of "relevance" that fits nearly every session.'),
      patterns: texts('What of it does.'),
    },
    identity: ({ signal }) => signal,
    subject: ({ patterns }) => ({ kind: 'text', value: patterns.join(', ') }),
    flags: () => ['changes-settings'],
    group: () => 'changes-your-setup',
  },
  find({ source, lineOf }, found) {
    const file = 'listing.json';
    const parsed = source.json(file);
    const listing = parsed?.ok === true ? asRecord(parsed.value) : {};
    const signals = asRecord(own(asRecord(own(listing, 'relevance')), 'signals'));
    for (const [signal, list] of Object.entries(signals)) {
      const fits = (one: unknown) =>
        signal === 'manifestDeps'
          ? anyText.test(asText(own(asRecord(one), 'pattern')) ?? '')
          : everywhere[signal]?.test(asText(one) ?? '');
      const wide = (Array.isArray(list) ? list : []).filter(fits);
      const patterns = wide.map((one) => asText(one) ?? asText(own(asRecord(one), 'pattern')) ?? '');
      if (patterns.length === 0) continue;
      const place = { file, line: lineOf(file, ['relevance', 'signals', signal], signal) };
      found.capability({ signal, patterns, trigger: triggerAt('session-start', place), ...place });
    }
  },
});

/** Globs that match any folder or file. */
const anyPath = /^(?:\/|~\/|\.\/)?(?:\*{1,2}\/?)+(?:\*?\.?\*)?$/;

/** A regular expression that matches any text. */
const anyText = /^(?:\^?\.[*+]?\$?|\(\?:\)|\^|\$|\[\\s\\S\][*+]?|\\[wsSW][*+]?|\|.*|.*\|)$/;

/** For each signal what nearly every session has. */
const everywhere: Readonly<Record<string, RegExp>> = {
  cwd: anyPath,
  filesRead: new RegExp(
    `${anyPath.source}|^(?:\\*\\*/)?(?:README|CLAUDE|AGENTS)\\.md$|^(?:\\*\\*/)?\\*\\.(?:md|json|ts|js|py)$`,
    'i',
  ),
  cli: /^(?:git|ls|cd|cat|echo|grep|find|sed|awk|head|tail|mkdir|rm|cp|mv|pwd|bash|sh|node|npm|python3?|claude)$/,
  hosts: /^(?:localhost|github\.com|api\.github\.com|registry\.npmjs\.org|pypi\.org|api\.anthropic\.com)$/,
};
