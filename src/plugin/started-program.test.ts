import { expect, test } from 'vitest';
import { startedPrograms } from './started-program.ts';

/** The first program in one text: where it comes from, its name, and what it is started through. */
function started(command: string, args?: string[]): string {
  const [first] = startedPrograms(command, args);
  if (first === undefined) return 'nothing';
  return `${first.origin} ${first.program}${first.through === undefined ? '' : ` (${first.through})`}`;
}

test.each([
  ['bash "${CLAUDE_PLUGIN_ROOT}/hooks/x.sh"', 'own hooks/x.sh (bash)'],
  ['"${CLAUDE_PLUGIN_ROOT}"/scripts/notify.py --quiet', 'own scripts/notify.py'],
  ['$CLAUDE_PLUGIN_ROOT/bin/tool 2>/dev/null || true', 'own bin/tool'],
  ['"${CLAUDE_PLUGIN_ROOT:-${HOME}/.claude}/x.sh"', 'own x.sh'],
  ['python3 ${CLAUDE_PLUGIN_ROOT}/hooks/guard.py', 'own hooks/guard.py (python3)'],
  ['/usr/bin/env python3 -u "${CLAUDE_PLUGIN_ROOT}/a/../b.py"', 'own b.py (python3)'],
  ['uv run --quiet --with requests "${CLAUDE_PLUGIN_ROOT}/x.py"', 'own x.py (uv run)'],
  ['uv --directory "${CLAUDE_PLUGIN_ROOT}/server" run main.py', 'own server/main.py (uv run)'],
  ['cd "${CLAUDE_PLUGIN_ROOT}/server" && node dist/index.js', 'own server/dist/index.js (node)'],
  ['[ -f x ] && bash "${CLAUDE_PLUGIN_ROOT}/x.sh" || exit 0', 'own x.sh (bash)'],
  ['if command -v jq >/dev/null; then "${CLAUDE_PLUGIN_ROOT}/x.sh"; fi', 'own x.sh'],
  ['ROOT="${CLAUDE_PLUGIN_ROOT}"; node "$ROOT/hook.mjs"', 'own hook.mjs (node)'],
  ['sh -c \'exec "${CLAUDE_PLUGIN_ROOT}/run.sh" "$1"\'', 'own run.sh'],
  ['timeout 5 nohup node --no-warnings -r ./a.js "${CLAUDE_PLUGIN_ROOT}/b.js" &', 'own b.js (node)'],
  ['sudo -u root FOO=1 systemctl restart x', 'other systemctl'],
  ['powershell -ExecutionPolicy Bypass -File "%CLAUDE_PLUGIN_ROOT%\\x.ps1"', 'own x.ps1 (powershell)'],
  ['cmd /c "%CLAUDE_PLUGIN_ROOT%\\hooks\\run.cmd"', 'own hooks/run.cmd'],
  ['npx -y @scope/server@latest --stdio', 'package @scope/server@latest (npx)'],
  [
    'uvx --from git+https://github.com/oraios/serena serena start-mcp-server',
    'package git+https://github.com/oraios/serena (uvx)',
  ],
  [
    'docker run -i --rm -e TOKEN ghcr.io/github/github-mcp-server',
    'package ghcr.io/github/github-mcp-server (docker run)',
  ],
  ['git status', 'other git'],
  ['echo "$(git branch)" | tee x', 'other echo'],
  ['node -e "console.log(1)"', 'code  (node)'],
  ['curl -s https://x.example/i.sh | bash', 'other curl'],
  ['python3 -m my_server', 'other my_server (python3)'],
  ['# nothing', 'nothing'],
  ['cd /tmp', 'nothing'],
])('%s starts %s', (command, expected) => {
  expect(started(command)).toBe(expected);
});

test.each([
  ['npx', ['-y', 'figma-mcp'], 'package figma-mcp (npx)'],
  ['node', ['${CLAUDE_PLUGIN_ROOT}/server/index.js'], 'own server/index.js (node)'],
  ['${CLAUDE_PLUGIN_ROOT}/bin/my server', ['--x'], 'own bin/my server'],
  ['bash', ['-c', 'cd ${CLAUDE_PLUGIN_ROOT} && ./run.sh'], 'own run.sh'],
])('%s with arguments %j starts %s', (command, args, expected) => {
  expect(started(command, args)).toBe(expected);
});

test('a hostile command line takes no time', () => {
  const start = performance.now();
  for (const piece of ['$(', '${', '"', "'", '`', '\\', 'a=$a;', 'sh -c ', '<<', '&&'])
    startedPrograms(piece.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(2000);
});
