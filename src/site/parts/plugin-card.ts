import { oneLine } from '../../plugin/text.ts';
import { standingOf } from '../../registry/standing.ts';
import type { Catalog } from '../catalog.ts';
import { type Html, html } from '../html.ts';
import type { RegistryPlugin } from '../registry.ts';
import { brings, keyCapabilities, standingWords } from '../words.ts';

/** Key capabilities that a card names; the page names all. */
const mostAbilities = 3;
/** UTF-16 units of a description on a card; what fits is shown, the rest is on the page. */
const longestDescription = 240;

/** A plugin in a list: what it is, what it brings, and what weighs most of what it can do. `level` is that of the list's headings. */
function pluginCard({ links }: Catalog, plugin: RegistryPlugin, level: 2 | 3 = 3): Html {
  const abilities = keyCapabilities(plugin);
  const more = abilities.length - mostAbilities;
  const title = html`<a href="${links.href(`plugins/${plugin.name}/`)}"><bdi>${plugin.displayName ?? plugin.name}</bdi></a>`;
  const said = standingWords[standingOf(plugin)];
  const status = said ? html`<p class="status ${said.look}">${said.text}</p>` : html``;
  return html`<article class="card">
${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${status}${plugin.description ? html`<p class="about" dir="auto">${oneLine(plugin.description, longestDescription)}</p>` : html``}
<p class="brings">${brings(plugin).join(' · ') || 'Nothing that Claude Code would load'}</p>
${
  abilities.length === 0
    ? html`<p class="calm">Nothing starts by itself</p>`
    : html`<ul class="able" aria-label="Can do on your machine">${abilities.slice(0, mostAbilities).map((words) => html`<li>${words}</li>`)}${more > 0 ? html`<li>${more} more</li>` : html``}</ul>`
}
</article>`;
}

/** Cards in the order given. */
export function pluginCards(catalog: Catalog, plugins: readonly RegistryPlugin[], level: 2 | 3 = 3): Html {
  return html`<ul class="cards">${plugins.map((plugin) => html`<li>${pluginCard(catalog, plugin, level)}</li>`)}</ul>`;
}
