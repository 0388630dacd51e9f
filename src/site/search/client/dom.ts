/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Child = Node | string;

/** An element with attributes and what is in it. Text stays text: nothing here reads markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Where the site begins, with a slash at the end. */
export function siteBase(): string {
  return document.documentElement.dataset.base ?? '/';
}

/** The address of a plugin's page, or of a place on it. */
export function pluginHref(name: string, anchor = ''): string {
  return `${siteBase()}plugins/${encodeURIComponent(name)}/${anchor === '' ? '' : `#${encodeURIComponent(anchor)}`}`;
}

/** Text with the words that were typed marked, where a word of it begins so. */
export function marked(text: string, typed: readonly string[]): Child[] {
  if (typed.length === 0) return [text];
  const parts = text.split(/([\p{L}\p{N}]+)/u);
  const result: Child[] = [];
  let plain = '';
  for (const part of parts) {
    const folded = part.toLowerCase();
    const word = typed.find((each) => folded.startsWith(each) && each !== '');
    if (word === undefined || (word.length < 2 && folded !== word)) {
      plain += part;
      continue;
    }
    if (plain !== '') result.push(plain);
    plain = part.slice(word.length);
    result.push(element('mark', {}, part.slice(0, word.length)));
  }
  if (plain !== '') result.push(plain);
  return result;
}

/**
 * Lets the arrow keys go from the input through the links that `links` names and back; Home and End go to the first and the last one. Escape
 * goes back to the input. Enter is the link's own.
 */
export function arrowKeys(input: HTMLInputElement, place: HTMLElement, links: string): void {
  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    const all = [...place.querySelectorAll<HTMLElement>(links)];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const isInInput = document.activeElement === input;
    if (!isInInput && at < 0) return;
    let to: HTMLElement | undefined;
    if (event.key === 'ArrowDown') to = all[at + 1];
    else if (event.key === 'ArrowUp' && !isInInput) to = at === 0 ? input : all[at - 1];
    else if (event.key === 'Home' && !isInInput) to = all[0];
    else if (event.key === 'End' && !isInInput) to = all.at(-1);
    else if (event.key === 'Escape' && !isInInput) to = input;
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  };
  input.addEventListener('keydown', move);
  place.addEventListener('keydown', move);
}
