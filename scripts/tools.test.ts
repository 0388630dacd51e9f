import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(mkdtempSync(join(tmpdir(), 'tools-')), 'garden');
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const run = (...more: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'tools.ts'), folder, ...more], { encoding: 'utf8' });

test('a server that does not answer loses no file, and the message is no stack trace', () => {
  write('.claude-plugin/plugin.json', '{ "name": "garden" }');
  write(
    '.mcp.json',
    '{ "mcpServers": { "beds": { "command": "node", "args": ["${CLAUDE_PLUGIN_ROOT}/index.mjs"] } } }',
  );
  write('index.mjs', "throw new Error('broken');\n");
  write('tools.json', 'kept');
  const failed = run();
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('The server "beds" did not say what it offers: it exited with code 1.');
  expect(failed.stderr).toContain('Nothing was written.');
  expect(failed.stderr).not.toContain('at async');
  expect(readFileSync(join(folder, 'tools.json'), 'utf8')).toBe('kept');
  expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
});

test.each([
  ['no plugin', ['/no/such/plugin'], 'is no plugin'],
  ['a wrong value', ['--set', 'x'], 'Expected "--set name=value"'],
])('%s is said in one sentence', (_, words, said) => {
  const [first = '', ...rest] = words;
  const script = join(import.meta.dirname, 'tools.ts');
  const args = first.startsWith('--') ? [script, folder, ...words] : [script, first, ...rest];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBeGreaterThan(0);
  expect(stderr).toContain(said);
  expect(existsSync(join(folder, 'tools.json'))).toBe(true);
});
