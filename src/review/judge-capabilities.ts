import type { PluginContext } from './judge-plugin.ts';
import { forFirst } from './reasons.ts';
import type { CapabilityChange } from './review.ts';
import { counted, say, sentence, shorten } from './words.ts';

/** UTF-16 units of what a capability was and is. */
const longestDetail = 1000;

/** Asks about everything that the plugin can do and could not do before. */
export function judgeCapabilities({ name, capabilities, reasons }: PluginContext): void {
  const ask = ({ change, before, after }: CapabilityChange) => {
    if (after === undefined) return;
    const { summary, file, line } = after;
    if (change === 'gained') {
      reasons.ask(
        'capability-gained',
        say`${name} gains a capability. ${sentence(summary)}`,
        say`${name} gains a capability. May it do this? ${sentence(summary)}`,
        { file, line },
      );
    } else if (before !== undefined) {
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
  };
  forFirst(
    capabilities.filter(({ narrowed }) => !narrowed),
    ask,
    (rest) => {
      const amount = counted(rest, 'more capability change');
      reasons.ask(
        'capability-gained',
        say`${name} has ${amount}.`,
        say`${name} has ${amount}. May it do all of that?`,
      );
    },
  );
}
