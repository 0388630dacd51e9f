import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneLine } from '../../plugin/text.ts';
import type { Cache } from '../../registry/cache.ts';
import type { Registry } from '../registry.ts';
import { brings, count } from '../words.ts';
import { createPainter, drawable, type ImageText } from './social-image.ts';

/** The picture of the whole site, and one of each plugin: `path` is from the root of the site. Those of the same words are not drawn again. */
export function* socialImages(
  registry: Registry,
  kept: Cache,
): Generator<{ path: string; content: Uint8Array }> {
  const draw = createPainter(readFileSync(join(import.meta.dirname, 'glyphs.bin')));
  const paint = (words: ImageText) => {
    const key = `card-${hash('sha256', JSON.stringify(words))}`;
    const found = kept.find(key);
    if (found !== undefined) return found;
    const content = draw(words);
    kept.keep(key, content);
    return content;
  };
  const text = (words: string, longest: number, instead: string) =>
    drawable(oneLine(words, longest)) ?? instead;
  const marketplace = text(registry.displayName, 80, registry.name);
  yield {
    path: 'social.png',
    content: paint({
      marketplace: 'Claude Code',
      title: marketplace,
      about: text(registry.description, 300, ''),
      foot: count(registry.plugins.length, 'plugin', 'plugins'),
    }),
  };
  for (const plugin of registry.plugins) {
    const title = text(plugin.displayName ?? plugin.name, 80, plugin.name);
    const foot = text(brings(plugin).join(', '), 120, '');
    const about = text(plugin.description ?? '', 300, '');
    yield { path: `plugins/${plugin.name}/card.png`, content: paint({ marketplace, title, about, foot }) };
  }
}
