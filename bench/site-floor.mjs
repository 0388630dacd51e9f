// The least that building the catalog can cost: the registry is parsed, and a page of the same size is written from template strings for
// every page that there is. Takes a built site and a folder to write to.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [built, out] = process.argv.slice(2);
const registry = JSON.parse(readFileSync(join(built, 'registry.json'), 'utf8'));
const byName = new Map(registry.plugins.map((plugin) => [plugin.name, plugin]));
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => String(text ?? '').replace(/[&<>"]/g, (character) => escapes[character]);
const filler = 'What a plugin brings and what it can do is read from its files. '.repeat(2000);
let pages = 0;
for (const file of readdirSync(built, { recursive: true })) {
  if (!file.endsWith('.html')) continue;
  const { size } = statSync(join(built, file));
  const plugin = byName.get(/^plugins\/([^/]+)\/index\.html$/.exec(file)?.[1]);
  const own = plugin
    ? `<h1>${escaped(plugin.displayName ?? plugin.name)}</h1><p>${escaped(plugin.description)}</p>
<ul>${plugin.components.map(({ name, description, file: path, line }) => `<li id="${escaped(name)}"><b>${escaped(name)}</b> ${escaped(description)} <a href="${escaped(path)}#L${line}">${escaped(path)}</a></li>`).join('')}</ul>
<ul>${plugin.capabilities.map(({ summary, detail, file: path, line }) => `<li>${escaped(summary)} <code>${escaped(detail)}</code> <a href="${escaped(path)}#L${line}">${escaped(path)}</a></li>`).join('')}</ul>`
    : `<h1>${escaped(file)}</h1>`;
  const text = `<!doctype html><html lang="en"><head><title>${escaped(file)}</title></head><body>${own}</body></html>`;
  mkdirSync(join(out, dirname(file)), { recursive: true });
  writeFileSync(join(out, file), text + filler.slice(0, Math.max(0, size - text.length)));
  pages++;
}
console.log(pages);
