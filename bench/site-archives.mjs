// The least that it costs to put archives that are there already into a site: each is read, and written.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
mkdirSync(`${to}/archives`, { recursive: true });
for (const name of readdirSync(`${from}/archives`))
  writeFileSync(`${to}/archives/${name}`, readFileSync(`${from}/archives/${name}`));
