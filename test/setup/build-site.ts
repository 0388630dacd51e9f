// node test/setup/build-site.ts <name> <folder>: builds one of the sites that tests share into <folder>/site.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openOutput } from '../../src/registry/output-folder.ts';
import { buildSearch } from '../../src/site/search/build-search.ts';
import { readmeWords } from '../../src/site/search/readme-words.ts';
import { build } from '../e2e/build.ts';
import { makeMarketplace } from '../e2e/marketplace.ts';
import { hostile, registry } from '../e2e/search-registry.ts';
import { copyFixtureMarketplace } from '../fixture-marketplace.ts';

const [name = '', folder = ''] = process.argv.slice(2);
const site = join(folder, 'site');
const marketplace = join(folder, 'marketplace');
mkdirSync(folder, { recursive: true });

switch (name) {
  case 'fixture':
    copyFixtureMarketplace(marketplace);
    build(site, ['--root', marketplace]);
    break;
  case 'full':
    makeMarketplace(marketplace);
    build(site, ['--root', marketplace]);
    break;
  case 'hostile': {
    const file = join(folder, 'registry.json');
    writeFileSync(file, JSON.stringify(hostile));
    build(site, ['--registry', file, '--pages-only']);
    break;
  }
  case 'search': {
    const readmeOf = (plugin: string) =>
      plugin === 'plugin-finder' ? readmeWords('Ask the *quokka* first.') : '';
    await buildSearch(registry, openOutput(site).put, undefined, readmeOf);
    break;
  }
  case 'hostile-search':
    await buildSearch(hostile, openOutput(site).put);
    break;
  default:
    throw new Error(`There is no site "${name}" to build.`);
}
