// Says what is wrong with a built catalog: broken links, empty data, fields that are shown nowhere, pages too heavy.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkSite, registryOf } from '../src/site/check/check-site.ts';
import { parseRegistry } from '../src/site/registry.ts';
import { count } from '../src/site/words.ts';

const usage = `Usage: npm run check-site [-- options]

  --out <folder>     the built site (dist)
  --registry <file>  what it was built from (registry.json in it)
  --pages-only       the API, the archives and the feeds were left out
  --help             show this`;
const root = join(import.meta.dirname, '..');

/** Prints what is wrong with a built site; returns the exit code. */
export function reportSite(out: string, registryFile: string | undefined, isWhole: boolean): number {
  if (registryFile !== undefined && !existsSync(registryFile)) {
    console.error(
      `There is no registry at "${registryFile}". Write one with "npm run registry", or leave out --registry to take the one in the built site.`,
    );
    return 2;
  }
  const registry =
    registryFile === undefined
      ? registryOf(out)
      : parseRegistry(readFileSync(registryFile, 'utf8'), registryFile);
  if (registry === undefined) {
    console.error(`There is no registry in "${out}". Build the catalog first: npm run build.`);
    return 2;
  }
  const { problems, looked } = checkSite(out, registry, isWhole);
  for (const problem of problems) console.error(problem);
  const seen = Object.entries(looked).map(([what, number]) => `${number} ${what}`);
  console.log(
    `${problems.length === 0 ? 'The built catalog is whole' : `The built catalog has ${count(problems.length, 'problem', 'problems')}`}: looked at ${seen.join(', ')}.`,
  );
  return problems.length === 0 ? 0 : 1;
}

function main(): number {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: 'string', default: 'dist' },
        registry: { type: 'string' },
        'pages-only': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const out = resolve(root, values.out);
    if (!existsSync(join(out, 'index.html'))) {
      console.error(`Nothing is built in "${out}". Build the catalog first: npm run build.`);
      return 2;
    }
    const registry = values.registry === undefined ? undefined : resolve(root, values.registry);
    return reportSite(out, registry, !values['pages-only']);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    return 2;
  }
}

if (import.meta.main) process.exitCode = main();
