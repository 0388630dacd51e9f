import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'astro/config';

const { site } = JSON.parse(readFileSync(new URL('./marketplace.config.json', import.meta.url), 'utf8'));
const { origin, pathname } = new URL(site);
const fileOf = (variable, file) => JSON.stringify(resolve(process.env[variable] ?? file));

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
    // Nor does it allow an inline script. What helps scripts to load others ahead weighs more than it saves.
    build: { assetsInlineLimit: 0, modulePreload: false },
    define: {
      'import.meta.env.REGISTRY_FILE': fileOf('REGISTRY_FILE', 'registry.json'),
      'import.meta.env.SITE_DATA_FILE': fileOf('SITE_DATA_FILE', '.cache/site-data.json'),
    },
  },
});
