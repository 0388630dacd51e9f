import { expect, test } from 'vitest';
import { type MemoryFile, memoryFileSystem } from '../file-system.ts';
import type { Capability, CapabilityKind } from '../kinds/list.ts';
import { manifestFile } from '../read-manifest.ts';
import { readPlugin } from '../read-plugin.ts';

async function capabilitiesOf(files: Record<string, MemoryFile>): Promise<Capability[]> {
  const all = { [manifestFile]: '{ "name": "garden" }', ...files };
  return (await readPlugin(memoryFileSystem(all), 'plugins/garden')).plugin.capabilities;
}

/** `kind file:line when subject` of the capabilities of some kinds. */
async function found(kinds: readonly CapabilityKind[], files: Record<string, MemoryFile>): Promise<string[]> {
  return (await capabilitiesOf(files)).flatMap((one) =>
    kinds.includes(one.kind)
      ? [
          `${one.kind} ${one.file}:${one.line} ${one.trigger?.when} ${'host' in one ? one.host : 'packages' in one ? one.packages.join(' ') : ''}`.trim(),
        ]
      : [],
  );
}

const hook = (event: string, command: string) =>
  JSON.stringify({ hooks: { [event]: [{ hooks: [{ type: 'command', command }] }] } });

test.each<[string, Record<string, MemoryFile>]>([
  [
    'a shell script that sources another',
    { 'hooks/run.sh': '. "$(dirname "$0")/send"\n', 'hooks/send': 'curl https://pots.example/x\n' },
  ],
  [
    'a Python program that imports another',
    {
      'hooks/run.sh': 'python3 "${CLAUDE_PLUGIN_ROOT}/hooks/main.py"\n',
      'hooks/main.py': 'from send import go\ngo()\n',
      'hooks/send.py': 'import requests\ndef go():\n    requests.get("https://pots.example/x")\n',
    },
  ],
  [
    'a program in JavaScript that requires another',
    {
      'hooks/run.sh': 'node "${CLAUDE_PLUGIN_ROOT}/hooks/main.js"\n',
      'hooks/main.js': "require('./send')();\n",
      'hooks/send.js': "module.exports = () => fetch('https://pots.example/x');\n",
    },
  ],
  [
    'a program that a wrapper is given',
    {
      'hooks/hooks.json': hook(
        'SessionStart',
        'bash "${CLAUDE_PLUGIN_ROOT}/hooks/run.sh" "${CLAUDE_PLUGIN_ROOT}/hooks/say.py"',
      ),
      'hooks/run.sh': 'exec "$(command -v python3)" "$@"\n',
      'hooks/say.py': 'import requests\nrequests.get("https://pots.example/x")\n',
    },
  ],
  [
    'a program in PHP that requires another',
    {
      'hooks/run.sh': 'php "${CLAUDE_PLUGIN_ROOT}/hooks/main.php"\n',
      'hooks/main.php': "<?php\nrequire_once __DIR__ . '/send.php';\n",
      'hooks/send.php': "<?php\nfile_get_contents('https://pots.example/x');\n",
    },
  ],
  [
    'a program in Go that imports another',
    {
      'hooks/run.sh': 'go run "${CLAUDE_PLUGIN_ROOT}/hooks/main.go"\n',
      'hooks/main.go': 'package main\nimport "example.com/x/send"\nfunc main() { send.Go() }\n',
      'hooks/send/send.go':
        'package send\nimport "net/http"\nfunc Go() { http.Get("https://pots.example/x") }\n',
    },
  ],
  [
    'a script of package.json',
    {
      'hooks/run.sh': 'cd "${CLAUDE_PLUGIN_ROOT}" && npm run send\n',
      'package.json': '{\n  "scripts": { "send": "curl https://pots.example/x" }\n}',
    },
  ],
  [
    'a target of a Makefile',
    {
      'hooks/run.sh': 'make -C "${CLAUDE_PLUGIN_ROOT}" send\n',
      Makefile: 'all:\n\techo\n\nsend: pots\n\npots:\n\t@curl https://pots.example/x\n',
    },
  ],
])('what a hook leads to is found in %s', async (_, files) => {
  const hosts = await found(['network-host'], {
    'hooks/hooks.json': hook('SessionStart', 'bash "${CLAUDE_PLUGIN_ROOT}/hooks/run.sh"'),
    ...files,
  });
  expect(hosts).toHaveLength(1);
  expect(hosts[0]).toMatch(
    /^network-host (?!hooks\/hooks\.json|hooks\/run\.sh).* event:SessionStart pots\.example$/,
  );
});

test.each<[string, string, Record<string, MemoryFile>, string]>([
  [
    'requirements',
    'pip install -r "${CLAUDE_PLUGIN_ROOT}/requirements.txt"',
    { 'requirements.txt': '# pots\nrequests>=2\nhttpx==0.27.0  # fast\n' },
    'runtime-download requirements.txt:2 event:SessionStart requests>=2 httpx==0.27.0',
  ],
  [
    'package.json',
    'cd "${CLAUDE_PLUGIN_ROOT}" && npm install',
    { 'package.json': '{\n  "dependencies": { "left-pad": "^1.0.0" }\n}' },
    'runtime-download package.json:2 event:SessionStart left-pad@^1.0.0',
  ],
  [
    'a comment of a Python program',
    'uv run "${CLAUDE_PLUGIN_ROOT}/x.py"',
    { 'x.py': '# /// script\n# dependencies = ["requests"]\n# ///\nprint(1)\n' },
    'runtime-download x.py:2 event:SessionStart requests',
  ],
])('what is installed is read in %s', async (_, command, files, expected) => {
  expect(
    await found(['runtime-download'], { 'hooks/hooks.json': hook('SessionStart', command), ...files }),
  ).toContain(expected);
});

test('a script that starts what its argument names leads to each of those', async () => {
  const run = (name: string) => `"\${CLAUDE_PLUGIN_ROOT}/hooks/run.cmd" ${name}`;
  expect(
    await found(['network-host'], {
      'hooks/hooks.json': JSON.stringify({
        hooks: {
          SessionStart: [{ hooks: [{ type: 'command', command: run('begin') }] }],
          Stop: [{ hooks: [{ type: 'command', command: run('end') }] }],
        },
      }),
      'hooks/run.cmd':
        ': << \'END\'\n@echo off\nbash "%~dp0%~1"\nEND\nDIR="$(cd "$(dirname "$0")" && pwd)"\nNAME="$1"\nshift\nexec bash "$DIR/$NAME" "$@"\n',
      'hooks/begin': 'curl https://begin.example/x\n',
      'hooks/end': 'curl https://end.example/x\n',
      'hooks/other': 'curl https://other.example/x\n',
    }),
  ).toEqual([
    'network-host hooks/begin:1 event:SessionStart begin.example',
    'network-host hooks/end:1 event:Stop end.example',
  ]);
});

test('a program that nothing leads to is told apart, and a test is left out', async () => {
  expect(
    await found(['network-host'], {
      'scripts/by-hand.sh': 'curl https://pots.example/x\n',
      'tests/send.test.sh': 'curl https://test.example/x\n',
    }),
  ).toEqual(['network-host scripts/by-hand.sh:1 never pots.example']);
});

test('what a program prints is context of hooks that Claude reads, and of no other program', async () => {
  const script = { 'hooks/say.sh': 'echo "Always answer in verse."\n' };
  const run = 'bash "${CLAUDE_PLUGIN_ROOT}/hooks/say.sh"';
  const kinds = ['feeds-claude'] as const;
  expect(await found(kinds, { 'hooks/hooks.json': hook('SessionStart', run), ...script })).toHaveLength(1);
  expect(await found(kinds, { 'hooks/hooks.json': hook('SessionEnd', run), ...script })).toEqual([]);
  expect(await found(kinds, script)).toEqual([]);
});

test('a text that is nested without end is reported and ends nothing', async () => {
  const deep = `x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}\n`;
  const start = hook(
    'SessionStart',
    'python3 "${CLAUDE_PLUGIN_ROOT}/deep.py"; node "${CLAUDE_PLUGIN_ROOT}/deep.js"',
  );
  await expect(
    capabilitiesOf({ 'hooks/hooks.json': start, 'deep.py': deep, 'deep.js': deep }),
  ).resolves.toBeDefined();
});

test('a function of a sourced file is no program', async () => {
  const capabilities = await capabilitiesOf({
    'hooks/hooks.json': hook('Stop', 'bash "${CLAUDE_PLUGIN_ROOT}/hooks/run.sh"'),
    'hooks/run.sh': '. "$(dirname "$0")/lib.sh"\nwater_plants 3\nfunction dry { :; }\ndry\ngardenctl water\n',
    'hooks/lib.sh': 'water_plants() {\n  echo "$1" > .watered\n}\n',
  });
  expect(capabilities.flatMap((one) => (one.kind === 'program' ? [one.program] : []))).toEqual(['gardenctl']);
});

test('somewhere in the home folder is no place to state', async () => {
  const capabilities = await capabilitiesOf({
    'scripts/read.js':
      "import { homedir } from 'node:os';\nimport { readFileSync } from 'node:fs';\nimport { join } from 'node:path';\nconst given = process.argv[2];\nreadFileSync(join(homedir(), given, 'pots.json'));\nreadFileSync(join(homedir(), '.pots', given));\n",
  });
  expect(capabilities.flatMap((one) => (one.kind === 'reads-outside' ? [one.path] : []))).toEqual([
    '~/.pots/*',
  ]);
});

test.each<[string, Record<string, MemoryFile>]>([
  [
    'pyproject.toml',
    {
      'pyproject.toml': '[project]\nname = "pots"\n\n[project.scripts]\npots-watch = "pots.watch:main"\n',
      'src/pots/watch.py': 'import requests\nrequests.get("https://pots.example/x")\n',
    },
  ],
  [
    'package.json',
    {
      'package.json': '{ "name": "pots", "bin": { "pots-watch": "./cli.js" } }',
      'cli.js': "fetch('https://pots.example/x');\n",
    },
  ],
])('a hook runs what %s calls by the name of a command', async (_, files) => {
  const hooks = { 'hooks/hooks.json': hook('Stop', 'pots-watch --once') };
  expect(await found(['network-host'], { ...hooks, ...files })).toEqual([
    expect.stringMatching(/^network-host \S+:\d event:Stop pots\.example$/),
  ]);
});

test('programs of a folder that is put in front of PATH are commands', async () => {
  const capabilities = await capabilitiesOf({
    'hooks/hooks.json': hook('SessionStart', 'bash "${CLAUDE_PLUGIN_ROOT}/hooks/setup.sh"'),
    'hooks/setup.sh':
      'dir="$(cd "$(dirname "$0")/shims" && pwd)"\necho "export PATH=\\"$dir:\\$PATH\\"" >> "$CLAUDE_ENV_FILE"\n',
    'hooks/shims/pip': { text: '#!/bin/sh\nexit 1\n', executable: true },
    'hooks/shims/README.md': 'Stand-ins.',
  });
  expect(capabilities.flatMap((one) => (one.kind === 'executable' ? [one.name] : []))).toEqual(['pip']);
});

test('what a hook prints of a text of the plugin is said to be that text', async () => {
  const capabilities = await capabilitiesOf({
    'hooks/hooks.json': hook('SessionStart', 'bash "${CLAUDE_PLUGIN_ROOT}/hooks/say.sh"'),
    'hooks/say.sh':
      'text=$(cat "$(dirname "$0")/../rules.md")\nprintf \'{"additionalContext": "%s"}\' "$text"\n',
    'rules.md': 'Answer in verse.',
  });
  expect(capabilities.flatMap((one) => (one.kind === 'feeds-claude' ? [one.from] : []))).toEqual([
    'rules.md',
  ]);
});

test.each([
  [
    'say.js',
    "process.stdout.write(JSON.stringify({ hookSpecificOutput: { additionalContext: process.env.X + ' in verse' } }));",
  ],
  [
    'say.py',
    'import json, os\nprint(json.dumps({"hookSpecificOutput": {"additionalContext": os.environ["X"] + " in verse"}}))',
  ],
])(
  'a hook in another language that answers with context puts text into the conversation: %s',
  async (name, text) => {
    const run = `${name.endsWith('js') ? 'node' : 'python3'} "\${CLAUDE_PLUGIN_ROOT}/hooks/${name}"`;
    const files = { 'hooks/hooks.json': hook('UserPromptSubmit', run), [`hooks/${name}`]: text };
    expect(await found(['feeds-claude'], files)).toHaveLength(1);
  },
);
