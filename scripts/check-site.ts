// npm run check-site: checks a built catalog for broken links, missing data, fields that no page shows, and pages that are too large.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkSite, registryOf } from '../src/site/check/check-site.ts';
import { parseRegistry, type Registry } from '../src/site/registry.ts';
import { count } from '../src/site/words.ts';
import { failure, print, printError, rootOption, runCommand } from './command-line.ts';

/** Checks a built site and prints what is wrong with it; returns the exit code. */
export function reportSite(out: string, registry: Registry, isWhole: boolean): number {
  const { problems, looked } = checkSite(out, registry, isWhole);
  for (const problem of problems) printError(problem);
  const seen = Object.entries(looked).map(([what, number]) => `${number} ${what}`);
  print(
    `${problems.length === 0 ? 'The built catalog is whole' : `The built catalog has ${count(problems.length, 'problem', 'problems')}`}: looked at ${seen.join(', ')}.`,
  );
  return problems.length === 0 ? 0 : 1;
}

/** The registry that a site was built from. */
function registryFor(out: string, file: string | undefined): Registry {
  if (file !== undefined && !existsSync(file))
    throw failure(
      `There is no registry at "${file}". Write one with "npm run registry", or leave out --registry to use the one in the built site.`,
      2,
    );
  const registry = file === undefined ? registryOf(out) : parseRegistry(readFileSync(file, 'utf8'), file);
  if (registry === undefined)
    throw failure(`There is no registry in "${out}". Build the catalog first: npm run build.`, 2);
  return registry;
}

if (import.meta.main)
  await runCommand({
    name: 'npm run check-site',
    about:
      'Checks the built catalog: links, anchors, data, fields that no page shows, and the sizes of pages, scripts and archives.',
    options: {
      out: { value: 'folder', about: "the built catalog (default: dist in the marketplace's folder)" },
      registry: { value: 'file', about: 'what it was built from (default: registry.json in it)' },
      'pages-only': { about: 'the API, the archives and the feeds were left out' },
      root: rootOption,
    },
    example: '--out dist --registry registry.json',
    exitCodes: { 0: 'the catalog is whole', 1: 'something is wrong with it' },
    run({ out: given, registry, 'pages-only': isPagesOnly, root }) {
      const out = given === undefined ? join(root, 'dist') : resolve(given);
      if (!existsSync(join(out, 'index.html')))
        throw failure(`There is no built catalog in "${out}". Build it first: npm run build.`, 2);
      return reportSite(out, registryFor(out, registry && resolve(registry)), !isPagesOnly);
    },
  });
