import { asciiJson } from '../../check/reporters/json.ts';
import type { PluginReview, Reason, Review } from '../review.ts';
import { plain, shorten } from '../words.ts';

/** UTF-16 units of one text in the answer. */
const longestText = 2000;

/**
 * The review as one line of JSON, in the shape of `schemas/review.schema.json`. Everything that cannot be seen is escaped.
 * @param ruleset see `rulesetHash`
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
  // The runner of GitHub's workflows obeys this wherever it stands in a line.
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
  const { capabilities } = plugin;
  return {
    ...plugin,
    capabilities: {
      count: capabilities.count,
      listed: capabilities.listed.map(({ before, after, ...change }) => ({
        ...change,
        ...(before === undefined
          ? {}
          : {
              before: {
                summary: before.summary,
                detail: before.detail,
                file: before.file,
                line: before.line,
              },
            }),
        ...(after === undefined
          ? {}
          : { after: { summary: after.summary, detail: after.detail, file: after.file, line: after.line } }),
      })),
    },
  };
}

/** Every text in a value, cut. */
function cut(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value, longestText);
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item)]));
}
