import { byText } from '../plugin/text.ts';
import { askedOf, type People } from './people.ts';
import { failures, questions, type Reason, type ReasonId, type Verdict } from './review.ts';
import { counted, say, shorten, type Words } from './words.ts';

/** Longest path in a reason, in UTF-16 units. */
const longestPath = 500;
/** Most reasons of one kind in a collection; the rest are counted in one more reason. */
const mostAlike = 40;

type Place = Pick<Reason, 'plugin' | 'file' | 'line'>;
/** What a question may name. `askOf` are those who may answer; absent: the curators. */
type QuestionDetails = Partial<Place & Pick<Reason, 'askOf' | 'before' | 'after' | 'changes'>>;
type FailureDetails = Partial<Place & Pick<Reason, 'rule'>>;

/** Collects the reasons of a verdict. */
export type Reasons = {
  /** Adds a question for a person. */
  ask(id: ReasonId, message: Words, question: Words, details?: QuestionDetails): void;
  /** Adds a failure and how to fix it. */
  fail(id: ReasonId, message: Words, fix: Words, details?: FailureDetails): void;
  /** All reasons so far. */
  all(): Reason[];
};

/**
 * An empty collection of reasons.
 * @param plugin name of the plugin that all of them are about; their files are then relative to its folder
 */
export function collectReasons({ author, curators }: People, plugin?: string): Reasons {
  const byId = new Map<ReasonId, Reason[]>();
  const add = (reason: Reason) => {
    const alike = byId.get(reason.id) ?? [];
    byId.set(reason.id, alike);
    alike.push(plugin === undefined ? reason : { plugin, ...reason, ...fileIn(plugin, reason.file) });
  };
  return {
    ask(id, message, question, { askOf = curators, ...details } = {}) {
      add({ id, verdict: 'review', message, question, askOf: askedOf(askOf, author), ...details });
    },
    fail(id, message, fix, details = {}) {
      add({ id, verdict: 'fail', message, fix, ...details });
    },
    all: () => [...byId.values()].flatMap(withoutMany),
  };
}

function fileIn(plugin: string, file: string | undefined): { file?: string } {
  if (file === undefined) return {};
  return { file: shorten(file === '.' ? `plugins/${plugin}` : `plugins/${plugin}/${file}`, longestPath) };
}

/** The first of many reasons of one kind, and one that counts the rest. */
function withoutMany(reasons: readonly Reason[]): readonly Reason[] {
  const [first] = reasons;
  const rest = reasons.length - mostAlike;
  if (rest <= 0 || first === undefined) return reasons;
  const { id, verdict, plugin, askOf } = first;
  const message = say`There are ${counted(rest, 'more finding')} of this kind.`;
  const summary: Reason = {
    id,
    verdict,
    message,
    ...(plugin === undefined ? {} : { plugin }),
    ...(verdict === 'fail'
      ? { fix: say`See all of them: npm run check` }
      : { question: [...message, ' Are all of them right too?'] }),
    ...(askOf === undefined ? {} : { askOf }),
  };
  return [...reasons.slice(0, mostAlike), summary];
}

/** The verdict that reasons give together. */
export function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return reasons.length > 0 ? 'review' : 'pass';
}

const order: readonly string[] = [...failures, ...questions];

/** Sorts failures first, then by kind and place. */
export function byImportance(a: Reason, b: Reason): number {
  return (
    Number(b.verdict === 'fail') - Number(a.verdict === 'fail') ||
    order.indexOf(a.id) - order.indexOf(b.id) ||
    byText(a.plugin ?? '', b.plugin ?? '') ||
    byText(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    byText(JSON.stringify(a.message), JSON.stringify(b.message))
  );
}
