/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Says something to who listens to the page instead of seeing it. */
function announce(text: string): void {
  const status = document.querySelector('[data-status]');
  if (status) status.textContent = text;
}

/** Shows the buttons that copy what stands beside them; without a script they would do nothing. */
function enableCopying(): void {
  if (navigator.clipboard === undefined) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('.code > .copy')) {
    const label = button.firstChild;
    const code = button.parentElement?.querySelector('code');
    if (label === null || !code) continue;
    button.hidden = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (text: string) => {
      label.nodeValue = text;
      announce('');
      announce(text);
      clearTimeout(timer);
      timer = setTimeout(() => {
        label.nodeValue = 'Copy';
        announce('');
      }, 3000);
    };
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(code.textContent ?? '').then(
        () => say('Copied'),
        () => say('Not copied'),
      );
    });
  }
}

/** The id that an address leads to. What is no encoding, as in `#100%`, is what it says. */
function targetId(): string {
  const written = location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** A place within something that is closed is opened when a link leads there, and one that moved to a page of its own is found there. */
function openTarget(): void {
  const id = targetId();
  const target = id === '' ? null : document.getElementById(id);
  if (id !== '' && (target === null || target.dataset.elsewhere !== undefined)) {
    const part = id.startsWith('readme-') ? 'readme' : 'brings';
    const rest = document.querySelector<HTMLAnchorElement>(`a[data-rest="${part}"]`);
    if (rest) location.replace(rest.href + location.hash);
  }
  const closed = target?.closest('details:not([open])');
  if (closed instanceof HTMLDetailsElement) {
    closed.open = true;
    target?.scrollIntoView();
  }
}

enableCopying();
openTarget();
addEventListener('hashchange', openTarget);
