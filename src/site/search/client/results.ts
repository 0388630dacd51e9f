/// <reference lib="dom" />
import { isWhole } from '../names-index.ts';
import { type Outcome, pageSize, type Search } from '../search.ts';
import { isAsking, type SearchState } from '../url-state.ts';
import { longestQuery } from '../words.ts';
import { createCard } from './card.ts';
import { siteNames } from './names.ts';
import { createResultsView, type ResultsView } from './results-view.ts';
import { followHistory, type SearchHistory } from './search-history.ts';
import { withSearch } from './source.ts';

/** Milliseconds after which names are shown as long as nothing else is there. */
const slow = 40;

/** Milliseconds after which results are shown without what is still to come of them. */
const patience = 3000;

let isStarted = false;

/** Searches as the field says, and shows what is found in `place`, which everything marked as the default gives way to. */
export function startResults(input: HTMLInputElement, place: HTMLElement): void {
  if (isStarted) return;
  isStarted = true;
  const typedBefore = input.value;
  input.maxLength = longestQuery;
  const past = followHistory(
    () => void run(),
    ({ query }) => {
      input.value = query;
    },
  );
  const view = createResultsView(input, place, {
    state: past.state,
    ask: (next) => past.ask(next, true),
    again: () => void run(),
  });
  const run = createRun(past, view);
  const type = (query: string) => past.ask({ ...past.state(), query, page: 1 }, false);
  // Names are what the first letter is answered from. Where they cannot be had, whoever asks for them says so.
  siteNames().catch(() => {});

  input.addEventListener('input', () => type(input.value));
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value !== past.state().query) type(input.value);
    past.settle();
  });
  if (typedBefore !== '' && typedBefore !== past.state().query) type(typedBefore);
  else {
    input.value = past.state().query;
    void run();
  }
}

/** What asks the search for what is asked now, and shows it. What is asked meanwhile takes its place. */
function createRun(past: SearchHistory, view: ResultsView): () => Promise<void> {
  let latest = 0;

  async function run(): Promise<void> {
    const turn = ++latest;
    const asked = past.state();
    view.begin(asked);
    if (!isAsking(asked)) return;
    const isSlow = setTimeout(() => void preview(turn, asked), slow);
    try {
      await withSearch(async (search) => {
        const outcome = await search.run(asked, view.needsRare());
        clearTimeout(isSlow);
        if (turn === latest) await show(search, turn, asked, outcome);
      });
    } catch {
      clearTimeout(isSlow);
      if (turn === latest) await preview(turn, asked, true);
    }
  }

  /** Names that answer, as long as or because nothing else is there. */
  async function preview(turn: number, asked: SearchState, hasFailed = false): Promise<void> {
    const names = await siteNames().catch(() => undefined);
    if (turn !== latest) return;
    const found = (names?.search(asked.query) ?? []).filter(isWhole).map(({ plugin }) => plugin);
    if (names && (Object.keys(asked.chosen).length === 0 || hasFailed))
      view.showNames(asked, names, found.slice(0, pageSize));
    if (hasFailed) view.showFailure(names && found.length);
  }

  async function show(search: Search, turn: number, asked: SearchState, outcome: Outcome): Promise<void> {
    const names = await search.names();
    const cards = outcome.plugins.map((plugin) =>
      createCard(names, plugin, outcome.standing(plugin), asked.query, outcome.byReadme.has(plugin)),
    );
    const filled = Promise.all(
      outcome.plugins.map(async (plugin, index) => {
        const found = await search.details(plugin).catch(() => undefined);
        if (found) cards[index]?.fill(found);
      }),
    );
    // What stands there is replaced once the new results are whole, or after a while: a list that grows line by line is hard to read.
    await Promise.race([filled, new Promise((done) => setTimeout(done, patience))]);
    if (turn !== latest) return;
    if (outcome.page !== asked.page) past.correct({ ...asked, page: outcome.page });
    view.show(asked, outcome, cards, names);
    if (!past.hasPlace()) return;
    await filled;
    if (turn === latest) past.goToPlace();
  }

  return run;
}
