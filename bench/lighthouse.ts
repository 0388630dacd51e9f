// npm run lighthouse: Lighthouse's scores of the built site, the median of several runs of each page and form factor, and what costs points.
// Lighthouse is larger than all other tools together (176 MB), so npm downloads it when this runs.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { failure, home, printError, runCommand, usageError } from '../scripts/command-line.ts';
import { createSiteServer } from '../src/site/serve.ts';
import { findChromium } from '../test/e2e/browser.ts';
import { median, printTable } from './measure.ts';

const version = '13.5.0';
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
/** The score that every category must reach. */
const goal = 100;

type Registry = { site: string; plugins: { name: string }[] };
type Report = {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
};

async function lighthouse(url: string, form: string, chromium: string): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    'npm',
    [
      'exec',
      '--yes',
      `--package=lighthouse@${version}`,
      '--',
      'lighthouse',
      url,
      '--quiet',
      '--output=json',
      '--no-enable-error-reporting',
      `--only-categories=${categories.join(',')}`,
      ...(form === 'desktop' ? ['--preset=desktop'] : []),
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run',
    ],
    {
      cwd: home,
      maxBuffer: 256 << 20,
      env: {
        ...process.env,
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
        CHROME_PATH: chromium,
      },
    },
  );
  const report = JSON.parse(stdout) as Report;
  if (report.runtimeError !== undefined) throw new Error(`${url}: ${report.runtimeError.message}`);
  return report;
}

/** From 0 to 100. */
function points(report: Report, category: string): number {
  return Math.round((report.categories[category]?.score ?? 0) * 100);
}

/** The audits that cost a category points, the most costly first. */
function costly(report: Report, category: string): string[] {
  return (report.categories[category]?.auditRefs ?? [])
    .flatMap(({ id, weight }) => {
      const audit = report.audits[id];
      if (audit === undefined || audit.score === null || audit.score === 1 || weight === 0) return [];
      const { title, score, displayValue } = audit;
      const figure = displayValue === undefined ? '' : `, ${displayValue}`;
      return [{ lost: weight * (1 - score), text: `${title} (${id}: ${score}${figure})` }];
    })
    .sort((a, b) => b.lost - a.lost)
    .map(({ text }) => text);
}

await runCommand({
  name: 'npm run lighthouse',
  about: `Measures the built catalog with Lighthouse ${version}, which npm downloads.`,
  options: {
    out: { value: 'folder', about: 'the built catalog (default: dist)' },
    plugin: { value: 'name', about: 'whose page is measured (default: the first of the registry)' },
    query: { value: 'words', about: "what is searched for (default: the plugin's name)" },
    runs: { value: 'number', about: 'runs of each page, of which the median counts', default: '3' },
    forms: {
      value: 'form',
      about: 'the form factors (default: both)',
      choices: ['mobile', 'desktop'],
      isList: true,
    },
  },
  example: '--runs 1 --forms mobile',
  exitCodes: { 0: `every score is ${goal}`, 1: 'a score is lower' },
  async run({ out: given, plugin, query, runs: written, forms }) {
    const runs = Number(written);
    if (!Number.isInteger(runs) || runs < 1) throw usageError(`Expected a number of runs, not "${written}".`);
    const out = given === undefined ? join(home, 'dist') : resolve(given);
    const registryFile = join(out, 'registry.json');
    if (!existsSync(registryFile))
      throw failure(`There is no built catalog in "${out}". Build it first: npm run build.`, 2);
    const chromium = findChromium();
    if (chromium === undefined)
      throw failure('No Chromium was found. Install one (apt-get install chromium) or set CHROMIUM_PATH.', 2);
    const registry = JSON.parse(readFileSync(registryFile, 'utf8')) as Registry;
    const name = plugin ?? registry.plugins[0]?.name;
    if (name === undefined || !registry.plugins.some((one) => one.name === name))
      throw usageError(`The catalog has no plugin "${name ?? ''}".`);
    const base = new URL(registry.site).pathname;
    // Compressed, as a host of static files sends it.
    const server = createSiteServer(out, base, true);
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
    const pages = [
      { title: 'home', path: '' },
      { title: 'search', path: `?q=${encodeURIComponent(query ?? name)}` },
      { title: 'plugin', path: `plugins/${encodeURIComponent(name)}/` },
    ];
    const chosen = forms.length === 0 ? ['mobile', 'desktop'] : forms;
    const measured = [];
    for (const { title, path } of pages)
      for (const form of chosen) measured.push(await scores(title, site + path, form, { runs, chromium }));
    server.close();
    server.closeAllConnections();
    const head = ['page', 'form', ...categories, 'performance of each run'];
    printTable([head, ...measured.map(({ cells }) => cells)], [2, 3, 4, 5]);
    const lost = measured.flatMap((page) => page.lost);
    for (const line of lost) printError(line);
    return lost.length > 0 ? 1 : 0;
  },
});

/** A row of the table, and what costs points. */
async function scores(
  title: string,
  url: string,
  form: string,
  { runs, chromium }: { runs: number; chromium: string },
): Promise<{ cells: string[]; lost: string[] }> {
  const reports: Report[] = [];
  for (let run = 0; run < runs; run++) reports.push(await lighthouse(url, form, chromium));
  const medians = categories.map((category) => median(reports.map((report) => points(report, category))));
  const each = reports.map((report) => points(report, 'performance')).join(' ');
  const lost = categories.flatMap((category, index) => {
    const reached = medians[index] ?? 0;
    const report = reports.find((one) => points(one, category) === reached);
    if (reached >= goal || report === undefined) return [];
    const audits = costly(report, category).map((text) => `  ${text}`);
    return [`${title}, ${form}, ${category}: ${reached} of ${goal}.`, ...audits];
  });
  return { cells: [title, form, ...medians.map(String), each], lost };
}
