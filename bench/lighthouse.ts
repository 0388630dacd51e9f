// What Lighthouse says of the built site: the median of several runs for each page and form factor, and what took points.
// Lighthouse weighs more than the rest of the tools together (176 MB), so npm brings it when it is asked for: that needs the network.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createSiteServer } from '../src/site/serve.ts';
import { findChromium } from '../test/e2e/browser.ts';
import { median, root } from './measure.ts';
import { readOptions } from './options.ts';

const version = '13.5.0';
const usage = `Usage: npm run lighthouse [-- options]

  --out <folder>     the built site (dist)
  --plugin <name>    whose page is measured (the first of the registry)
  --query <words>    what is searched for (the plugin's name)
  --runs <number>    of each page, of which the median counts (3)
  --forms <list>     mobile, desktop or both (mobile,desktop)
  --help             show this`;

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
/** What every category is to reach. */
const goal = 100;

type Report = {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
};

function options() {
  const values = readOptions(usage, {
    out: { type: 'string', default: 'dist' },
    plugin: { type: 'string' },
    query: { type: 'string' },
    runs: { type: 'string', default: '3' },
    forms: { type: 'string', default: 'mobile,desktop' },
  });
  const runs = Number(values.runs);
  const forms = values.forms.split(',');
  const odd = forms.find((form) => form !== 'mobile' && form !== 'desktop');
  if (odd !== undefined) fail(`Expected "mobile" or "desktop", not "${odd}".\n${usage}`);
  if (!Number.isInteger(runs) || runs < 1) fail(`Expected a number of runs, not "${values.runs}".\n${usage}`);
  return { ...values, out: resolve(root, values.out), runs, forms };
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

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
      cwd: root,
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

/** The audits that took points from a category, what weighs most first. */
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

const { out, plugin, query, runs, forms } = options();
const registryFile = join(out, 'registry.json');
if (!existsSync(registryFile)) fail(`Nothing is built in "${out}". Build the catalog first: npm run build.`);
const chromium = findChromium();
if (chromium === undefined)
  fail('No Chromium was found. Install one (apt-get install chromium) or set CHROMIUM_PATH.');
const registry = JSON.parse(readFileSync(registryFile, 'utf8')) as {
  site: string;
  plugins: { name: string }[];
};
const name = plugin ?? registry.plugins[0]?.name;
if (name === undefined || !registry.plugins.some((one) => one.name === name))
  fail(`The catalog has no plugin "${name ?? ''}".`);
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

const rows: string[][] = [['page', 'form', ...categories, 'performance of each run']];
const complaints: string[] = [];
for (const { title, path } of pages)
  for (const form of forms) {
    const reports: Report[] = [];
    for (let run = 0; run < runs; run++) reports.push(await lighthouse(site + path, form, chromium));
    const medians = categories.map((category) => median(reports.map((report) => points(report, category))));
    const each = reports.map((report) => points(report, 'performance')).join(' ');
    rows.push([title, form, ...medians.map(String), each]);
    for (const [index, category] of categories.entries()) {
      const reached = medians[index] ?? 0;
      const report = reports.find((one) => points(one, category) === reached);
      if (reached >= goal || report === undefined) continue;
      complaints.push(`${title}, ${form}, ${category}: ${reached} of ${goal}.`);
      for (const text of costly(report, category)) complaints.push(`  ${text}`);
    }
  }
server.close();
server.closeAllConnections();

const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of rows)
  console.log(
    row
      .map((cell, column) =>
        column >= 2 && column < 2 + categories.length
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
