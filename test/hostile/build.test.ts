// What somebody who means harm may put into a folder that passes the check: the catalog must be built all the same, soon, and be whole.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basePlugin } from '../../src/check/rule-fixtures.ts';
import { type Content, check, emptyFolder, write } from './check.ts';
import { complex } from './payloads.ts';

const root = join(import.meta.dirname, '..', '..');
const market = emptyFolder();
const out = join(market, 'dist');

const configuration = JSON.stringify({
  name: 'hostile-market',
  description: 'A marketplace for tests.',
  owner: { name: 'Ada Writer' },
  repository: 'ada-writer/plugins',
  site: 'https://ada-writer.github.io/plugins/',
  categories: [{ id: 'development', name: 'Development', description: 'Write code.' }],
});

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

/** Runs the real command over the marketplace, given as much memory and time as a build of a few plugins needs. */
function build(): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--max-old-space-size=512',
      join(root, 'scripts', 'build.ts'),
      '--root',
      market,
      '--out',
      out,
      '--check',
    ],
    { encoding: 'utf8', timeout: 100_000, killSignal: 'SIGKILL', cwd: root },
  );
  return { status, said: stdout + stderr };
}

beforeAll(() => {
  write(market, { 'marketplace.config.json': configuration });
  for (const { name, text } of hard)
    plugin(name, {}, { 'README.md': `${prose}\n## Then\n\nBefore.\n\n${text}\n\nAfter.\n` });
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
});
