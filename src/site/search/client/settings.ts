/// <reference lib="dom" />
const key = 'search-single-keys';

/** What was chosen on this page, where the browser does not remember it. */
let chosen: boolean | undefined;

/** Whether keys without a modifier do something. They do where nothing else was chosen. */
export function hasSingleKeys(): boolean {
  if (chosen !== undefined) return chosen;
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

/** Remembers whether they do something. A browser may refuse to, and then it holds for this page. */
export function setSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(key);
    else localStorage.setItem(key, 'off');
    chosen = undefined;
  } catch {
    chosen = isOn;
  }
}
