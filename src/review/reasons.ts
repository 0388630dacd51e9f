import { byText } from '../plugin/text.ts';
import { askedOf, type People } from './people.ts';
import { failures, questions, type Reason, type ReasonId, type Verdict } from './review.ts';
import { shorten, type Words } from './words.ts';

/** Longest path in a reason, in UTF-16 units. */
const longestPath = 500;
/** Most reasons of one kind about one plugin; the rest are counted in one more reason. */
const mostAlike = 40;

type Place = Pick<Reason, 'plugin' | 'file' | 'line'>;
/** What a question may name. `askOf` are those who may answer; absent: the curators. */
export type QuestionDetails = Partial<Place & Pick<Reason, 'askOf' | 'before' | 'after'>>;
export type FailureDetails = Partial<Place & Pick<Reason, 'rule'>>;

/** Collects the reasons of a verdict. */
export type Reasons = {
  readonly list: readonly Reason[];
  /** Adds a question for a person. */
  ask(id: ReasonId, message: Words, question: Words, details?: QuestionDetails): void;
  /** Adds a failure and how to fix it. */
  fail(id: ReasonId, message: Words, fix: Words, details?: FailureDetails): void;
};

/**
 * An empty collection of reasons.
 * @param plugin name of the plugin that all of them are about; their files are then relative to its folder
 */
export function collectReasons({ author, curators }: People, plugin?: string): Reasons {
  const list: Reason[] = [];
  const place = ({ file, line, plugin: other = plugin }: Partial<Place>): Partial<Place> => ({
    ...(other === undefined ? {} : { plugin: other }),
    ...(file === undefined ? {} : { file: pathOf(file, plugin) }),
    ...(file === undefined || line === undefined ? {} : { line }),
  });
  return {
    list,
    ask(id, message, question, { askOf = curators, ...details } = {}) {
      const people = askedOf(askOf, author);
      list.push({ ...details, id, ...place(details), verdict: 'review', message, question, askOf: people });
    },
    fail(id, message, fix, details = {}) {
      list.push({ ...details, id, ...place(details), verdict: 'fail', message, fix });
    },
  };
}

function pathOf(file: string, plugin: string | undefined): string {
  if (plugin === undefined) return file;
  return shorten(file === '.' ? `plugins/${plugin}` : `plugins/${plugin}/${file}`, longestPath);
}

/**
 * Calls `add` for the first of many findings of one kind.
 * @param addRest called with how many are left, where there are any
 */
export function forFirst<T>(
  items: readonly T[],
  add: (item: T) => void,
  addRest: (amount: number) => void,
): void {
  items.slice(0, mostAlike).forEach(add);
  if (items.length > mostAlike) addRest(items.length - mostAlike);
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
