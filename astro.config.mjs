import { readFileSync } from 'node:fs';
import { defineConfig } from 'astro/config';

const { site } = JSON.parse(readFileSync(new URL('./marketplace.config.json', import.meta.url), 'utf8'));
const { origin, pathname } = new URL(site);

/** What Vite adds to load the styles and imports of a script ahead of it weighs more than it saves here: no script brings a style. */
const withoutPreloading = {
  name: 'without-preloading',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined,
  configResolved({ build, environments }) {
    build.modulePreload = false;
    for (const environment of Object.values(environments)) environment.build.modulePreload = false;
  },
};

export default defineConfig({
  site: origin,
  base: pathname,
  srcDir: './src/site',
  publicDir: './src/site/public',
  outDir: './dist',
  cacheDir: './.cache/astro',
  trailingSlash: 'always',
  build: {
    format: 'directory',
    assets: 'assets',
    // The content security policy allows no inline style.
    inlineStylesheets: 'never',
    concurrency: 4,
  },
  // The default takes the space between a word and the link on the next source line.
  compressHTML: true,
  devToolbar: { enabled: false },
  vite: {
    // Nor does it allow an inline script.
    build: { assetsInlineLimit: 0 },
    plugins: [withoutPreloading],
  },
});
