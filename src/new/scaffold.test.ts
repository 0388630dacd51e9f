import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureConfig } from '../../test/fixture-marketplace.ts';
import { readConfig } from '../check/config/config.ts';
import { templateText } from '../check/rules/template-text-left/sentences.ts';
import { folderFileSystem, memoryFileSystem } from '../plugin/file-system.ts';
import { readDeclared } from '../plugin/read-plugin.ts';
import { serverFiles } from '../plugin/server-files.ts';
import { readSource } from '../plugin/source.ts';
import { stdioServers } from '../plugin/stdio-servers.ts';
import { type Home, judgeScaffold } from './judge.ts';
import { type ScaffoldKind, scaffold, scaffoldKinds } from './scaffold.ts';
import { writeFolder } from './write-folder.ts';

const read = readConfig(readFileSync(fixtureConfig, 'utf8'));
if (!read.ok) throw new Error('The configuration of the fixture is not valid.');
const home: Home = { config: read.config, names: ['somewhere-else'] };

const options = (kinds: readonly ScaffoldKind[], name = 'pocket-compass') => ({
  name,
  author: 'Ada Writer',
  license: 'MIT',
  kinds,
  listing: { category: 'productivity', marketplace: home.config.name, repository: home.config.repository },
});

let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), 'scaffold-'));
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** What the check says besides notes, as rule and file. */
async function said(files: ReturnType<typeof scaffold>, around: Home | undefined): Promise<string[]> {
  const diagnostics = await judgeScaffold('pocket-compass', files, around);
  return diagnostics.filter(({ severity }) => severity !== 'info').map(({ rule, file }) => `${rule} ${file}`);
}
const unanswered = (...files: string[]) => files.map((file) => `template-text-left ${file}`);

describe('the check asks for what the author has to write, and for nothing else, of', () => {
  test.each([...scaffoldKinds.map((kind) => [kind]), [...scaffoldKinds]])(
    'a new plugin with %s',
    async (...kinds) => {
      const files = scaffold(options(kinds as ScaffoldKind[]));
      const skills = Object.keys(files).filter((path) => path.endsWith('/SKILL.md'));
      expect(await said(files, home)).toEqual(
        unanswered('.claude-plugin/plugin.json', 'README.md', ...skills),
      );
    },
  );

  test('one that stands alone', async () => {
    const { listing: _, ...alone } = options(scaffoldKinds);
    const files = scaffold(alone);
    expect(Object.keys(files)).not.toContain('listing.json');
    expect(await said(files, undefined)).toEqual(
      unanswered('.claude-plugin/plugin.json', 'README.md', 'skills/pocket-compass/SKILL.md'),
    );
  });
});

test('nothing is left to say once every sentence is answered', async () => {
  const files = scaffold({ ...options(['skill']), description: 'Tells which way is north, in any room.' });
  const answer = 'It tells which way is north, and says so where it cannot know.';
  const answered = Object.entries(files).map(([path, file]): [string, typeof file] => [
    path,
    typeof file === 'string'
      ? Object.values(templateText).reduce((text, sentence) => text.replace(sentence, answer), file)
      : file,
  ]);
  expect(await said(Object.fromEntries(answered), home)).toEqual([]);
});

test('every kind brings a component of that kind', () => {
  const kinds: Record<string, string> = { mcp: 'mcp-server', lsp: 'lsp-server' };
  for (const kind of scaffoldKinds) {
    const { plugin } = readDeclared(memoryFileSystem(scaffold(options([kind]))), 'plugins/pocket-compass');
    expect(plugin.components.map((component) => component.kind)).toEqual([kinds[kind] ?? kind]);
  }
});

describe('the programs work as they are', () => {
  let folder: string;
  beforeAll(() => {
    folder = join(temporary, 'pocket-compass');
    expect(writeFolder(folder, scaffold(options(scaffoldKinds)), join(temporary, 'draft'))).toBe(true);
  });

  test('the hook tells where the session is, and does not mind being started by hand', () => {
    const hook = (input: string) =>
      execFileSync(process.execPath, ['scripts/session-start.mjs'], { cwd: folder, input, encoding: 'utf8' });
    expect(hook('{"cwd":"/somewhere"}')).toBe('The plugin pocket-compass is active in /somewhere.\n');
    expect(hook('')).toBe('The plugin pocket-compass is active in an unknown folder.\n');
  });

  test('the MCP server answers, and says what it cannot do', () => {
    const messages = [
      { id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18' } },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/list' },
      { id: 3, method: 'tools/call', params: { name: 'count_words', arguments: { text: 'one two\nthree' } } },
      { id: 4, method: 'tools/call', params: { name: 'count_words', arguments: {} } },
      { id: 5, method: 'prompts/list' },
      { id: 6, method: 'toString' },
      { id: 7, method: 'resources/read', params: { uri: 'a:b' } },
      { id: 8, method: 'tools/call', params: { name: 'count_words', arguments: { text: 1 } } },
    ];
    const input = `${messages.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message })).join('\n')}\nnot json\n`;
    const { stdout, status } = spawnSync(process.execPath, ['server/serve.mjs'], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number | null })
      .sort((a, b) => (a.id ?? 99) - (b.id ?? 99));
    expect(answers).toMatchObject([
      { id: 1, result: { protocolVersion: '2025-06-18', serverInfo: { name: 'pocket-compass' } } },
      { id: 2, result: { tools: [{ name: 'count_words' }] } },
      { id: 3, result: { content: [{ text: '3 words, 2 lines, 13 characters' }] } },
      { id: 4, result: { isError: true, content: [{ text: 'Expected "text", which is missing.' }] } },
      { id: 5, result: { prompts: [] } },
      { id: 6, error: { code: -32601 } },
      { id: 7, error: { code: -32602 } },
      { id: 8, result: { isError: true } },
      { id: null, error: { code: -32700 } },
    ]);
  });

  test('every plugin gets the same serve.mjs', () => {
    const serve = (name: string) => scaffold({ ...options(['mcp']), name })['server/serve.mjs'];
    expect(serve('pocket-compass')).toBe(serve('other-name'));
    expect(serve('other-name')).toContain('JSON-RPC');
  });

  test('the MCP server says what it offers when it is asked for tools.json', async () => {
    const source = readSource(folderFileSystem(folder), 'plugins/pocket-compass');
    const [server] = stdioServers(source);
    expect(server && (await serverFiles(source, server))).toEqual([
      '.claude-plugin/plugin.json',
      'server/serve.mjs',
      'server/tools.mjs',
    ]);
    const run = `import { TOOLS, RESOURCES, PROMPTS } from './tools.mjs';
RESOURCES.push({ uri: 'notes:one', name: 'one', run: () => 'first' });
PROMPTS.push({ name: 'ask', run: ({ what }) => 'About ' + what });
TOOLS.push({ name: 'sum', inputSchema: { type: 'object' }, run: async ({ a, b }) => ({ sum: a + b }) });
await import('./serve.mjs');`;
    writeFileSync(join(folder, 'server/more.mjs'), run);
    const requests = [
      { id: 1, method: 'resources/read', params: { uri: 'notes:one' } },
      { id: 2, method: 'prompts/get', params: { name: 'ask', arguments: { what: 'north' } } },
      { id: 3, method: 'tools/call', params: { name: 'sum', arguments: { a: 1, b: 2 } } },
      { id: 4, method: 'tools/list' },
    ];
    const input = requests.map((one) => `${JSON.stringify({ jsonrpc: '2.0', ...one })}\n`).join('');
    const stdout = execFileSync(process.execPath, [join(folder, 'server/more.mjs')], {
      input,
      encoding: 'utf8',
    });
    const answers = new Map(
      stdout
        .trim()
        .split('\n')
        .map((line) => {
          const { id, result } = JSON.parse(line) as { id: number; result: object };
          return [id, result];
        }),
    );
    expect(answers.get(1)).toEqual({
      contents: [{ uri: 'notes:one', mimeType: 'text/plain', text: 'first' }],
    });
    expect(answers.get(2)).toMatchObject({ messages: [{ role: 'user', content: { text: 'About north' } }] });
    expect(answers.get(3)).toEqual({
      content: [{ type: 'text', text: '{"sum":3}' }],
      structuredContent: { sum: 3 },
    });
    expect(JSON.stringify(answers.get(4))).not.toContain('run');
  });

  test('the executable counts lines, and says how it is used', () => {
    const run = (...args: string[]) =>
      spawnSync('sh', [join(folder, 'bin/pocket-compass'), ...args], { cwd: folder, encoding: 'utf8' });
    expect(run().stdout).toContain('Usage: pocket-compass <file>...');
    writeFileSync(join(temporary, 'two lines'), 'a\nb\n');
    expect(run('../two lines').stdout).toBe('../two lines: 2 lines\n');
    expect(run('absent')).toMatchObject({ status: 1, stderr: 'absent is not a file.\n' });
  });

  test('the monitor tells of another branch', async () => {
    const repository = join(temporary, 'repository');
    mkdirSync(join(repository, '.git'), { recursive: true });
    writeFileSync(join(repository, '.git/HEAD'), 'ref: refs/heads/main\n');
    // Sooner than every five seconds, for the test's sake.
    const script = readFileSync(join(folder, 'scripts/watch-branch.mjs'), 'utf8').replace(
      'const seconds = 5;',
      'const seconds = 0.02;',
    );
    writeFileSync(join(temporary, 'watch.mjs'), `${script}process.stdout.write('ready\\n');\n`);
    const child = spawn(process.execPath, [join(temporary, 'watch.mjs')], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      child.stdout.setEncoding('utf8');
      expect(await once(child.stdout, 'data')).toEqual(['ready\n']);
      writeFileSync(join(repository, '.git/HEAD'), 'ref: refs/heads/topic/one\n');
      expect(String(await once(child.stdout, 'data'))).toMatch(/^The branch is now (?:topic\/one)?\./);
    } finally {
      child.kill();
    }
  });
});

test('writeFolder leaves what is there alone, and leaves nothing of a failure', () => {
  const folder = join(temporary, 'there');
  mkdirSync(folder);
  writeFileSync(join(folder, 'mine'), 'mine');
  expect(writeFolder(folder, { mine: 'yours' }, join(temporary, 'draft'))).toBe(false);
  expect(readFileSync(join(folder, 'mine'), 'utf8')).toBe('mine');
  const half = join(temporary, 'half');
  expect(() => writeFolder(half, { a: 'x', 'a/b': 'y' }, join(temporary, 'draft'))).toThrow();
  expect(() => readFileSync(join(half, 'a'))).toThrow();
  expect(() => readFileSync(join(temporary, 'draft/a'))).toThrow();
});
