/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Capability, Component } from '../../plugin/plugin.ts';
import { capabilityGroups, groupOf } from '../capability-groups.ts';
import { nearestNames } from '../nearest-names.ts';
import { brings, count, size, thousands } from '../words.ts';

/** What the comparison reads of a plugin's file in the API. */
type Plugin = {
  name: string;
  displayName?: string;
  version?: string;
  description?: string;
  author?: { name: string };
  license?: string;
  updated?: string;
  deprecated?: { reason: string };
  yanked?: { version: string; reason: string; date: string }[];
  components: Component[];
  capabilities: Capability[];
  tokens: { alwaysOn: number; onInvoke: number };
  files: { count: number; bytes: number };
  check: { status: string; errors: number; warnings: number; infos: number };
  dependencies?: { name: string }[];
};

const most = 4;
const base = document.documentElement.dataset.base ?? '/';
const place = document.querySelector<HTMLElement>('[data-compare]');
const status = document.querySelector<HTMLElement>('[data-compare-status]');
const form = document.querySelector<HTMLFormElement>('[data-compare-form]');
const input = form?.querySelector('input');
const options = form?.querySelector('datalist');

/** Names of this page's address, each once. */
function asked(): string[] {
  const names = location.search
    .slice(1)
    .split('&')
    .map((part) => {
      try {
        return decodeURIComponent(part.split('=')[0] ?? '');
      } catch {
        return '';
      }
    })
    .filter((name) => /^[a-z0-9][a-z0-9._-]{0,199}$/i.test(name));
  return [...new Set(names)].slice(0, most);
}

function element(tag: string, text = '', properties: Record<string, string> = {}): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
  return made;
}

function words(list: readonly string[], none: string): HTMLElement {
  if (list.length === 0) return element('span', none, { class: 'quiet' });
  const made = element('ul');
  for (const item of list) made.append(element('li', item, { dir: 'auto' }));
  return made;
}

/** Items of a kind that the page of the plugin tells in full. */
const mostListed = 8;

function listed(list: readonly string[], none: string): HTMLElement {
  const unique = [...new Set(list)];
  const more = unique.length - mostListed;
  return words(more > 0 ? [...unique.slice(0, mostListed), `${thousands(more)} more`] : unique, none);
}

function statusOf({ deprecated, check, yanked = [], version }: Plugin): string {
  if (check.status !== 'ok') return 'Does not pass the check';
  if (yanked.some((item) => item.version === version)) return 'Withdrawn';
  return deprecated ? 'Deprecated' : 'Passed the check';
}

const rows: [string, (plugin: Plugin) => HTMLElement][] = [
  ['What it is', (plugin) => element('span', plugin.description ?? '', { dir: 'auto' })],
  ['Version', (plugin) => element('span', plugin.version ?? 'none', { dir: 'auto' })],
  ['Author', (plugin) => element('span', plugin.author?.name ?? 'unknown', { dir: 'auto' })],
  ['Licence', (plugin) => element('span', plugin.license ?? 'none', { dir: 'auto' })],
  ['Updated', (plugin) => element('span', plugin.updated ?? 'unknown')],
  ['Status', (plugin) => element('span', statusOf(plugin))],
  [
    'Findings',
    ({ check: { errors, warnings, infos } }) =>
      element(
        'span',
        errors + warnings + infos === 0
          ? 'none'
          : [
              count(errors, 'error', 'errors'),
              count(warnings, 'warning', 'warnings'),
              count(infos, 'note', 'notes'),
            ].join(', '),
      ),
  ],
  ['Brings', (plugin) => words(brings(plugin), 'nothing')],
  ...capabilityGroups.map(({ id, title }): [string, (plugin: Plugin) => HTMLElement] => [
    title,
    ({ capabilities }) =>
      listed(
        capabilities
          .filter((capability) => groupOf(capability) === id)
          .map(({ summary }) => summary.replaceAll('`', '')),
        'no',
      ),
  ]),
  ['Tokens in every session', ({ tokens }) => element('span', thousands(tokens.alwaysOn))],
  ['Tokens when its largest part is used', ({ tokens }) => element('span', thousands(tokens.onInvoke))],
  ['Files', ({ files }) => element('span', `${count(files.count, 'file', 'files')}, ${size(files.bytes)}`)],
  [
    'Needs',
    ({ dependencies = [] }) =>
      listed(
        dependencies.map(({ name }) => name),
        'no other plugin',
      ),
  ],
];

function addressOf(names: readonly string[]): string {
  return `${base}compare/${names.length === 0 ? '' : `?${names.map(encodeURIComponent).join('&')}`}`;
}

function show(plugins: readonly Plugin[]): void {
  if (!place) return;
  const names = plugins.map(({ name }) => name);
  const table = element('table', '', { class: 'compare' });
  const head = table.appendChild(element('thead')).appendChild(element('tr'));
  head.append(element('td'));
  for (const { name, displayName } of plugins) {
    const cell = head.appendChild(element('th', '', { scope: 'col' }));
    const link = cell.appendChild(element('a', '', { href: `${base}plugins/${name}/` }));
    link.append(element('bdi', displayName ?? name));
    const others = names.filter((one) => one !== name);
    const away = element('a', 'Take away', { href: addressOf(others), class: 'small' });
    away.append(element('span', ` ${displayName ?? name}`, { class: 'unseen' }));
    cell.append(element('br'), away);
  }
  const body = table.appendChild(element('tbody'));
  for (const [title, cellOf] of rows) {
    const cells = plugins.map(cellOf);
    const isSame = cells.every(({ textContent }) => textContent === cells[0]?.textContent);
    const row = body.appendChild(element('tr', '', isSame && cells.length > 1 ? { class: 'same' } : {}));
    row.append(element('th', title, { scope: 'row' }));
    for (const cell of cells) row.appendChild(element('td')).append(cell);
  }
  const scroll = element('div', '', {
    class: 'scroll',
    role: 'group',
    'aria-label': 'Comparison',
    tabindex: '0',
  });
  scroll.append(table);
  place.replaceChildren(scroll);
}

async function read(name: string): Promise<Plugin | undefined> {
  const answer = await fetch(`${base}api/v1/plugins/${encodeURIComponent(name)}.json`);
  return answer.ok ? ((await answer.json()) as Plugin) : undefined;
}

let known: string[] | undefined;

async function knownNames(): Promise<string[]> {
  if (known === undefined) {
    const answer = await fetch(`${base}api/v1/plugins.json`);
    known = answer.ok
      ? ((await answer.json()) as { plugins: { name: string }[] }).plugins.map(({ name }) => name)
      : [];
  }
  return known;
}

/** Proposals for what is typed: a list of all would be long to look through. */
async function propose(): Promise<void> {
  const typed = input?.value.trim().toLowerCase() ?? '';
  if (typed.length < 2 || !options) return;
  const names = await knownNames();
  const starting = names.filter((name) => name.startsWith(typed)).slice(0, 8);
  const proposed = [...new Set([...starting, ...nearestNames(typed, names, 8)])].slice(0, 8);
  options.replaceChildren(...proposed.map((name) => element('option', '', { value: name })));
}

async function add(): Promise<void> {
  const name = input?.value.trim().toLowerCase() ?? '';
  if (name === '' || !status) return;
  const names = asked();
  if (names.length >= most) {
    status.textContent = `At most ${most} plugins fit side by side: take one away first.`;
    return;
  }
  const all = await knownNames();
  if (all.includes(name)) {
    location.assign(addressOf([...names, name]));
    return;
  }
  const [nearest] = nearestNames(name, all, 1);
  status.textContent = `There is no plugin "${name}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`;
}

async function start(): Promise<void> {
  if (!status) return;
  const names = asked();
  const found = (await Promise.all(names.map(read))).filter((plugin) => plugin !== undefined);
  const missing = names.filter((name) => !found.some((plugin) => plugin.name === name));
  if (found.length > 0) show(found);
  status.textContent = [
    missing.length > 0 ? `There is no plugin ${missing.map((name) => `"${name}"`).join(', ')}.` : '',
    found.length === 0
      ? 'Name the plugins to compare.'
      : found.length === 1
        ? 'Name another one to compare it with.'
        : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

if (form) {
  form.classList.add('ready');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void add();
  });
  input?.addEventListener('input', () => void propose());
}
start().catch(() => {
  if (status) status.textContent = 'The plugins could not be loaded. Try again.';
});
