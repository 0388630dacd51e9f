// Claude Code takes all that is pasted at once for one command, so no block that people copy may hold two.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installWays } from '../../src/site/install.ts';

const root = join(import.meta.dirname, '..', '..');

/** What stands between the fences of a text in Markdown. */
function blocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^( *)```[^\n]*\n(.*?)^\1```/gms)].map(([, , block = '']) => block.trim());
}

const isCommand = (block: string) => /^\s*\/[a-z]/m.test(block);

test('every block of slash commands in the repository’s own texts is one command', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--', '*.md'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '');
  const found = files.flatMap((file) =>
    blocksOf(readFileSync(join(root, file), 'utf8'))
      .filter(isCommand)
      .map((block) => ({ file, block })),
  );
  expect(found.filter(({ file }) => file === 'README.md')).toHaveLength(2);
  expect(found.filter(({ block }) => block.includes('\n'))).toEqual([]);
});

test('every command of the ways of installing is copied by itself', () => {
  const steps = installWays({ name: 'market', repository: 'owner/market' }, 'a').map((way) =>
    way.steps.map(({ code }) => code),
  );
  expect(steps[0]).toEqual(['/plugin marketplace add owner/market', '/plugin install a@market']);
  expect(steps[1]).toEqual(['claude plugin marketplace add owner/market', 'claude plugin install a@market']);
});
