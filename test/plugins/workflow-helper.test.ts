import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder, writeFiles } from '../files.ts';
import { covers, expectSimple, linksThatExist } from './fixtures/pages.ts';
import { statedOf } from './fixtures/stated.ts';

const plugin = fileURLToPath(new URL('../../plugins/workflow-helper', import.meta.url));
const script = join(plugin, 'scripts/session-context.sh');
const temporary = temporaryFolder('workflow-helper');

/** git as it is without anyone's settings, so that the tests mean the same everywhere. */
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@acme.example',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@acme.example',
};

const folder = () => mkdtempSync(join(temporary, 'folder-'));

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A repository with one commit for each of these. */
function repository(...commits: [subject: string, files: Record<string, string>][]): string {
  const cwd = folder();
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  for (const [subject, files] of commits) {
    writeFiles(cwd, files);
    git(cwd, 'add', '--all');
    git(cwd, 'commit', '--quiet', '--message', subject);
  }
  return cwd;
}

const read = (path: string) => readFileSync(join(plugin, path), 'utf8');

describe('the hook at the start of a session', () => {
  const { hooks } = JSON.parse(read('hooks/hooks.json')) as {
    hooks: Record<string, { hooks: { type: string; command: string; args: string[]; timeout: number }[] }[]>;
  };
  const [entry] = hooks.SessionStart?.[0]?.hooks ?? [];

  /** Runs the hook as Claude Code does: the exec form, with the plugin's folder filled in. */
  function context(cwd: string, more: Record<string, string> = {}) {
    const args = (entry?.args ?? []).map((arg) => arg.replace(/^\$\{CLAUDE_PLUGIN_ROOT\}/, plugin));
    const result = spawnSync(entry?.command ?? '', args, {
      cwd,
      env: { ...environment, CLAUDE_PROJECT_DIR: cwd, ...more },
      input: JSON.stringify({ hook_event_name: 'SessionStart', source: 'startup', cwd }),
      encoding: 'utf8',
    });
    expect(result.status).toBe(0);
    expect(result.stderr).toBe('');
    return result.stdout;
  }

  it('is one command without a shell in between, a time limit, and a script that can be run', () => {
    expect(Object.keys(hooks)).toEqual(['SessionStart']);
    expect(entry).toMatchObject({
      type: 'command',
      command: 'sh',
      args: [expect.stringMatching(/^\$\{CLAUDE_PLUGIN_ROOT\}\/scripts\/session-context\.sh$/)],
    });
    expect(entry?.timeout).toBeLessThanOrEqual(10);
    expect(() => accessSync(script, constants.X_OK)).not.toThrow();
    expect(
      execFileSync('git', ['ls-files', '--stage', '--', script], { cwd: plugin, encoding: 'utf8' }),
    ).toMatch(/^100755 /);
  });

  it('tells the branch, what is uncommitted and the last commit', () => {
    const cwd = repository(['Start', { 'a.txt': 'a\n', 'b.txt': 'b\n' }]);
    const hash = git(cwd, 'rev-parse', '--short', 'HEAD').trim();
    expect(context(cwd)).toBe(`Branch: main\nUncommitted: nothing\nLast commit: ${hash} Start\n`);
    writeFiles(cwd, { 'a.txt': 'changed\n', 'b.txt': 'staged\n', 'c d.txt': 'new\n' });
    git(cwd, 'add', 'b.txt');
    expect(context(cwd)).toContain(
      'Uncommitted: 3 paths (1 staged, 1 changed but not staged, 1 untracked)\n',
    );
  });

  it('tells how far the branch is from its upstream', () => {
    const origin = repository(['One', { a: '1' }]);
    const cwd = folder();
    git(cwd, 'clone', '--quiet', origin, '.');
    expect(context(cwd)).toMatch(/^Branch: main \(tracks origin\/main\)$/m);
    writeFiles(origin, { a: '2' });
    git(origin, 'commit', '--quiet', '--all', '--message', 'Two');
    git(cwd, 'fetch', '--quiet');
    writeFiles(cwd, { b: '1' });
    git(cwd, 'add', 'b');
    git(cwd, 'commit', '--quiet', '--message', 'Mine');
    expect(context(cwd)).toMatch(/^Branch: main \(tracks origin\/main, 1 ahead, 1 behind\)$/m);
  });

  it('works without a commit, with a detached HEAD, in a subfolder and in a worktree', () => {
    const empty = repository();
    expect(context(empty)).toBe('Branch: main\nUncommitted: nothing\n');
    const cwd = repository(['One', { 'sub/a': '1' }], ['Two', { 'sub/a': '2' }]);
    const tree = join(folder(), 'tree');
    git(cwd, 'worktree', 'add', '--quiet', '-b', 'feature/x', tree);
    expect(context(tree)).toMatch(/^Branch: feature\/x$/m);
    git(cwd, 'checkout', '--quiet', '--detach');
    const head = git(cwd, 'rev-parse', 'HEAD').slice(0, 10);
    expect(context(join(cwd, 'sub'))).toMatch(new RegExp(`^Branch: none, HEAD is detached at ${head}$`, 'm'));
  });

  it('tells of what was begun and not finished', () => {
    const cwd = repository(['One', { a: '1\n' }]);
    git(cwd, 'checkout', '--quiet', '-b', 'other');
    writeFiles(cwd, { a: 'other\n' });
    git(cwd, 'commit', '--quiet', '--all', '--message', 'Other');
    git(cwd, 'checkout', '--quiet', 'main');
    writeFiles(cwd, { a: 'main\n' });
    git(cwd, 'commit', '--quiet', '--all', '--message', 'Main');
    expect(() => git(cwd, 'merge', 'other')).toThrow();
    expect(context(cwd)).toMatch(/Uncommitted: 1 path \(1 in conflict\)[\s\S]*Unfinished: a merge\n$/);
    git(cwd, 'merge', '--abort');
    expect(() => git(cwd, 'rebase', 'other')).toThrow();
    expect(context(cwd)).toMatch(/Unfinished: a rebase\n$/);
  });

  it('says nothing outside a repository, where it was switched off, or without git', () => {
    expect(context(folder())).toBe('');
    const cwd = repository(['One', { a: '1' }]);
    expect(context(join(cwd, '.git'))).toBe('');
    expect(context(cwd, { CLAUDE_PROJECT_DIR: join(cwd, 'gone') })).toBe('');
    for (const value of ['off', '0', 'false', 'no'])
      expect(context(cwd, { WORKFLOW_HELPER_CONTEXT: value })).toBe('');
    expect(context(cwd, { WORKFLOW_HELPER_CONTEXT: 'on' })).not.toBe('');
    const bin = folder();
    for (const tool of ['sh', 'tr', 'awk', 'sed']) {
      const path = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
      execFileSync('ln', ['-s', path, join(bin, tool)]);
    }
    expect(context(cwd, { PATH: bin })).toBe('');
  });

  it('passes on no control characters, and cuts what is long', () => {
    const cwd = repository([`Red \u001b[31m alert\u0007 ${'é'.repeat(300)}`, { a: '1' }]);
    const [last = ''] = context(cwd)
      .split('\n')
      .filter((line) => line.startsWith('Last commit: '));
    expect(last).toContain('Red [31m alert é');
    expect(last).not.toMatch(/\p{Cc}|\ufffd/u);
    expect(last.length).toBeLessThan(140);
  });

  it('runs no program that the repository names, and writes nothing', () => {
    const cwd = repository(['One', { a: '1' }]);
    const trap = join(cwd, '.git/trap.sh');
    writeFileSync(trap, '#!/bin/sh\ntouch "$(dirname "$0")/sprung"\n');
    chmodSync(trap, 0o755);
    git(cwd, 'config', 'core.fsmonitor', trap);
    git(cwd, 'config', 'gpg.program', trap);
    git(cwd, 'config', 'log.showSignature', 'true');
    const [head = '', message = ''] = git(cwd, 'cat-file', 'commit', 'HEAD').split('\n\n');
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----';
    const signed = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
      cwd,
      env: environment,
      input: `${head}\n${signature}\n\n${message}`,
      encoding: 'utf8',
    });
    git(cwd, 'update-ref', 'refs/heads/main', signed.trim());
    // The same content with another time: what git would note in its index, if it were let.
    utimesSync(join(cwd, 'a'), 1_000_000_000, 1_000_000_000);
    const before = readFileSync(join(cwd, '.git/index'));
    expect(context(cwd)).toContain('Last commit: ');
    expect(existsSync(join(cwd, '.git/sprung'))).toBe(false);
    expect(readFileSync(join(cwd, '.git/index')).equals(before)).toBe(true);
    expect(readdirSync(join(cwd, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });
});

type Command = { name: string; fields: Record<string, unknown>; body: string; inline: string[] };

const commands: Command[] = readdirSync(join(plugin, 'commands'))
  .sort()
  .map((file) => {
    const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(`commands/${file}`)) ?? [];
    return {
      name: file.replace(/\.md$/, ''),
      fields: parse(head) as Record<string, unknown>,
      body,
      // As Claude Code finds them: at the start of a line or after white space.
      inline: [...body.matchAll(/(?<=^|\s)!`([^`]+)`/gm)].map((match) => match[1] ?? ''),
    };
  });

/** Whether a rule of `allowed-tools` lets exactly this command through. */
describe('commands', () => {
  it('are those that the README tells of', () => {
    expect(commands.map((command) => command.name)).toEqual([
      'changelog',
      'commit',
      'pr-summary',
      'standup',
      'todo-scan',
    ]);
    for (const { name } of commands) expect(read('README.md')).toContain(`/workflow-helper:${name}`);
  });

  describe.each(commands)('$name', ({ fields, body, inline }) => {
    const rules = fields['allowed-tools'] as string[];

    it('runs only when it is typed, and says what it does', () => {
      expect(fields['disable-model-invocation']).toBe(true);
      expect(String(fields.description).length).toBeGreaterThan(30);
      expect(fields['argument-hint']).toMatch(/^\[.+\]$/);
      expect(body.match(/\$ARGUMENTS/g)).toHaveLength(1);
    });

    it('allows what it runs, nothing else, and nothing that could write', () => {
      expectSimple(inline, rules);
      for (const rule of rules) {
        expect(
          inline.some((command) => covers(rule, command)),
          rule,
        ).toBe(true);
        expect(rule).not.toMatch(/\b(?:commit|push|add|reset|checkout|clean|rm)\b/);
        // A prefix lets any option through, so only for commands that cannot write whatever they are given.
        if (rule.endsWith(':*)'))
          expect(['Bash(git for-each-ref:*)', 'Bash(git ls-files:*)']).toContain(rule);
      }
    });
  });

  describe('in a repository', () => {
    const output = new Map<string, string>();
    let cwd = '';
    beforeAll(() => {
      cwd = repository(
        ['Add the parser', { 'parser.js': 'parse();\n', 'CHANGELOG.md': '# Changelog\n' }],
        [
          'Read dates',
          { 'dates.js': '// TODO: leap seconds\nread();\n', '.github/pull_request_template.md': '## Why\n' },
        ],
      );
      git(cwd, 'tag', 'v1.2.0', 'HEAD~1');
      writeFiles(cwd, { 'parser.js': 'parse(input);\n', 'draft.txt': 'x\n' });
      git(cwd, 'add', 'parser.js');
      const state = () =>
        git(cwd, 'status', '--porcelain=v2') +
        git(cwd, 'for-each-ref') +
        git(cwd, 'config', '--local', '--list');
      const before = state();
      for (const { name, inline } of commands)
        output.set(name, inline.map((command) => run(command, cwd)).join('\n'));
      expect(state()).toBe(before);
    });

    /** Runs an inline command; one that failed would stop the whole command, but for a search that finds nothing. */
    function run(command: string, where: string): string {
      const result = spawnSync('bash', ['-c', command], { cwd: where, env: environment, encoding: 'utf8' });
      if (!(command.startsWith('git grep') && result.status === 1))
        expect(result.status, `${command}: ${result.stderr}`).toBe(0);
      expect(result.stderr).toBe('');
      return result.stdout;
    }

    it.each([
      ['commit', ['## main', 'parser.js | 2 +-', '+parse(input);', 'Read dates\nAdd the parser']],
      ['standup', ['Ada\trefs/heads/main\tRead dates', 'unknown', 'M  parser.js']],
      ['changelog', ['v1.2.0\t', 'tag: v1.2.0\tAdd the parser', 'CHANGELOG.md']],
      ['pr-summary', ['refs/heads/main', '.github/pull_request_template.md']],
      ['todo-scan', ['dates.js:1:// TODO: leap seconds']],
    ])('%s shows what its task needs', (name, expected) => {
      for (const text of expected) expect(output.get(name)).toContain(text);
    });

    it('does not fail before the first commit, nor with a detached HEAD', () => {
      const empty = repository();
      const detached = repository(['One', { a: '1' }]);
      git(detached, 'checkout', '--quiet', '--detach');
      for (const { inline } of commands)
        for (const command of inline) for (const where of [empty, detached]) run(command, where);
    });
  });
});

describe('untangle-branch', () => {
  const text = read('skills/untangle-branch/SKILL.md');

  it('leads from a messy branch to clean commits over the same files', () => {
    const cwd = repository(['Base', { 'a.txt': '1\n2\n3\n4\n5\n6\n7\n8\n9\n', 'old.txt': 'same\n' }]);
    git(cwd, 'switch', '--quiet', '--create', 'mess');
    writeFiles(cwd, { 'a.txt': 'ONE\n2\n3\n4\n5\n6\n7\n8\n9\n', 'new.txt': 'new\n' });
    git(cwd, 'add', '--all');
    git(cwd, 'commit', '--quiet', '--message', 'wip');
    git(cwd, 'mv', 'old.txt', 'moved.txt');
    writeFiles(cwd, { 'a.txt': 'ONE\n2\n3\n4\n5\n6\n7\n8\nNINE\n' });
    git(cwd, 'commit', '--quiet', '--all', '--message', 'more');
    const original = git(cwd, 'rev-parse', 'mess');

    /** Runs a line of the skill with its blanks filled in, after making sure that the skill has that line. */
    const step = (line: string, blanks: Record<string, string> = {}) => {
      expect(text).toContain(`\n${line}\n`);
      const filled = line.replace(/<([a-z ]+)>/g, (_, blank: string) => blanks[blank] ?? `<${blank}>`);
      expect(filled).not.toContain('<');
      return execFileSync('bash', ['-c', filled], {
        cwd,
        env: environment,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    };
    expect(text).toContain('`git merge-base <base> <branch>`');
    const start = git(cwd, 'merge-base', 'main', 'mess').trim();
    const blanks = { base: 'main', branch: 'mess', start, 'test command': 'test ! -e broken' };
    const commit = (subject: string) => git(cwd, 'commit', '--quiet', '--message', subject);

    step('git log --oneline --graph <base>..<branch>', blanks);
    step('git switch --create <branch>-untangled <branch>', blanks);
    step('git reset --mixed --intent-to-add <start>', blanks);
    expect(git(cwd, 'diff', '--no-renames', '--name-only').split('\n')).toEqual(
      expect.arrayContaining(['a.txt', 'new.txt', 'moved.txt', 'old.txt']),
    );
    step('git add -- <paths>', { paths: 'old.txt moved.txt' });
    commit('Move the old text');

    // One hunk of two, as splitting-a-file.md tells.
    const guide = read('skills/untangle-branch/splitting-a-file.md');
    expect(guide).toContain('git diff --unified=1 -- <path> > <patch>');
    expect(guide).toContain('git apply --cached --recount <patch>');
    const whole = git(cwd, 'diff', '--unified=1', '--', 'a.txt');
    const second = whole.lastIndexOf('\n@@') + 1;
    const patch = join(folder(), 'part.patch');
    writeFileSync(patch, whole.slice(0, whole.indexOf('\n@@') + 1) + whole.slice(second));
    git(cwd, 'apply', '--cached', '--check', '--recount', patch);
    git(cwd, 'apply', '--cached', '--recount', patch);
    expect(git(cwd, 'diff', '--cached')).toContain('+NINE');
    expect(git(cwd, 'diff', '--cached')).not.toContain('+ONE');
    commit('Shout the end');
    expect(() => step('git diff --exit-code <branch> <branch>-untangled', blanks)).toThrow();
    step('git add -- <paths>', { paths: 'a.txt new.txt' });
    commit('Shout the start');

    expect(step('git status --short')).toBe('');
    expect(step('git diff --exit-code <branch> <branch>-untangled', blanks)).toBe('');
    step("git rebase --exec '<test command>' <start>", blanks);
    expect(git(cwd, 'log', '--format=%s', `${start}..HEAD`)).toBe(
      'Shout the start\nShout the end\nMove the old text\n',
    );
    expect(git(cwd, 'rev-parse', 'mess')).toBe(original);
  });

  it('starts by itself only for what it is for, and is allowed nothing in advance', () => {
    const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    const fields = parse(head) as Record<string, unknown>;
    expect(fields).toMatchObject({
      name: 'untangle-branch',
      description: expect.stringContaining('Use when'),
    });
    expect(fields).not.toHaveProperty('allowed-tools');
  });
});

it('links to files that exist', () => {
  expect(linksThatExist(plugin)).toBeGreaterThan(2);
});

it('is said to do what it does, and nothing else', async () => {
  expect(await statedOf('workflow-helper')).toEqual([
    'hooks/hooks.json:9 Runs its own program `scripts/session-context.sh` by itself every time a session starts or resumes.',
    'listing.json:8 May be suggested in nearly every session: its listing names `git` as `cli`.',
    'scripts/session-context.sh:61 Every time a session starts or resumes, puts text of its own into the conversation.',
    'skills/untangle-branch/SKILL.md:89 Tells Claude to run `git branch --delete --force <branch>-untangled`, which deletes things.',
  ]);
});
