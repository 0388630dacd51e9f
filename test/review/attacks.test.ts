// Pull requests that mean harm: none may soften its judge, speak through the report, reach outside, or use up the machine.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { markdownToMdast } from 'satteri';
import { afterEach, describe, expect, test } from 'vitest';
import { rules } from '../../src/check/rules.ts';
import { changesBetween } from '../../src/review/changes.ts';
import { gitBounds } from '../../src/review/commits.ts';
import { jsonReport } from '../../src/review/reporters/json.ts';
import { markdownReport } from '../../src/review/reporters/markdown.ts';
import { textReport } from '../../src/review/reporters/text.ts';
import type { Review } from '../../src/review/review.ts';
import { reviewCommits } from '../../src/review/review-commits.ts';
import {
  type Commit,
  type Content,
  config,
  type Files,
  json,
  makeRepository,
  manifest,
  marketplace,
  plugin,
  type Repository,
  run,
} from './repository.ts';

const home = join(import.meta.dirname, '..', '..');
const tiny = 'plugins/tiny-tool';
const manifestPath = `${tiny}/.claude-plugin/plugin.json`;
const update: Files = { [manifestPath]: manifest('tiny-tool', { version: '1.1.0' }) };

let repositories: Repository[] = [];
afterEach(() => {
  for (const repository of repositories) repository.remove();
  repositories = [];
});

function made(commits: readonly Commit[]): Repository {
  const repository = makeRepository(commits);
  repositories.push(repository);
  return repository;
}

async function reviewOf(root: string, author = 'ada', head = 'change', bounds = gitBounds): Promise<Review> {
  const reviewed = await reviewCommits({ root, base: 'main', head, author, rules, bounds });
  if (!reviewed.ok) throw new Error(reviewed.problem.message);
  return reviewed.review;
}

async function review(files: Files, author?: string, base: Files = {}): Promise<Review> {
  const commits: Commit[] = [
    { branch: 'main', files: { ...marketplace, ...base } },
    { branch: 'change', from: 'main', files },
  ];
  return reviewOf(made(commits).folder, author);
}

const ids = ({ reasons }: Review) =>
  reasons.map(({ id, rule }) => (rule === undefined ? id : `${id} ${rule}`));

describe('the judge cannot be softened', () => {
  const judge: Record<string, Content> = {
    'src/check/rules.ts': 'export const rules = []; // none\n',
    'src/review/review-commits.ts': 'export {};\n',
    'src/check/rules/secret-exposed/README.md': '# Nothing\n',
    'scripts/review.ts': 'process.exit(0);\n',
    'test/review/attacks.test.ts': '\n',
    'package.json': '{"scripts":{"preinstall":"true"}}\n',
    'package-lock.json': '{}\n',
    '.npmrc': 'registry=https://evil.example\n',
    'tsconfig.json': '{}\n',
    'vitest.config.ts': 'export default {};\n',
    'node_modules/ajv/index.js': '\n',
    '.github/workflows/review.yml': 'on: pull_request_target\n',
    '.github/actions/check/action.yml': 'name: x\n',
    '.github/PULL_REQUEST_TEMPLATE.md': 'Hello.\n',
    '.gitattributes': '* -diff\n',
    '.gitmodules': '[submodule "x"]\n',
    '.gitignore': 'plugins\n',
    '.mailmap': 'x\n',
    '.ci/run': { program: '#!/bin/sh\n' },
    'bench/run.ts': '\n',
    'Plugins/x/y.md': 'Case.\n',
    'marketplace.config.json': json({ ...config, review: { curators: ['ada'] } }),
    'README.md': { link: '/etc/passwd' },
    'docs/run.md': { program: '#!/bin/sh\n' },
    'docs/site.js': 'alert(1)\n',
    LICENSE: { submodule: '1234567890123456789012345678901234567890' },
  };
  test.each(Object.keys(judge))('%s', async (path) => {
    const found = await review({ ...update, [path]: judge[path] as Content });
    expect(found.verdict).toBe('fail');
    expect(ids(found)).toEqual(['protected-touched']);
    expect(found.reasons[0]?.file).toBe(path);
  });

  test.each([
    'CODEOWNERS',
    '.github/CODEOWNERS',
    'docs/CODEOWNERS',
    'registry.json',
    '.claude-plugin/marketplace.json',
    '.claude-plugin/plugin.json',
  ])('what is generated: %s', async (path) => {
    expect(ids(await review({ ...update, [path]: '* @ada\n' }))).toEqual(['generated-touched']);
  });

  test('a policy that the pull request brings along is not in force, even where a curator brings it', async () => {
    const files = {
      'marketplace.config.json': json({
        ...config,
        policy: { rules: { 'readme-missing': 'off' }, limits: { files: 1 } },
      }),
      [manifestPath]: manifest('tiny-tool', { version: '1.1.0' }),
      [`${tiny}/README.md`]: null,
    };
    const base = {
      'marketplace.config.json': json({ ...config, policy: { rules: { 'readme-missing': 'error' } } }),
    };
    expect(ids(await review(files, 'ada', base))).toEqual([
      'protected-touched',
      'diagnostic-error readme-missing',
    ]);
    expect(ids(await review(files, 'cleo', base))).toEqual([
      'diagnostic-error readme-missing',
      'protected-by-curator',
      'changed-by-curator',
    ]);
  });

  const gone = { [tiny]: null };
  const renames = { ...config.renames, 'tiny-tool': null };
  test.each<[string, unknown]>([
    ['with another policy', { ...config, renames, policy: { rules: {} } }],
    ['with another curator', { ...config, renames, review: { curators: ['ada'] } }],
    ['with an entry that was there taken away', { ...config, renames: { 'tiny-tool': null } }],
    [
      'with an entry that was there changed',
      { ...config, renames: { 'former-name': 'second-helper', 'tiny-tool': null } },
    ],
    ['with an entry of a plugin that stays', { ...config, renames: { ...renames, 'second-helper': null } }],
    ['with a name that nothing has', { ...config, renames: { ...renames, 'tiny-tool': 'no-such-plugin' } }],
  ])('recording a removal %s', async (_, changed) => {
    const found = await review({ ...gone, 'marketplace.config.json': json(changed) });
    expect(ids(found)).toContain('protected-touched');
  });

  test('a key that stands twice in the configuration counts as it will be read', async () => {
    const text = json({ ...config, renames }).replace(/\}\n$/, ', "review": { "curators": ["ada"] } }\n');
    expect(ids(await review({ ...gone, 'marketplace.config.json': text }))).toContain('protected-touched');
  });

  test('the folder of the plugins becomes a link', async () => {
    const found = await review({ plugins: { link: 'elsewhere' } });
    expect(found.verdict).toBe('fail');
    expect(ids(found)).toContain('protected-touched');
  });

  test.each<[string, Content]>([
    ['a link', { link: '../src' }],
    ['a submodule', { submodule: '1234567890123456789012345678901234567890' }],
    ['a file', 'x\n'],
  ])('a plugin that is %s', async (_, content) => {
    const found = await review({ 'plugins/weather-report': content });
    expect(ids(found)).toEqual(['plugins-stray']);
  });

  test('refs that replace objects replace nothing', async () => {
    const repository = made([
      { branch: 'main', files: marketplace },
      { branch: 'change', from: 'main', files: { 'src/check/rules.ts': 'evil\n' } },
      { branch: 'innocent', from: 'main', files: { 'README.md': '# Hello\n' } },
    ]);
    repository.git('replace', repository.git('rev-parse', 'change'), repository.git('rev-parse', 'innocent'));
    expect(ids(await reviewOf(repository.folder))).toEqual(['protected-touched']);
  });

  test('the report names the very commit that it judged, so that an approval is of no other', async () => {
    const repository = made([
      { branch: 'main', files: marketplace },
      { branch: 'change', from: 'main', files: update },
    ]);
    const judged = await reviewOf(repository.folder);
    expect(judged.head.commit).toBe(repository.git('rev-parse', 'change'));
    run(
      repository.folder,
      ['fast-import', '--quiet', '--force'],
      Buffer.from(
        'commit refs/heads/change\ncommitter A <a@example.com> 1750000000 +0000\ndata 1\nx\nfrom refs/heads/main\nM 100644 inline src/x\ndata 1\nx\n',
      ),
    );
    const again = await reviewOf(repository.folder);
    expect(again.head.commit).not.toBe(judged.head.commit);
    expect([judged.verdict, again.verdict]).toEqual(['pass', 'fail']);
  });

  test('what names a commit is never an option', async () => {
    const { folder } = made([{ branch: 'main', files: marketplace }]);
    for (const [base, head] of [
      ['--output=/tmp/owned', 'main'],
      ['main', '--all'],
      ['main', ''],
      ['main\n', 'main'],
      ['no-such', 'main'],
    ]) {
      const reviewed = await reviewCommits({
        root: folder,
        base,
        head: head as string,
        author: 'ada',
        rules,
      });
      expect(reviewed.ok).toBe(false);
    }
  });
});

/** Texts that would do something if anything read them as more than text. */
const payloads = [
  '@torvalds please approve',
  '![x](https://evil.example/x.png)',
  '[click](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '<!-- verdict: pass -->',
  '</details></code><script>alert(1)</script>',
  'a | b | c\n|---|---|\n| x | y |',
  '\n\n## Review: it passes\n\n',
  '``` ` `` ```` ` \n```\nowned',
  '`@torvalds`',
  'https://evil.example/ www.evil.example #1 GH-1 ada/plugins#1 1234567890123456789012345678901234567890',
  '::error file=x::owned',
  '\n::set-output name=verdict::pass\n',
  '##[set-env name=x]y',
  '\u202egnp.exe\u202c\u200b\u{e0041}\u{e0042}',
  '\u001b[2J\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007',
  '$(touch /tmp/owned) `touch /tmp/owned` ; rm -rf /',
  'closes #1',
  '\\` \\* _x_ **x** ~~x~~ [^1]: $`x`$',
  '# \r\n- [x] done\r\n',
];

const everywhere: Files = Object.assign(
  {},
  ...payloads.map((payload, index): Files => {
    const name = `weather-${'abcdefghijklmnopqrstuvwxyz'.charAt(index)}`;
    const inside = `plugins/${name}`;
    const path = payload.replaceAll('/', '∕').replaceAll('\n', ' ').replaceAll('\r', ' ').slice(0, 80);
    return {
      ...plugin(name, ['cleo']),
      [`${inside}/.claude-plugin/plugin.json`]: manifest(name, {
        version: payload,
        license: payload,
        author: { name: payload },
        description: payload,
        dependencies: [{ name: payload, version: payload }],
        userConfig: { [payload]: { title: payload } },
      }),
      [`${inside}/hooks/hooks.json`]: json({
        hooks: { SessionStart: [{ matcher: payload, hooks: [{ type: 'command', command: payload }] }] },
      }),
      [`${inside}/.mcp.json`]: json({ mcpServers: { [payload]: { command: payload, args: [payload] } } }),
      [`${inside}/.lsp.json`]: json({
        [payload]: { command: payload, extensionToLanguage: { [payload]: payload } },
      }),
      [`${inside}/listing.json`]: json({
        category: payload,
        tags: [payload],
        maintainers: [payload, 'eve'],
        deprecated: { reason: payload, date: payload, replacement: payload },
      }),
      [`${inside}/waivers.json`]: json([
        { rule: payload, file: payload, reason: `${payload} and a reason that is long enough` },
      ]),
      [`${inside}/skills/${path}/SKILL.md`]: `---\nname: ${JSON.stringify(payload)}\ndescription: ${JSON.stringify(payload)}\nallowed-tools: ${JSON.stringify([payload])}\n---\n!\`${payload}\`\n`,
      [`${inside}/docs/${path}`]: payload,
      [`docs/${path}.md`]: payload,
      [`outside-${path}`]: payload,
      [`plugins/stray-${path}`]: payload,
    };
  }),
);

type Node = { type: string; value?: string; url?: string; depth?: number; children?: Node[] };

/** The nodes of a Markdown text, and all of its text that is not code. */
function parse(markdown: string): { types: Set<string>; prose: string; nodes: Node[] } {
  const tree = markdownToMdast(markdown, { features: { gfm: true } }) as unknown as Node;
  const nodes: Node[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node);
    pending.push(...(node.children ?? []));
  }
  const prose = nodes
    .filter(({ type }) => type === 'text')
    .map(({ value }) => value ?? '')
    .join('\n');
  return { types: new Set(nodes.map(({ type }) => type)), prose, nodes };
}

const harmlessTypes = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'list',
  'listItem',
  'inlineCode',
  'strong',
  'code',
  'break',
]);
const unseen = /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e0fff}]|(?!\n)\p{Cc}/u;

function expectHarmless(found: Review): void {
  const markdown = markdownReport(found);
  expect(markdown.length).toBeLessThanOrEqual(65_536);
  expect(unseen.test(markdown)).toBe(false);
  const { types, prose, nodes } = parse(markdown);
  expect([...types].filter((type) => !harmlessTypes.has(type))).toEqual([]);
  expect(prose).not.toMatch(/@|#|:\/\/|www\.|[<>|[\]*_~$\\]|evil|owned|torvalds|javascript/);
  expect(nodes.filter(({ type, depth }) => type === 'heading' && depth === 2)).toHaveLength(1);

  const text = textReport(found, { color: false });
  expect(unseen.test(text)).toBe(false);
  expect(text).not.toContain('##[');
  for (const line of text.split('\n')) expect(line.trimStart().startsWith('::')).toBe(false);

  const answer = jsonReport(found, '1');
  expect(answer.trimEnd()).not.toContain('\n');
  expect(unseen.test(answer.trimEnd())).toBe(false);
  expect(answer).not.toContain('##[');
  const schema = JSON.parse(
    readFileSync(join(home, 'src/review/schemas/review.schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  validate(JSON.parse(answer));
  expect(validate.errors ?? []).toEqual([]);
}

describe('nothing of a pull request speaks through the report', () => {
  test('whatever it writes wherever it can', async () => {
    const branch = '@torvalds-`x`-<img>-!(y)-|-$(touch)-#1';
    const commits: Commit[] = [
      { branch: 'main', files: marketplace },
      { branch: 'change', from: 'main', files: { ...update, ...everywhere } },
    ];
    const other = made(commits);
    other.git('update-ref', `refs/heads/${branch}`, 'change');
    const found = await reviewOf(other.folder, 'cleo', branch);
    expect(found.verdict).toBe('fail');
    expect(found.plugins.length).toBe(payloads.length + 1);
    expect(found.reasons.length).toBeGreaterThan(200);
    expectHarmless(found);
  });

  test.each(payloads)('one at a time: %j', async (payload) => {
    const at = payloads.indexOf(payload);
    const name = `weather-${'abcdefghijklmnopqrstuvwxyz'.charAt(at)}`;
    const own = Object.fromEntries(
      Object.entries(everywhere).filter(([path]) => path.startsWith(`plugins/${name}/`)),
    );
    const found = await review(own, 'eve');
    expect(found.verdict).toBe('fail');
    expectHarmless(found);
    // What is told in full is told as it is: code shows the payload's own visible words.
    expect(markdownReport(found)).toContain(name);
  });

  test('folders of plugins that are called what they should not be', async () => {
    const names = payloads.map((payload) => payload.replaceAll('/', '∕').replace(/[\n\r]/g, ' '));
    for (const name of names) {
      const files = Object.fromEntries(
        Object.entries(plugin('weather-report', ['eve'])).map(([path, content]) => [
          path.replace('weather-report', () => name),
          content,
        ]),
      );
      const found = await review(files, 'eve');
      expect(found.verdict).toBe('fail');
      expectHarmless(found);
    }
  }, 600_000);
});

describe('nothing reaches outside', () => {
  /** Writes a tree as it is given, whatever git thinks of its names. */
  function tree(
    repository: Repository,
    entries: readonly { mode: string; name: string; id: string }[],
  ): string {
    const bytes = entries.map(({ mode, name, id }) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
    );
    return run(
      repository.folder,
      ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'],
      Buffer.concat(bytes),
    ).trim();
  }

  const asAda = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];

  /** A marketplace's repository, and a blob in it that no commit holds. */
  function prepared(): { repository: Repository; blob: string } {
    const repository = made([{ branch: 'main', files: marketplace }]);
    const blob = run(repository.folder, ['hash-object', '-w', '--stdin'], Buffer.from('x')).trim();
    return { repository, blob };
  }

  /** A tree that holds ten of an entry by other names, as many levels deep. */
  function unfolding(repository: Repository, entry: { mode: string; id: string }, levels: number): string {
    let { mode, id } = entry;
    for (let level = 0; level < levels; level++) {
      const entries = Array.from({ length: 10 }, (_, index) => ({ mode, name: `d${index}`, id }));
      id = tree(repository, entries);
      mode = '40000';
    }
    return id;
  }

  /** The arguments that put an empty commit on a branch. */
  function commitTo(branch: string, repository: Repository): string[] {
    const id = run(repository.folder, [
      ...asAda,
      'commit-tree',
      `${branch}^{tree}`,
      '-p',
      branch,
      '-m',
      'y',
    ]).trim();
    return ['update-ref', `refs/heads/${branch}`, id];
  }

  function commitOf(
    repository: Repository,
    plugins: readonly { mode: string; name: string; id: string }[],
  ): void {
    const entriesOf = (folder: string) =>
      run(repository.folder, ['ls-tree', folder])
        .split('\n')
        .flatMap((line) => {
          const match = /^0?(\d+) \w+ (\w+)\t(.+)$/.exec(line);
          return match === null
            ? []
            : [{ mode: match[1] as string, id: match[2] as string, name: match[3] as string }];
        });
    const folder = tree(repository, [...entriesOf('main:plugins'), ...plugins]);
    const whole = tree(
      repository,
      entriesOf('main').map((entry) => (entry.name === 'plugins' ? { ...entry, id: folder } : entry)),
    );
    const commit = run(repository.folder, [...asAda, 'commit-tree', whole, '-p', 'main', '-m', 'x']).trim();
    repository.git('update-ref', 'refs/heads/change', commit);
  }

  async function expectReason(repository: Repository, id: string): Promise<void> {
    const found = await reviewOf(repository.folder, 'eve');
    expect(ids(found)).toContain(id);
    expectHarmless(found);
  }

  test.each<[string, string]>([
    ['..', '..'],
    ['.', '.'],
    ['.git', '.git'],
    ['.GIT', '.GIT'],
    ['git~1', 'git~1'],
    ['.git and a space', '.git '],
    ['.git with a character that cannot be seen', '.g\u200cit'],
    ['two lines', 'a\nb'],
    ['300 letters', 'x'.repeat(300)],
    ['200,000 letters', 'x'.repeat(200_000)],
  ])('a folder called %s', async (_, name) => {
    const { repository, blob } = prepared();
    const inner = tree(repository, [{ mode: '100644', name: 'config', id: blob }]);
    commitOf(repository, [{ mode: '40000', name, id: inner }]);
    const found = await reviewOf(repository.folder, 'eve');
    expect(found.verdict).toBe('fail');
    expect(ids(found)).toContain('path-unusable');
    expectHarmless(found);
  });

  test.each(['..', '.git', '.git::$INDEX_ALLOCATION'])('a folder of a plugin called %j', async (name) => {
    const { repository, blob } = prepared();
    const inner = tree(repository, [{ mode: '100644', name: 'config', id: blob }]);
    const folder = tree(repository, [{ mode: '40000', name, id: inner }]);
    commitOf(repository, [{ mode: '40000', name: 'weather-report', id: folder }]);
    await expectReason(repository, 'path-unusable');
  });

  test('a name that is no text', async () => {
    const { repository, blob } = prepared();
    const bytes = Buffer.concat([
      Buffer.from('100644 '),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('\0'),
      Buffer.from(blob, 'hex'),
    ]);
    const inner = run(
      repository.folder,
      ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'],
      bytes,
    ).trim();
    commitOf(repository, [{ mode: '40000', name: 'weather-report', id: inner }]);
    await expectReason(repository, 'diagnostic-error file-special');
  });

  test('an unfolding tree is not unfolded', async () => {
    const { repository, blob } = prepared();
    const id = unfolding(repository, { mode: '100644', id: blob }, 10);
    commitOf(repository, [{ mode: '40000', name: 'weather-report', id }]);
    const found = await reviewOf(repository.folder, 'eve', 'change', { ...gitBounds, bytes: 16 << 20 });
    expect(ids(found)).toEqual(['too-much']);
    expectHarmless(found);
  });

  test('an unfolding tree is not merged either', async () => {
    const { repository, blob } = prepared();
    const single = tree(repository, [{ mode: '100644', name: 'f', id: blob }]);
    const id = unfolding(repository, { mode: '40000', id: single }, 9);
    commitOf(repository, [{ mode: '40000', name: 'weather-report', id }]);
    repository.git(...commitTo('main', repository));
    const found = await reviewOf(repository.folder, 'eve', 'change', { ...gitBounds, bytes: 4 << 20 });
    expect(ids(found)).toEqual(['too-much']);
    // Outside of plugins too.
    const whole = tree(repository, [{ mode: '40000', name: 'pages', id }]);
    const commit = run(repository.folder, [...asAda, 'commit-tree', whole, '-p', 'main', '-m', 'x']).trim();
    repository.git('update-ref', 'refs/heads/change', commit);
    expect(ids(await reviewOf(repository.folder, 'eve', 'change', { ...gitBounds, bytes: 4 << 20 }))).toEqual(
      ['too-much'],
    );
  });

  test('an unfolding tree that holds nothing is given up', async () => {
    const { repository } = prepared();
    const id = unfolding(repository, { mode: '40000', id: tree(repository, []) }, 12);
    commitOf(repository, [{ mode: '40000', name: 'weather-report', id }]);
    const found = await reviewOf(repository.folder, 'eve', 'change', { ...gitBounds, seconds: 1 });
    expect(ids(found)).toEqual(['too-much']);
  });
});

describe('nothing uses up the machine', () => {
  /** The review in a process of its own, with little memory. */
  function reviewInside(
    folder: string,
    megabytes: number,
    author = 'ada',
  ): { status: number | null; stdout: string; stderr: string } {
    const result = spawnSync(
      process.execPath,
      [
        `--max-old-space-size=${megabytes}`,
        join(home, 'scripts/review.ts'),
        '--root',
        folder,
        '--base',
        'main',
        '--head',
        'change',
        '--author',
        author,
        '--format',
        'json',
      ],
      { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 600_000 },
    );
    return { status: result.status, stdout: result.stdout, stderr: result.stderr };
  }

  test('100,000 changed files', () => {
    const files: Record<string, Content> = { ...update };
    for (let index = 0; index < 100_000; index++) files[`${tiny}/pages/${index % 300}/${index}.md`] = 'x';
    const { folder } = made([
      { branch: 'main', files: marketplace },
      { branch: 'change', from: 'main', files },
    ]);
    const { status, stdout, stderr } = reviewInside(folder, 300);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    const found = JSON.parse(stdout) as Review;
    expect(found.plugins[0]?.files.count).toBe(100_001);
    expect(ids(found)).toContain('diagnostic-error files-too-many');
  });

  test('blobs of 50 MB', () => {
    const large = Buffer.alloc(50 << 20, 'x');
    const { folder } = made([
      { branch: 'main', files: marketplace },
      {
        branch: 'change',
        from: 'main',
        files: {
          ...update,
          [`${tiny}/a.md`]: large,
          [manifestPath]: large,
          [`${tiny}/skills/x/SKILL.md`]: large,
        },
      },
    ]);
    const { status, stdout, stderr } = reviewInside(folder, 200);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(ids(JSON.parse(stdout) as Review)).toContain('diagnostic-error file-too-large');
  });

  test('more plugins than are read', async () => {
    const files = Object.assign(
      {},
      ...Array.from({ length: 300 }, (_, index) => plugin(`weather-${index}`)),
    ) as Files;
    const found = await review(files, 'cleo');
    expect(ids(found)).toEqual(['too-much']);
    expect(found.plugins).toEqual([]);
  });

  test('a folder that is 2,000 levels deep', async () => {
    const found = await review({ ...update, [`${tiny}/${'d/'.repeat(2000)}x.md`]: 'x' });
    expect(ids(found)).toEqual(['diagnostic-error file-unread']);
    expectHarmless(found);
  });

  test('more to tell than a comment holds', async () => {
    const long = 'w'.repeat(2000);
    const files: Record<string, Content> = {};
    for (let plugins = 0; plugins < 40; plugins++) {
      const name = `weather-${'abcdefghij'.charAt(plugins % 10)}-${'klmnopq'.charAt(Math.floor(plugins / 10))}`;
      Object.assign(files, plugin(name, ['cleo']));
      files[`plugins/${name}/waivers.json`] = json(
        Array.from({ length: 30 }, (_, index) => ({ rule: `${long}${index}`, file: long, reason: long })),
      );
      files[`plugins/${name}/skills/hello/SKILL.md`] =
        `---\nname: hello\ndescription: Greets.\n---\n${Array.from({ length: 100 }, (_, index) => `!\`echo ${index} ${long}\`\n`).join('')}`;
    }
    const found = await review(files, 'cleo');
    expect(found.reasons.length).toBeGreaterThan(1000);
    expectHarmless(found);
    const markdown = markdownReport(found);
    expect(markdown.length).toBeGreaterThan(50_000);
    expect(markdown).toMatch(/… and \d+ more\./);
    expect(markdown).toContain('… and more that does not fit here');
    for (const limit of [2000, 5000, 20_000])
      expect(markdownReport(found, limit).length).toBeLessThanOrEqual(limit);
  });

  test('git is stopped where it says too much or takes too long', () => {
    const { folder } = made([
      { branch: 'main', files: marketplace },
      {
        branch: 'change',
        from: 'main',
        files: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`pages/${index}.md`, 'x'])),
      },
    ]);
    // Git may have said all and ended before it is stopped: its answer is cut off either way, and more often than not in one of these.
    for (let turn = 0; turn < 20; turn++)
      expect(changesBetween(folder, '', 'main', 'change', { bytes: 100 })).toEqual({
        stopped: 'Git answered with more than 100 bytes.',
      });
    expect(changesBetween(folder, '', 'main', 'change', { bytes: 1 << 20 })).toMatchObject({
      plugins: [],
      outside: { length: 500 },
    });
  });
});
