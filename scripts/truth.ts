// npm run truth: how far what is said of real plugins agrees with what was read by hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Label, Score } from '../src/inspect/truth.ts';
import { failure, home, print, runCommand } from './command-line.ts';

await runCommand({
  name: 'npm run truth',
  about:
    'Compares what is said of real plugins with what people read in them, which test/truth/labels.jsonl holds. Needs their repositories, fetched beforehand, and runs nothing of them.',
  options: {
    repos: {
      value: 'folder',
      about: 'the folder of fetched repositories, each in a folder named <owner>+<name>',
    },
    misses: { about: 'list the facts that are not stated, and the statements that nobody judged' },
  },
  example: '--repos ../repositories',
  exitCodes: { 0: 'at least one plugin was compared' },
  async run({ repos, misses }) {
    const { addScore, byPlugin, emptyScore, readLabels } = await import('../src/inspect/truth.ts');
    const plugins = byPlugin(readLabels(readFileSync(join(home, 'test/truth/labels.jsonl'), 'utf8')));
    const score = emptyScore();
    let compared = 0;
    for (const labels of plugins.values()) {
      const stated = repos === undefined ? undefined : await statedOf(repos, labels[0]);
      if (stated === undefined) continue;
      compared++;
      addScore(score, labels, stated);
    }
    print(`${compared} of ${plugins.size} plugins compared`);
    if (compared === 0)
      throw failure(
        'Nothing was inspected: fetch the repositories that test/truth/README.md names, and give their folder with --repos <folder>.',
        2,
      );
    for (const line of linesOf(score, misses)) print(line);
  },
});

/** What is stated of a plugin; undefined where its commit is not on this machine. */
async function statedOf(repos: string, label: Label | undefined) {
  const [{ targetOf }, { inspect }] = await Promise.all([
    import('../src/inspect/targets.ts'),
    import('../src/inspect/report.ts'),
  ]);
  const { repo = '', commit = '', path = '' } = label ?? {};
  const name = repo.replace('/', '+');
  const folder = readdirSync(repos).find((one) => one === name || one.startsWith(`${name}+`));
  if (folder === undefined) return undefined;
  const git = gitFolder(join(repos, folder));
  if (git === undefined) return undefined;
  const target = targetOf(`${git}@${commit}:${path === '.' ? '' : path}`, process.cwd(), home);
  if (!target.ok) return undefined;
  return (await inspect(target.found.fs, path, target.found.name)).inspected.capabilities;
}

/** The folder of a repository: itself, or one in it. */
function gitFolder(folder: string): string | undefined {
  return [folder, ...readdirSync(folder).map((one) => join(folder, one))].find(
    (one) => existsSync(join(one, 'objects')) || existsSync(join(one, '.git')),
  );
}

function linesOf(score: Score, misses: boolean): string[] {
  const share = ({ hit, all }: { hit: number; all: number }) =>
    `${hit} of ${all} (${all === 0 ? '-' : ((100 * hit) / all).toFixed(1)} %)`;
  return [
    `important facts stated   ${share(score.important)}`,
    `minor facts stated       ${share(score.minor)}`,
    `judged statements true   ${share(score.true)}`,
    `statements not judged    ${score.unjudged.length}`,
    ...(misses
      ? [
          ...score.missed.map(
            ({ importance, kind, file, line }) => `not stated: ${importance} ${kind} ${file}:${line}`,
          ),
          ...score.unjudged.map((one) => `not judged: ${one}`),
        ]
      : []),
  ];
}
