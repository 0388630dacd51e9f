/// <reference lib="dom" />
const key = 'search-single-keys';

/** Whether keys without a modifier do something. A browser may refuse to remember, and then they do. */
export function hasSingleKeys(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

export function setSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(key);
    else localStorage.setItem(key, 'off');
  } catch {
    // It then holds for this page only where the browser remembers nothing.
  }
}
