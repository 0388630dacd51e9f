/// <reference lib="dom" />
import { isAsking, readState, type SearchState, writeState } from '../url-state.ts';

/** Milliseconds without a letter after which the address says what was typed. */
const settled = 300;

/** What is asked, as the address and the history of the browser have it, and where the page was left. */
export type SearchHistory = {
  /** What is asked now. */
  state(): SearchState;
  /** Takes over what is asked: as a step that Back undoes, or in place of the last one. To begin and to end asking is a step. */
  ask(next: SearchState, isStep: boolean): void;
  /** Has the address say what is shown instead of what was asked. */
  correct(shown: SearchState): void;
  /** Has the address say at once what was typed last. */
  settle(): void;
  /** Whether the page was left somewhere, so that it is to go there once it is whole. */
  hasPlace(): boolean;
  goToPlace(): void;
};

/** Follows the history of the page. `changed` is told of whatever is asked anew; `moved` of what Back or Forward lead to, before that. */
export function followHistory(changed: () => void, moved: (state: SearchState) => void): SearchHistory {
  let state = readState(location.search);
  /** Runs where what was typed last is not in the address yet. */
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let scrolled: ReturnType<typeof setTimeout> | undefined;
  /** Pixels from the top. */
  let place = placeOfEntry();

  function settle(): void {
    if (waiting === undefined) return;
    forget();
    if (addressOf(state) !== location.pathname + location.search)
      history.replaceState({}, '', addressOf(state));
  }

  function forget(): void {
    clearTimeout(waiting);
    waiting = undefined;
  }

  function keepPlace(): void {
    const scroll = Math.round(scrollY);
    if (isAsking(state) && history.state?.scroll !== scroll)
      history.replaceState({ ...history.state, scroll }, '');
  }

  addEventListener('popstate', () => {
    // The entry that these are of is no longer the current one.
    forget();
    clearTimeout(scrolled);
    state = readState(location.search);
    place = placeOfEntry() ?? 0;
    moved(state);
    changed();
  });
  addEventListener('scroll', () => {
    clearTimeout(scrolled);
    if (place === undefined) scrolled = setTimeout(keepPlace, 100);
  });
  addEventListener('pagehide', () => {
    settle();
    keepPlace();
  });

  return {
    state: () => state,
    ask(next, isStep) {
      if (isStep || isAsking(state) !== isAsking(next)) {
        // Back leads to what was typed last, not to the letter before it.
        settle();
        keepPlace();
        history.pushState({}, '', addressOf(next));
      } else {
        clearTimeout(waiting);
        waiting = setTimeout(settle, settled);
      }
      state = next;
      place = undefined;
      changed();
    },
    correct(shown) {
      state = shown;
      history.replaceState(history.state, '', addressOf(shown));
    },
    settle,
    hasPlace: () => place !== undefined,
    goToPlace() {
      scrollTo({ top: place ?? 0, behavior: 'instant' });
      place = undefined;
    },
  };
}

/** The address of this page where it asks so. */
export function addressOf(state: SearchState): string {
  return location.pathname + writeState(state);
}

function placeOfEntry(): number | undefined {
  return typeof history.state?.scroll === 'number' ? history.state.scroll : undefined;
}
