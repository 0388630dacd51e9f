import type { PluginContext } from './judge-plugin.ts';
import { say, sentence, shorten } from './words.ts';

/** UTF-16 units of what a capability was and is. */
const longestDetail = 1000;

/** Asks about everything that the plugin can do and could not do before. */
export function judgeCapabilities({ name, capabilities, reasons }: PluginContext): void {
  for (const { narrowed, before, after } of capabilities) {
    if (narrowed || after === undefined) continue;
    const { summary, file, line } = after;
    if (before === undefined) {
      reasons.ask(
        'capability-gained',
        say`${name} gains a capability. ${sentence(summary)}`,
        say`${name} gains a capability. May it do this? ${sentence(summary)}`,
        { file, line },
      );
      continue;
    }
    const isSameDetail = before.detail === after.detail;
    reasons.ask(
      'capability-changed',
      say`A capability of ${name} changes. Before: ${sentence(before.summary)}`,
      say`A capability of ${name} changes. May it do this from now on? ${sentence(summary)}`,
      {
        file,
        line,
        before: shorten(isSameDetail ? before.summary : before.detail, longestDetail),
        after: shorten(isSameDetail ? summary : after.detail, longestDetail),
      },
    );
  }
}
