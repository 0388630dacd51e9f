/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import { capabilityGroups } from '../../plugin/kinds/vocabulary.ts';
import { formatBytes } from '../../plugin/text.ts';
import type { ApiCapability } from '../../registry/api/v1-fields.ts';
import { standingOf } from '../../registry/standing.ts';
import { groupWords } from '../capability-words.ts';
import { nearestNames } from '../nearest-names.ts';
import type { RegistryPlugin } from '../registry.ts';
import { element, pluginHref, siteBase } from '../search/client/dom.ts';
import { namesText } from '../search/client/site-names.ts';
import { decodeNames } from '../search/names-file.ts';
import { once } from '../search/once.ts';
import { brings, count, standingWords, thousands } from '../words.ts';

/** What the comparison reads of a plugin's file in the API. */
type Plugin = Omit<RegistryPlugin, 'versions' | 'capabilities'> & { capabilities: ApiCapability[] };

const most = 4;
/** Names of an address that are looked up: one or the other may be of a plugin that there is not. */
const mostAsked = 2 * most;
const base = siteBase();
const place = document.querySelector<HTMLElement>('[data-compare]');
const status = document.querySelector<HTMLElement>('[data-compare-status]');
const form = document.querySelector<HTMLFormElement>('[data-compare-form]');
const input = form?.querySelector('input');
const options = form?.querySelector('datalist');

/** Names of this page's address, each once. */
function asked(): string[] {
  const names = [...new URLSearchParams(location.search).keys()].filter((name) =>
    /^[a-z0-9][a-z0-9._-]{0,199}$/i.test(name),
  );
  return [...new Set(names)].slice(0, mostAsked);
}

/** Names of the plugins that are compared. */
let compared: readonly string[] = asked().slice(0, most);

/** Text that may run from right to left. */
function plain(text: string): HTMLElement {
  return element('span', { dir: 'auto' }, text);
}

function words(list: readonly string[], none: string): HTMLElement {
  if (list.length === 0) return element('span', { class: 'quiet' }, none);
  return element('ul', {}, ...list.map((item) => element('li', { dir: 'auto' }, item)));
}

/** Items of a kind that the page of the plugin tells in full. */
const mostListed = 8;

function listed(list: readonly string[], none: string): HTMLElement {
  const unique = [...new Set(list)];
  const more = unique.length - mostListed;
  return words(more > 0 ? [...unique.slice(0, mostListed), `${thousands(more)} more`] : unique, none);
}

const rows: [string, (plugin: Plugin) => HTMLElement][] = [
  ['What it is', (plugin) => plain(plugin.description ?? '')],
  ['Version', (plugin) => plain(plugin.version ?? 'none')],
  ['Author', (plugin) => plain(plugin.author?.name ?? 'unknown')],
  ['License', (plugin) => plain(plugin.license ?? 'none')],
  ['Updated', (plugin) => plain(plugin.updated ?? 'unknown')],
  ['Status', (plugin) => plain(standingWords[standingOf(plugin)]?.text ?? 'Passed the check')],
  [
    'Findings',
    ({ check: { errors, warnings, infos } }) =>
      plain(
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
  ...capabilityGroups.map((id): [string, (plugin: Plugin) => HTMLElement] => [
    groupWords[id].title,
    ({ capabilities }) =>
      listed(
        capabilities.filter(({ group }) => group === id).map(({ summary }) => summary.replaceAll('`', '')),
        'no',
      ),
  ]),
  ['Tokens in every session', ({ tokens }) => plain(thousands(tokens.alwaysOn))],
  ['Tokens when its largest part is used', ({ tokens }) => plain(thousands(tokens.onInvoke))],
  ['Files', ({ files }) => plain(`${count(files.count, 'file', 'files')}, ${formatBytes(files.bytes)}`)],
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
  const heads = plugins.map(({ name, displayName = name }) =>
    element(
      'th',
      { scope: 'col' },
      element('a', { href: pluginHref(name) }, element('bdi', {}, displayName)),
      ...(displayName === name ? [] : [' ', element('code', { class: 'small' }, name)]),
      element('br'),
      element(
        'a',
        { href: addressOf(compared.filter((one) => one !== name)), class: 'small' },
        'Remove',
        element('span', { class: 'unseen' }, ` ${name}`),
      ),
    ),
  );
  const body = rows.map(([title, cellOf]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, title),
      ...plugins.map((plugin) => element('td', {}, cellOf(plugin))),
    ),
  );
  const table = element(
    'table',
    { class: 'compare' },
    element('thead', {}, element('tr', {}, element('td'), ...heads)),
    element('tbody', {}, ...body),
  );
  place?.replaceChildren(
    element('div', { class: 'scroll', role: 'group', 'aria-label': 'Comparison', tabindex: '0' }, table),
  );
}

/** What is known of a plugin; undefined where there is none of that name. */
async function read(name: string): Promise<Plugin | undefined> {
  const answer = await fetch(`${base}api/v1/plugins/${encodeURIComponent(name)}.json`);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${answer.status} ${name}`);
  return (await answer.json()) as Plugin;
}

/** The names and titles of all plugins, as the search knows them: a list of all that is known of them would be megabytes. */
const known = once(async () => decodeNames(await namesText()));

/** What the page said of itself before anybody typed. */
let told = '';
const notLoaded =
  'The names of the plugins could not be loaded. Check your connection, then press “Add” again.';

/** Says it anew: what is there already would not be read out again. */
function say(text: string): void {
  if (!status) return;
  status.textContent = '';
  status.textContent = text;
}

function typedName(): string {
  return input?.value.trim().replace(/\s+/g, ' ').toLowerCase() ?? '';
}

/** Proposals for what is typed: a list of all would be long to look through. */
async function propose(): Promise<void> {
  const typed = typedName();
  if (typed.length < 2 || !options) return;
  const { names, titles } = await known();
  if (status?.textContent === notLoaded) say(told);
  if (typed !== typedName()) return;
  const starting = names.filter(
    (name, place) => name.startsWith(typed) || titles[place]?.toLowerCase().startsWith(typed),
  );
  const proposed = [...new Set([...starting.slice(0, 8), ...nearestNames(typed, names, 8)])].slice(0, 8);
  options.replaceChildren(
    ...proposed.map((name) => element('option', { value: name }, titles[names.indexOf(name)] ?? name)),
  );
}

const atMost = `At most ${most} plugins fit side by side`;

async function add(): Promise<void> {
  const typed = typedName();
  if (typed === '') return;
  if (compared.length >= most) {
    say(`${atMost}: take one away first.`);
    return;
  }
  const { names, titles } = await known();
  const called = titles.findIndex(
    (title, place) => title.toLowerCase() === typed && !compared.includes(names[place] ?? ''),
  );
  const name = names.includes(typed) ? typed : names[called];
  if (name !== undefined) {
    location.assign(addressOf([...new Set([...compared, name])]));
    return;
  }
  const [nearest] = nearestNames(typed, names, 1);
  say(`There is no plugin "${typed}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`);
}

async function start(): Promise<void> {
  const names = asked();
  const plugins = await Promise.all(names.map(read));
  const missing = names.filter((_, index) => plugins[index] === undefined);
  const found = plugins.filter((plugin) => plugin !== undefined);
  const shown = found.slice(0, most);
  compared = shown.map(({ name }) => name);
  // What is shared from here is what is seen here.
  if (compared.length < names.length) history.replaceState(history.state, '', addressOf(compared));
  if (shown.length > 0) show(shown);
  told = [
    missing.length > 0 ? `There is no plugin ${missing.map((name) => `"${name}"`).join(', ')}.` : '',
    found.length > most ? `${atMost}: the others were left out.` : '',
    shown.length === 0
      ? 'Name the plugins to compare.'
      : shown.length === 1
        ? 'Name another one to compare it with.'
        : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
  say(told);
}

if (form) {
  form.classList.add('ready');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    add().catch(() => say(notLoaded));
  });
  input?.addEventListener('input', () => {
    propose().catch(() => {
      // Once is enough for all letters that are typed.
      if (status?.textContent !== notLoaded) say(notLoaded);
    });
  });
}
start().catch(() => say('The plugins could not be loaded. Check your connection, then reload the page.'));
