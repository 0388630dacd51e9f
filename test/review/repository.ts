// Real git repositories for tests, written by one stream each: https://git-scm.com/docs/git-fast-import
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basePlugin } from '../check/rule-fixtures.ts';
import { leastConfig } from '../registries.ts';

/** What stands at a path: text, bytes, a program, a link, a submodule's commit; `null` takes it away, with all below it. */
export type Content = string | Buffer | { program: string } | { link: string } | { submodule: string } | null;
export type Files = Readonly<Record<string, Content>>;

/** One commit: a branch, what it builds on, what it changes. */
export type Commit = {
  branch: string;
  from?: string;
  merge?: string;
  files: Files;
  tags?: readonly string[];
};

export type Repository = { folder: string; git(...args: string[]): string; remove(): void };

/** A bare repository with these commits: nothing is checked out. */
export function makeRepository(commits: readonly Commit[]): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'review-'));
  run(folder, ['init', '--quiet', '--bare', '--initial-branch=main']);
  const repository: Repository = {
    folder,
    git: (...args) => run(folder, args).trim(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  const named = (branch: string | undefined) => branch && `refs/heads/${branch}`;
  const changes = commits.map(({ branch, from, merge, files, tags = [] }) => ({
    ref: `refs/heads/${branch}`,
    from: named(from),
    merge: named(merge),
    files,
    tags,
  }));
  run(folder, ['fast-import', '--quiet', '--date-format=raw'], stream(changes, 1_750_000_000));
  return repository;
}

/** Has a ref of a repository be one commit on top of another that is there, and returns its id. Nothing is checked out. */
export function commitOnto(folder: string, from: string, files: Files, ref: string): string {
  const now = Math.trunc(Date.now() / 1000);
  run(
    folder,
    ['fast-import', '--quiet', '--force', '--date-format=raw'],
    stream([{ ref, from, files }], now),
  );
  return run(folder, ['rev-parse', ref]).trim();
}

export function run(folder: string, args: readonly string[], input?: Buffer): string {
  const result = spawnSync('git', args, {
    cwd: folder,
    input: input ?? '',
    maxBuffer: 1 << 28,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout.toString('utf8');
}

/** A commit as fast-import takes it: full names of refs, or ids. */
type Change = {
  ref: string;
  from?: string | undefined;
  merge?: string | undefined;
  files: Files;
  tags?: readonly string[];
};

/** `time` in seconds. */
function stream(changes: readonly Change[], time: number): Buffer {
  const parts: Buffer[] = [];
  const line = (text: string) => parts.push(Buffer.from(`${text}\n`));
  const data = (bytes: Buffer) => {
    line(`data ${bytes.length}`);
    parts.push(bytes);
    line('');
  };
  for (const { ref, from, merge, files, tags = [] } of changes) {
    line(`commit ${ref}`);
    line(`committer Ada Writer <ada@example.com> ${time} +0000`);
    data(Buffer.from('Change'));
    if (from !== undefined) line(`from ${from}`);
    if (merge !== undefined) line(`merge ${merge}`);
    for (const [path, content] of Object.entries(files)) {
      if (content === null) line(`D ${quoted(path)}`);
      else if (typeof content === 'object' && 'submodule' in content)
        line(`M 160000 ${content.submodule} ${quoted(path)}`);
      else {
        line(`M ${modeOf(content)} inline ${quoted(path)}`);
        data(bytesOf(content));
      }
    }
    for (const tag of tags) {
      line(`reset refs/tags/${tag}`);
      line(`from ${ref}`);
      line('');
    }
  }
  return Buffer.concat(parts);
}

function modeOf(content: NonNullable<Content>): string {
  if (typeof content === 'string' || Buffer.isBuffer(content)) return '100644';
  return 'link' in content ? '120000' : '100755';
}

function bytesOf(content: Exclude<Content, null | { submodule: string }>): Buffer {
  if (Buffer.isBuffer(content)) return content;
  if (typeof content === 'string') return Buffer.from(content);
  return Buffer.from('link' in content ? content.link : content.program);
}

function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** The manifest of a plugin that no rule has anything to say about, with changes; `undefined` takes a key away. */
export function manifest(name: string, changes: object = {}): string {
  const base = JSON.parse(basePlugin['.claude-plugin/plugin.json'] as string) as object;
  return `${JSON.stringify({ ...base, name, ...changes }, null, 2)}\n`;
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The files of a plugin that no rule has anything to say about. */
export function plugin(
  name: string,
  maintainers: readonly string[] = [],
  version = '1.0.0',
): Record<string, Content> {
  const files: Record<string, Content> = {};
  for (const [path, content] of Object.entries(basePlugin))
    files[`plugins/${name}/${path}`] = content as string;
  files[`plugins/${name}/.claude-plugin/plugin.json`] = manifest(name, { version });
  if (maintainers.length > 0)
    files[`plugins/${name}/listing.json`] = json({ category: 'productivity', maintainers });
  return files;
}

/** A marketplace's configuration. Its curators are `cleo` and `dan`. */
export const config = {
  ...leastConfig,
  name: 'plugin-marketplace',
  repository: 'ada-writer/plugins',
  site: 'https://ada-writer.github.io/plugins/',
  categories: [{ id: 'productivity', name: 'Productivity', description: 'Everyday shortcuts.' }],
  renames: { 'former-name': null },
  review: { curators: ['cleo', 'dan'], merge: { changes: 'text' } },
};

/** What is on the main branch: three plugins, of `ada`, of `bob`, and of nobody in particular. */
export const marketplace: Files = {
  'marketplace.config.json': json(config),
  'registry.json': '{}\n',
  '.claude-plugin/marketplace.json': '{}\n',
  'package.json': '{}\n',
  'README.md': '# Plugins\n',
  'src/check/rules.ts': 'export const rules = [];\n',
  ...plugin('tiny-tool', ['ada', 'amy']),
  ...plugin('second-helper', ['bob']),
  ...plugin('orphan-gadget'),
};
