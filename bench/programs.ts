// Programs of a generated plugin and the hooks that start them: 5 KB each in shell, Python and JavaScript, no two alike.

type ProgramFile = { path: string; text: string; executable?: true };

/** Length of one program, in UTF-16 units. */
const length = 5 * 1024;

/** The programs of one plugin, with the hooks that start them. */
export function hookedPrograms(index: number): ProgramFile[] {
  const hook = (command: string) => [{ hooks: [{ type: 'command', command }] }];
  const hooks = {
    SessionStart: hook('bash "${CLAUDE_PLUGIN_ROOT}/hooks/start.sh"'),
    PostToolUse: hook('python3 "${CLAUDE_PLUGIN_ROOT}/hooks/note.py"'),
    Stop: hook('node "${CLAUDE_PLUGIN_ROOT}/hooks/stop.mjs"'),
  };
  return [
    { path: 'hooks/hooks.json', text: `${JSON.stringify({ hooks }, null, 2)}\n` },
    { path: 'hooks/start.sh', text: repeated(shellStart, shellPart, index), executable: true },
    { path: 'hooks/note.py', text: repeated(pythonStart, pythonPart, index) },
    { path: 'hooks/stop.mjs', text: repeated(scriptStart, scriptPart, index) },
  ];
}

function repeated(start: string, part: (id: string) => string, index: number): string {
  let text = start;
  for (let number = 0; text.length < length; number++) text += part(`${index}_${number}`);
  return text;
}

const shellStart = `#!/usr/bin/env bash
set -euo pipefail
NOTES="\${CLAUDE_PROJECT_DIR:-.}/.notes"
mkdir -p "$NOTES"
`;

const shellPart = (id: string) => `
# Notes what changed since the last session.
note_${id}() {
  local file="$1"
  local sum
  sum="$(git diff --stat -- "$file" | tail -n 1)"
  if [ -n "$sum" ] && [ -f "$NOTES/${id}.md" ]; then
    printf '%s: %s\\n' "$file" "$sum" >> "$NOTES/${id}.md"
  fi
}
for file in src/*.ts; do note_${id} "$file"; done
`;

const pythonStart = `import json
import os
import subprocess
import sys
from pathlib import Path

NOTES = Path(os.environ.get("CLAUDE_PROJECT_DIR", ".")) / ".notes"
`;

const pythonPart = (id: string) => `

def note_${id}(event):
    """Notes the file that a tool changed."""
    path = event.get("tool_input", {}).get("file_path", "")
    result = subprocess.run(["git", "log", "-1", "--format=%s", "--", path], capture_output=True, text=True)
    entries = [line.strip() for line in result.stdout.splitlines() if line]
    with open(NOTES / "${id}.json", "a") as file:
        file.write(json.dumps({"path": path, "entries": entries}) + "\\n")


note_${id}(json.load(sys.stdin))
`;

const scriptStart = `import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const notes = join(process.env.CLAUDE_PROJECT_DIR ?? '.', '.notes');
`;

const scriptPart = (id: string) => `
/** Notes the files that are not committed. */
function note${id}(event) {
  const listed = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
  const files = listed.split('\\n').filter((line) => line !== '').map((line) => line.slice(3));
  const before = readFileSync(join(notes, '${id}.json'), 'utf8');
  appendFileSync(join(notes, '${id}.json'), \`\${before.length} \${event.session_id} \${files.join(', ')}\`);
}
note${id}(JSON.parse(readFileSync(0, 'utf8')));
`;
