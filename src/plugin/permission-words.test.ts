import { expect, test } from 'vitest';
import { permissionOf } from './permission-effects.ts';
import { permissionWords } from './permission-words.ts';

const wordsOf = (...tools: string[]) => permissionWords(tools, (value) => `\`${value}\``, 'tiny-tool');

test.each([
  '*',
  'Bash',
  'Bash(*)',
  'Bash(:*)',
  'Bash(**)',
  'Bash( * )',
  'Bash()',
  'PowerShell',
  'PowerShell(*)',
])('%s permits any command', (tool) => {
  expect(permissionOf(tool).effect).toBe('any-command');
});

test.each([
  ['Bash(sh:*)', 'sh'],
  ['Bash(bash -c *)', 'bash'],
  ['Bash(python3:*)', 'python3'],
  ['Bash(python3.12 -c *)', 'python3.12'],
  ['Bash(python3*)', 'python3'],
  ['Bash(/usr/bin/env *)', 'env'],
  ['Bash(node -e:*)', 'node'],
  ['Bash(sudo *)', 'sudo'],
  ['Bash(sudo -u root bash *)', 'bash'],
  ['Bash(xargs *)', 'xargs'],
  ['Bash(npx:*)', 'npx'],
  ['Bash(npx -y *)', 'npx'],
  ['Bash(uv run *)', 'uv run'],
  ['Bash(npm:*)', 'npm'],
  ['Bash(npm install *)', 'npm install'],
  ['Bash(docker run *)', 'docker run'],
  ['Bash(find:*)', 'find'],
  ['Bash(awk *)', 'awk'],
  ['Bash(eval *)', 'eval'],
  ['Bash(python3 *provider.py*)', 'python3'],
  ['Bash(* --version)', '* --version'],
  ['Bash(timeout 5 *)', 'timeout'],
])('%s permits any program through %s', (tool, through) => {
  expect(permissionOf(tool)).toMatchObject({ effect: 'any-program', through });
});

test.each([
  ['Bash(curl:*)', 'any-address'],
  ['Bash(curl -s *)', 'any-address'],
  ['Bash(wget *)', 'any-address'],
  ['WebFetch', 'any-address'],
  ['WebFetch(domain:*)', 'any-address'],
  ['Write', 'writes-any-file'],
  ['Edit(//**)', 'writes-any-file'],
  ['NotebookEdit', 'writes-any-file'],
  ['Bash(rm:*)', 'writes-any-file'],
  ['Read(~/**)', 'reads-any-file'],
  ['Bash(git:*)', undefined],
  ['Bash(command -v *)', undefined],
  ['Bash(npm run build)', undefined],
  ['Bash(npm run *)', undefined],
  ['Bash(npx prettier *)', undefined],
  ['Bash(python3 -m pytest *)', undefined],
  ['Bash(python3 "${CLAUDE_PLUGIN_ROOT}/x.py" *)', undefined],
  ['Bash(sudo systemctl status *)', undefined],
  ['Bash(find . -name x)', undefined],
  ['Bash(curl https://api.example.com/*)', undefined],
  ['WebFetch(domain:a.example)', undefined],
  ['Edit(src/**)', undefined],
  ['BashOutput', undefined],
  ['bash', undefined],
  ['TodoWrite', undefined],
])('%s amounts to %s', (tool, effect) => {
  expect(permissionOf(tool).effect).toBe(effect);
});

test.each<[string[], string]>([
  [['Bash', 'Read', 'Write', 'Edit'], 'run any shell command, change any file and read any file'],
  [
    ['Bash(python3:*)', 'Bash(node:*)', 'Bash(git add:*)'],
    'run any program through `python3` and `node` and run `git add`',
  ],
  [['Bash(${CLAUDE_PLUGIN_ROOT}/scripts/setup.sh:*)'], 'run its own `scripts/setup.sh`'],
  [['Bash(bash "${CLAUDE_PLUGIN_ROOT}/x.sh" *)', 'Bash(ls *)'], 'run its own `x.sh` and run `ls`'],
  [['Bash(curl:*)', 'WebFetch'], 'reach any address through `curl` and read any web page'],
  [['WebFetch(domain:docs.example.com)'], 'read pages of `docs.example.com`'],
  [['Edit(src/**)', 'Write(src/**)'], 'change files that match `src/**`'],
  [
    ['mcp__db__query', 'mcp__db__list', 'mcp__plugin_tiny-tool_web__click'],
    'use 2 tools of the server `db` and use the tool `click` of its own server `web`',
  ],
  [['mcp__db'], 'use every tool of the server `db`'],
  [['Bash', 'WebFetch', 'Task'], 'run any shell command and read any web page'],
  [['Glob', 'Grep'], 'search the files of your project'],
  [['Bash(${CLAUDE_PLUGIN_ROOT}/scripts/*)'], 'run its own `scripts/*`'],
  [['Task', 'TodoWrite'], 'use `Task` and `TodoWrite`'],
  [
    ['Bash(a:*)', 'Bash(b:*)', 'Bash(c:*)', 'Bash(d:*)', 'Bash(e:*)', 'Bash(f:*)'],
    'run `a`, `b`, `c`, `d` and 2 more',
  ],
])('%j let Claude %s', (tools, expected) => {
  expect(wordsOf(...tools)).toBe(expected);
});
