import { asciiJson } from '../../check/reporters/json.ts';
import { exactText, sentenceOf } from '../../plugin/capability-words.ts';
import type { Capability } from '../../plugin/kinds/list.ts';
import type { PluginReview, Reason, Review } from '../review.ts';
import { plain, shorten } from '../words.ts';

/** UTF-16 units of one text in the answer. */
const longestText = 2000;

/**
 * The review as one line of JSON, in the shape of `schemas/review.schema.json`. Invisible characters are escaped.
 * @param ruleset see `rulesetVersion`
 */
export function jsonReport(review: Review, ruleset: string): string {
  const { verdict, base, head, merged, author, curators, repository, reasons, plugins, outside } = review;
  const answer = {
    schemaVersion: 1,
    verdict,
    ruleset,
    ...(repository === undefined ? {} : { repository }),
    base,
    head,
    merged,
    ...(author === undefined ? {} : { author }),
    curators,
    reasons: reasons.map(reasonJson),
    plugins: plugins.map(pluginJson),
    outside,
  };
  // The runner of GitHub's workflows takes this as a command anywhere in a line.
  return `${asciiJson(cut(answer)).replaceAll('##[', '#\\u0023[')}\n`;
}

function reasonJson({ message, fix, question, ...rest }: Reason): object {
  return {
    ...rest,
    message: plain(message),
    ...(fix === undefined ? {} : { fix: plain(fix) }),
    ...(question === undefined ? {} : { question: plain(question) }),
  };
}

function pluginJson(plugin: PluginReview): object {
  const { count, listed } = plugin.capabilities;
  const json = (capability: Capability) => ({
    summary: sentenceOf(capability),
    detail: exactText(capability),
    file: capability.file,
    line: capability.line,
  });
  return {
    ...plugin,
    capabilities: {
      count,
      listed: listed.map(({ before, after, ...change }) => ({
        ...change,
        ...(before === undefined ? {} : { before: json(before) }),
        ...(after === undefined ? {} : { after: json(after) }),
      })),
    },
  };
}

/** A value whose texts are all cut. */
function cut(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value, longestText);
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item)]));
}
