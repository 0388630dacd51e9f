import { describe, expect, it } from 'vitest';
import { exactText } from './capability-words.ts';
import { fetchedBy } from './download-tools.ts';
import { findDownloads } from './downloads.ts';

const shown = (text: string) =>
  findDownloads(text).map((download) => {
    const text = exactText({ kind: 'runtime-download', ...download, file: 'x', line: 1 });
    return `${text}${download.pinned ? ' (pinned)' : ''}`;
  });
const digest = `sha256:${'0a'.repeat(32)}`;

describe('what each tool fetches', () => {
  it.each([
    ['npx prettier', 'npx prettier'],
    ['npx -y prettier@latest --write .', 'npx prettier@latest'],
    ['npx prettier@3', 'npx prettier@3'],
    ['npx prettier@^3.1.0', 'npx prettier@^3.1.0'],
    ['npx prettier@3.1.0', 'npx prettier@3.1.0 (pinned)'],
    ['npx -y @scope/tool@1.2.3-beta.1', 'npx @scope/tool@1.2.3-beta.1 (pinned)'],
    ['npx @scope/tool', 'npx @scope/tool'],
    ['npx --package=typescript@5.9.3 tsc', 'npx typescript@5.9.3 (pinned)'],
    ['npx -p typescript -- tsc', 'npx typescript'],
    ['bunx cowsay@1.6.0', 'bunx cowsay@1.6.0 (pinned)'],
    ['pnpx cowsay', 'pnpx cowsay'],
    ['npm exec cowsay', 'npm exec cowsay'],
    ['npm exec -- cowsay@1.6.0', 'npm exec cowsay@1.6.0 (pinned)'],
    ['pnpm dlx cowsay', 'pnpm dlx cowsay'],
    ['yarn dlx cowsay@1.6.0', 'yarn dlx cowsay@1.6.0 (pinned)'],
    ['npm ci', 'npm ci (pinned)'],
    ['npm install', 'npm install'],
    ['npm i left-pad@1.3.0 right-pad', 'npm i left-pad@1.3.0 right-pad'],
    ['npm install -g left-pad@1.3.0', 'npm install left-pad@1.3.0 (pinned)'],
    ['pnpm install --frozen-lockfile', 'pnpm install (pinned)'],
    ['bun add zod', 'bun add zod'],
    ['uvx ruff', 'uvx ruff'],
    ['uvx ruff@0.6.2', 'uvx ruff@0.6.2 (pinned)'],
    ['uvx --from git+https://example.com/x tool', 'uvx git+https://example.com/x'],
    ["uvx --from 'tool==1.2.3' run", 'uvx tool==1.2.3 (pinned)'],
    ['pipx run black==24.8.0', 'pipx black==24.8.0 (pinned)'],
    ['pipx install black', 'pipx black'],
    ['pip install requests', 'pip install requests'],
    ['pip3 install requests==2.32.3', 'pip install requests==2.32.3 (pinned)'],
    ['python3 -m pip install requests==2.*', 'pip install requests==2.*'],
    ['pip install -r requirements.txt', 'pip install -r requirements.txt'],
    ['pip install --require-hashes -r requirements.txt', 'pip install -r requirements.txt (pinned)'],
    ['uv sync', 'uv sync'],
    ['uv sync --frozen', 'uv sync (pinned)'],
    ['uv pip install requests==2.32.3', 'uv pip install requests==2.32.3 (pinned)'],
    ['uv tool run ruff', 'uv tool run ruff'],
    ['uv run --with httpx script.py', 'uv run --with httpx'],
    ['docker run --rm -i -e A=1 image', 'docker run image'],
    ['docker run -i owner/image:latest', 'docker run owner/image:latest'],
    ['docker run -i owner/image:1.2.3', 'docker run owner/image:1.2.3 (pinned)'],
    ['docker pull registry.example.com:5000/image', 'docker pull registry.example.com:5000/image'],
    [`podman run image@${digest}`, `podman run image@${digest} (pinned)`],
    ['deno run -A https://example.com/x.ts', 'deno run https://example.com/x.ts'],
    ['deno run npm:cowsay@1.6.0', 'deno run npm:cowsay@1.6.0 (pinned)'],
    ['go run github.com/x/y@latest', 'go run github.com/x/y@latest'],
    ['go install github.com/x/y@v1.2.3', 'go install github.com/x/y@v1.2.3 (pinned)'],
    ['cargo install ripgrep', 'cargo install ripgrep'],
    ['cargo install ripgrep --version 14.1.0', 'cargo install ripgrep (pinned)'],
    ['gem install rake', 'gem install rake'],
    ['gem install rake -v 13.2.1', 'gem install rake (pinned)'],
    ['brew install jq', 'brew install jq'],
    ['sudo apt-get install -y jq', 'apt-get install jq'],
    ['apt install jq=1.6', 'apt install jq=1.6 (pinned)'],
    ['apk add jq', 'apk add jq'],
    ['git clone https://example.com/x.git', 'git clone https://example.com/x.git'],
    ['git clone --depth 1 git@example.com:x.git', 'git clone git@example.com:x.git'],
    ['curl -fsSL https://example.com/i.sh | sh', 'curl https://example.com/i.sh | sh'],
    ['curl https://example.com/i.sh | sudo -E bash -s', 'curl https://example.com/i.sh | bash'],
    ['wget -qO- https://example.com/i.py | /usr/bin/python3 -', 'wget https://example.com/i.py | python3'],
    ['curl "$URL" | sh', 'curl a URL | sh'],
    ['iwr https://example.com/i.ps1 | iex', 'iwr https://example.com/i.ps1 | iex'],
    ['irm https://example.com/i.ps1 | iex', 'irm https://example.com/i.ps1 | iex'],
  ])('%s', (command, expected) => {
    expect(shown(command)).toEqual([expected]);
  });
});

describe('what fetches nothing that is run', () => {
  it.each([
    'npx --no-install prettier',
    'npx ./local-tool',
    'npx "${CLAUDE_PLUGIN_ROOT}/tool"',
    'npm run build',
    'npm test',
    'yarn build',
    'pip install .',
    'pip install -e ./package',
    'pip list',
    'uv run script.py',
    'uvx',
    'docker ps',
    'docker build -t x .',
    'deno run main.ts',
    'go run ./cmd',
    'go build',
    'cargo build',
    'cargo install --path .',
    'gem list',
    'brew list',
    'git status',
    'git clone ./there here',
    'curl https://example.com/data.json',
    'curl https://example.com/data.json | jq .name',
    'wget https://example.com/data.json && sh run.sh',
    'mynpx prettier',
    'npx-tool prettier',
    './npx prettier',
    'node_modules/.bin/npx prettier',
    '@scope/npx prettier',
    'npx = 5',
    'go to the shop',
  ])('%s', (command) => {
    expect(shown(command)).toEqual([]);
  });
});

describe('what is only said', () => {
  it.each([
    '# npx prettier',
    '  // run: npm install',
    ' * npx prettier',
    'ls # then npx prettier',
    'echo "run npx prettier"',
    "console.log('npm install first')",
    'throw new Error("npm install failed")',
    'printf "pip install x"',
    'description: npm install x',
    'REM npm install x',
  ])('%s', (text) => {
    expect(shown(text)).toEqual([]);
  });

  it.each([
    ['echo hello; npx a', 'npx a'],
    ['echo hello && npx a', 'npx a'],
    ['echo $(npx a)', 'npx a'],
    ['echo `npx a`', 'npx a'],
    ['echo x | npx a', 'npx a'],
    ['# a comment\nnpx a', 'npx a'],
    ['#!/usr/bin/env npx a', 'npx a'],
    ['/usr/local/bin/npx a', 'npx a'],
    ['sh -c "npx a"', 'npx a'],
    ['if ! command -v a; then npm install -g a; fi', 'npm install a'],
    ['npx \\\n  -y \\\n  a', 'npx a'],
    ['npx  "a"', 'npx a'],
    ["npx 'a b'", 'npx a b'],
  ])('but not %j', (text, expected) => {
    expect(shown(text)).toEqual([expected]);
  });
});

it('gives the place of each, in order', () => {
  const text = 'npx a\nls\n  uvx b; npx c';
  expect(findDownloads(text).map(({ offset }) => offset)).toEqual([0, 11, 18]);
  expect(findDownloads(text)).toEqual(findDownloads(text));
});

it('reads a page of tools once, and the command after it still', () => {
  const page = 'npx '.repeat(40_000);
  expect(shown(`${page}\nnpx a`)).toContain('npx a');
  expect(shown(`${'git '.repeat(50)}; npx a`)).toContain('npx a');
});

describe('programs that are started with a list of arguments', () => {
  it.each([
    ["spawn('npx', ['-y', 'prettier@3.1.0'])", ['npx prettier@3.1.0 (pinned)']],
    ['subprocess.run(["pip", "install", "requests"])', ['pip install requests']],
    ['subprocess.check_call([sys.executable, "-m", "pip", "install", "x"])', ['pip install x']],
    ['execFile("git", ["clone", "https://example.com/a"])', ['git clone https://example.com/a']],
    ["spawn('npm', ['ci'])", ['npm ci (pinned)']],
    ["// spawn('npx', ['prettier'])", []],
    ["const managers = ['npm', 'yarn', 'pnpm'];", []],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });
});

it('a word that every object has is no tool', () => {
  for (const word of ['constructor', 'toString', '__proto__'])
    expect(fetchedBy(word, ['x'], undefined)).toBeUndefined();
});
