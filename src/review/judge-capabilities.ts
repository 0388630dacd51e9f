import { exactText, sentenceOf } from '../plugin/capability-words.ts';
import type { PluginContext } from './judge-plugin.ts';
import { say, sentence, shorten } from './words.ts';

/** UTF-16 units of what a capability was and is. */
const longestDetail = 1000;

/** Asks about everything that the plugin can do and could not do before. */
export function judgeCapabilities({ name, capabilities, reasons }: PluginContext): void {
  for (const { narrowed, before, after } of capabilities) {
    if (narrowed || after === undefined) continue;
    const { file, line } = after;
    const summary = sentenceOf(after);
    if (before === undefined) {
      reasons.ask(
        'capability-gained',
        say`${name} gains a capability. ${sentence(summary)}`,
        say`${name} gains a capability. May it do this? ${sentence(summary)}`,
        { file, line },
      );
      continue;
    }
    const shown = exactText(before) === exactText(after) ? sentenceOf : exactText;
    reasons.ask(
      'capability-changed',
      say`A capability of ${name} changes. Before: ${sentence(sentenceOf(before))}`,
      say`A capability of ${name} changes. May it do this from now on? ${sentence(summary)}`,
      {
        file,
        line,
        before: shorten(shown(before), longestDetail),
        after: shorten(shown(after), longestDetail),
      },
    );
  }
}
