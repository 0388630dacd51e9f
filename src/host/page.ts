import { visible } from '../check/diagnostic.ts';
import type { Listed } from './discovery.ts';

/** The plugins of a host as a page that a person reads. Holds no script, and loads nothing. */
export function pluginsPage(plugins: readonly Listed[]): string {
  const rows = plugins.map(
    ({ name, version, description, state, why, tools }) =>
      `<tr><th scope="row">${html(name)}</th><td>${html(version ?? '')}</td><td>${html(state ?? 'no server')}</td><td>${tools}</td><td>${html(description ?? '')}${why.map((one) => `<br><small>${html(one)}</small>`).join('')}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Plugins on this host</title>
<style>${style}</style>
<h1>Plugins on this host</h1>
<p>The same as data: <a href="/api/plugins/list">/api/plugins/list</a></p>
<table>
<thead><tr><th scope="col">Plugin</th><th scope="col">Version</th><th scope="col">State</th><th scope="col">Tools</th><th scope="col">About</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}

const style =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem;border-bottom:1px solid #8886}';

/** What the page may load and do: nothing but its own style. */
export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

function html(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
