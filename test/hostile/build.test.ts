// What somebody who means harm may put into a folder that passes the check: the catalog must be built all the same, soon, and be whole.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basePlugin } from '../check/rule-fixtures.ts';
import { smallConfig } from '../check/target-fixtures.ts';
import { type Content, check, emptyFolder, runLimited, write } from './check.ts';
import { complex } from './payloads.ts';

const market = emptyFolder();
const out = join(market, 'dist');

const prose = basePlugin['README.md'] as string;
const manifest = JSON.parse(basePlugin['.claude-plugin/plugin.json'] as string) as Record<string, unknown>;

function plugin(name: string, changes: object, files: Readonly<Record<string, Content>> = {}): void {
  write(join(market, 'plugins', name), {
    ...(basePlugin as Record<string, string>),
    '.claude-plugin/plugin.json': JSON.stringify({ ...manifest, name, ...changes }),
    ...files,
  });
}

const hard = Object.entries(complex).map(([what, text]) => ({
  what,
  text,
  name: what.toLowerCase().replaceAll(' ', '-'),
}));

const many = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));

/** Letters and digits that can hardly be compressed, always the same for a number. */
function noise(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36).slice(-4);
  }
  return text.slice(0, length);
}

/** A plugin that has as much of everything as passes without an error. */
function extreme(): void {
  const long = 3_900;
  plugin(
    'extreme',
    {
      displayName: noise(1, long),
      version: `1.0.0-${noise(2, 200)}`,
      description: `Greets, ${noise(3, long)}`,
      author: {
        name: noise(4, long),
        email: `${noise(5, long)}@example.org`,
        url: `https://example.org/${noise(6, long)}?ü=Ü`,
      },
      homepage: `HTTPS://Example.org/${noise(7, long)}/é`,
      repository: `https://example.org/${noise(8, long)}`,
      keywords: many(1_900, (index) => noise(index + 100, 60)),
      dependencies: hard.map(({ name }) => ({ name, version: '>=1.0.0' })),
    },
    {
      'listing.json': JSON.stringify({
        category: 'testing',
        tags: many(10, (index) => `tag-${noise(index + 3_000, 36)}`),
        maintainers: many(20, (index) => `m${noise(index + 4_000, 38)}`),
        relevance: {
          topic: noise(9, 64),
          signals: {
            cwd: many(10, (index) => noise(index + 5_000, 256)),
            cli: many(10, (index) => noise(index + 6_000, 64)),
            hosts: many(20, (index) => `a${noise(index + 7_000, 126)}a`),
            filesRead: many(10, (index) => noise(index + 8_000, 256)),
            manifestDeps: many(10, (index) => ({
              file: noise(index + 9_000, 256),
              pattern: noise(index + 9_500, 256),
            })),
          },
        },
        deprecated: { reason: noise(10, 500), date: '2026-01-01', replacement: hard[0]?.name },
      }),
      ...Object.fromEntries(
        many(300, (index) => [
          `skills/s${noise(index + 10_000, 40)}/SKILL.md`,
          `---\nname: s${noise(index + 10_000, 40)}\ndescription: Use it, ${noise(index + 11_000, 900)}\n---\n\nAsk https://a${noise(index + 12_000, 40)}.example.org/ first.\n`,
        ]),
      ),
      'README.md': `${prose}\n${many(300, (index) => `## ${noise(index, 60)}\n\n${'字'.repeat(40)}${noise(index + 13_000, 900)}\n`).join('\n')}`,
    },
  );
}

/** More than the findings of one plugin that are kept. */
const manyErrors = 160;

/** Runs the real command over the marketplace, given as much memory and CPU as a build of a few plugins needs. */
function build(): { status: number | null; said: string } {
  const args = ['--root', market, '--out', out, '--check'];
  const { status, stdout, stderr } = runLimited(100, 'build.ts', ...args);
  return { status, said: stdout + stderr };
}

beforeAll(() => {
  write(market, { 'marketplace.config.json': smallConfig });
  for (const { name, text } of hard)
    plugin(name, {}, { 'README.md': `${prose}\n## Then\n\nBefore.\n\n${text}\n\nAfter.\n` });
  extreme();
  plugin(
    'wrong',
    {},
    Object.fromEntries(many(manyErrors, (index) => [`docs/out-${index}`, { link: '/etc' }])),
  );
});

afterAll(() => rmSync(market, { recursive: true }));

it('the check tells the author of a README that is hard to read, and lets it pass', () => {
  const outcome = check(...hard.map(({ name }) => join(market, 'plugins', name)));
  expect(outcome.targets).toHaveLength(hard.length);
  for (const [index, { diagnostics }] of outcome.targets.entries()) {
    expect(
      diagnostics.filter(({ severity }) => severity === 'error'),
      hard[index]?.what,
    ).toEqual([]);
    expect(
      diagnostics.map(({ rule }) => rule),
      hard[index]?.what,
    ).toContain('readme-too-complex');
  }
});

it('the check lets a plugin pass that has too much of everything', () => {
  const [{ diagnostics } = { diagnostics: [] }] = check(join(market, 'plugins', 'extreme')).targets;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(diagnostics.map(({ rule }) => rule)).toContain('keywords-too-many');
});

it('the catalog is built and whole', () => {
  const { status, said } = build();
  expect(said).not.toMatch(/^ {4}at /m);
  expect(status, said.slice(-3_000)).toBe(0);
  for (const { what, name } of hard) {
    const page = ['index.html', 'readme/index.html']
      .map((file) => join(out, 'plugins', name, file))
      .flatMap((file) => (existsSync(file) ? readFileSync(file, 'utf8') : []))
      .join('');
    expect(page, what).toContain('<p dir="auto">Before.</p>');
    expect(page, what).not.toContain('After.');
    expect(page, what).toContain('The rest of the README is in the repository');
  }
  const parts = (name: string) => readdirSync(join(out, 'plugins', name), { withFileTypes: true });
  expect(
    parts('extreme')
      .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
      .sort(),
  ).toEqual(['about', 'brings', 'can-do', 'check', 'dependencies', 'files', 'readme']);
  const wrong = readFileSync(join(out, 'plugins', 'wrong', 'index.html'), 'utf8');
  const errors = Number(/<strong class="bad">Failed<\/strong> with (\d+) errors/.exec(wrong)?.[1]);
  expect(errors).toBeGreaterThanOrEqual(manyErrors);
  expect(wrong).toContain(`Show 100 of ${errors} findings`);
});
