// Makes a marketplace of realistic plugins: the same number gives the same bytes, on every machine. They pass the check.
// Shape measured on public plugins: median 8 files, 99th percentile 178, 25 KB on average; a third of the prose is not plain ASCII.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure, home, usageError } from '../scripts/command-line.ts';
import { quote } from '../src/check/diagnostic.ts';
import { hookedPrograms } from './programs.ts';
import { manners, secondWords, things, thirdWords, verbs } from './words.ts';

/** Changes with what is generated, so that an older folder is not taken for it. */
const edition = 4;

/** A file of a generated plugin. */
type GeneratedFile = { path: string; text: string; executable?: true };

/**
 * The folder of a marketplace with this many plugins in a git repository, generated if it is not there yet.
 * @param programs whether each plugin brings hooks with programs that do something: see `hookedPrograms`
 */
export function marketplaceOf(plugins: number, programs = false): string {
  const folder = join(home, '.cache', 'bench', `${plugins}-${edition}${programs ? '-programs' : ''}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFileSync(join(draft, path), text);
  };
  write('marketplace.config.json', json(config));
  for (let index = 0; index < plugins; index++) {
    const { name, files } = programs ? generateHooked(index) : generatePlugin(index, plugins);
    for (const { path, text, executable } of files) {
      write(`plugins/${name}/${path}`, text);
      if (executable) chmodSync(join(draft, 'plugins', name, path), 0o755);
    }
  }
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    ['commit', '--quiet', '--message=Add the plugins'],
    // As a clone is: opening 100,000 files of objects would take git a second.
    ['repack', '-a', '-d', '-q'],
  ])
    git(draft, ...args);
  renameSync(draft, folder);
  return folder;
}

/** Numbers of plugins, with commas between. */
export function sizesOf(written: string, least: number): number[] {
  const sizes = written.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= least)) return sizes;
  throw usageError(`Expected numbers of plugins of at least ${least}, not ${quote(written)}.`);
}

/** Runs git in a generated marketplace and returns what it prints. */
export function git(folder: string, ...args: readonly string[]): string {
  const settings = ['user.name=Bench', 'user.email=bench@example.com', 'commit.gpgSign=false', 'gc.auto=0'];
  const { status, stdout, stderr } = spawnSync(
    'git',
    [...settings.flatMap((setting) => ['-c', setting]), ...args],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  if (status !== 0) throw failure(`git ${args.join(' ')}: ${stderr}`, 2);
  return stdout.trim();
}

const config = {
  name: 'bench-marketplace',
  description: 'Generated plugins that commands are measured on.',
  owner: { name: 'Bench' },
  repository: 'example/bench-marketplace',
  site: 'https://example.github.io/bench-marketplace/',
  categories: [{ id: 'development', name: 'Development', description: 'Write and review code.' }],
};

/** One plugin of `total`. Independent of the others but for its name. */
function generatePlugin(index: number, total: number): { name: string; files: GeneratedFile[] } {
  const random = mulberry32(index + 1);
  const write = writer(random);
  const name = nameOf(index);
  const wanted = fileCountOf(index, total, random);
  const files: GeneratedFile[] = [];
  const add = (path: string, text: string, executable?: true) => {
    files.push({ path, text, ...(executable === undefined ? {} : { executable }) });
  };
  const title = name.replaceAll('-', ' ');
  add(
    '.claude-plugin/plugin.json',
    json({
      name,
      version: `${1 + Math.floor(random() * 4)}.${Math.floor(random() * 20)}.${Math.floor(random() * 9)}`,
      description: write.sentence().slice(0, 200),
      author: { name: `Author ${index % 997}`, url: `https://github.com/author-${index % 997}` },
      homepage: `https://github.com/author-${index % 997}/${name}`,
      repository: `https://github.com/author-${index % 997}/${name}`,
      license: 'MIT',
      keywords: name.split('-'),
    }),
  );
  add(
    'README.md',
    `# ${capital(title)}\n\n${write.prose(3000)}\n## Install\n\n\`\`\`\n/plugin install ${name}\n\`\`\`\n`,
  );
  add('LICENSE', license(`Author ${index % 997}`));
  const kinds = [
    'skill',
    'command',
    'reference',
    'agent',
    'script',
    'hooks',
    'mcp',
    'python',
    'listing',
  ] as const;
  const once = new Set<string>();
  for (let number = 1; files.length < wanted; number++) {
    const kind = number === 1 ? 'skill' : kinds[Math.floor(random() * kinds.length)];
    const id = `${secondWords[Math.floor(random() * secondWords.length)]}-${number}`;
    if (kind === 'skill') {
      add(
        `skills/${id}/SKILL.md`,
        `---\nname: ${id}\ndescription: ${write.plain()}\n---\n\n${write.prose(3900)}`,
      );
    } else if (kind === 'reference') {
      add(`references/${id}.md`, `# ${capital(id)}\n\n${write.prose(4900)}`);
    } else if (kind === 'command') {
      add(
        `commands/${id}.md`,
        `---\ndescription: ${write.plain()}\nargument-hint: "[path]"\n---\n\n${write.prose(1700)}`,
      );
    } else if (kind === 'agent') {
      add(`agents/${id}.md`, `---\nname: ${id}\ndescription: ${write.plain()}\n---\n\n${write.prose(2000)}`);
    } else if (kind === 'python') {
      add(`scripts/${id}.py`, write.python(2200));
    } else if (kind === 'script') {
      add(`scripts/${id}.sh`, write.shell(900), true);
    } else if (kind !== undefined && !once.has(kind)) {
      once.add(kind);
      if (kind === 'listing') add('listing.json', json({ category: 'development', tags: name.split('-') }));
      else if (kind === 'hooks') {
        const script = `"\${CLAUDE_PLUGIN_ROOT}/scripts/note.sh"`;
        add(
          'hooks/hooks.json',
          json({
            hooks: {
              PostToolUse: [{ matcher: 'Edit|Write', hooks: [{ type: 'command', command: script }] }],
            },
          }),
        );
        add('scripts/note.sh', write.shell(700), true);
      } else {
        add(
          '.mcp.json',
          json({
            mcpServers: { [name]: { command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/server/index.mjs'] } },
          }),
        );
        add('server/index.mjs', write.script(5200));
      }
    }
  }
  return { name, files };
}

/** A plugin of little but programs, each of which a hook starts. */
function generateHooked(index: number): { name: string; files: GeneratedFile[] } {
  const name = nameOf(index);
  const manifest = json({
    name,
    version: '1.0.0',
    description: 'Keeps notes of what Claude changes. Use when somebody asks for a log.',
    author: { name: `Author ${index % 997}` },
    license: 'MIT',
  });
  const files = [
    { path: '.claude-plugin/plugin.json', text: manifest },
    { path: 'README.md', text: `# ${name}\n\n${writer(mulberry32(index + 1)).prose(3000)}` },
    { path: 'LICENSE', text: license(`Author ${index % 997}`) },
  ];
  return { name, files: [...files, ...hookedPrograms(index)] };
}

const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';

/** A made-up word, and two of the words that every marketplace is full of. */
function nameOf(index: number): string {
  const random = mulberry32(index * 31 + 7);
  const pick = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  let word = '';
  for (let syllable = 0; syllable < 5; syllable++) word += pick(consonants) + pick(vowels);
  // A step that shares no factor with the number of pairs visits each of them as often as any other.
  const pair = (index * 1009) % (secondWords.length * thirdWords.length);
  return `${word}-${secondWords[pair % secondWords.length]}-${thirdWords[Math.floor(pair / secondWords.length)]}`;
}

function fileCountOf(index: number, total: number, random: () => number): number {
  // Spread over the marketplace rather than at its end.
  const rank = ((index * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
  if (rank > 0.988 && total >= 100) return Math.round(175 + (rank - 0.988) * 4_000);
  return 4 + Math.floor(random() * 9);
}

type Writer = Record<'sentence' | 'plain', () => string> &
  Record<'prose' | 'shell' | 'python' | 'script', (length: number) => string>;

function writer(random: () => number): Writer {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const sentence = () => `${capital(pick(verbs))} ${pick(things)} ${pick(manners)}.`;
  const plain = () => `${capital(pick(verbs))} ${pick(things)}. Use when somebody asks for ${pick(things)}.`;
  const isWorldly = random() < 0.33;
  const until = (length: number, line: () => string): string => {
    const enough = length * (0.4 + random() * 1.2);
    let text = '';
    while (text.length < enough) text += line();
    return text;
  };
  const paragraph = () => {
    const roll = random();
    if (roll < 0.12) return `## ${capital(pick(things))}\n\n`;
    if (roll < 0.24)
      return `${Array.from({ length: 4 }, () => `- **${pick(verbs)}** ${pick(things)}: ${sentence()}`).join('\n')}\n\n`;
    if (roll < 0.32)
      return `\`\`\`json\n{ "limit": ${Math.floor(random() * 99)}, "path": "src/${pick(secondWords)}" }\n\`\`\`\n\n`;
    if (roll < 0.38)
      return `See [the manual](https://docs.example.com/${pick(secondWords)}) for \`${pick(secondWords)} --${pick(thirdWords)}\`.\n\n`;
    const text = Array.from({ length: 3 + Math.floor(random() * 4) }, sentence).join(' ');
    return isWorldly ? `${text.replace('. ', ' — “for now”. ')} ✓ Café.\n\n` : `${text}\n\n`;
  };
  return {
    sentence,
    plain,
    prose: (length) =>
      `${Array.from({ length: 12 }, sentence).join(' ')}\n\n${until(length - 700, paragraph)}`,
    shell: (length) =>
      `#!/usr/bin/env bash\nset -euo pipefail\n${until(length, () => `# ${sentence()}\nif [ -f "$1/${pick(secondWords)}" ]; then\n  printf '%s\\n' "${pick(verbs)}"\nfi\n`)}`,
    python: (length) =>
      `import json\nimport sys\n\n${until(length, () => `def ${pick(verbs)}_${Math.floor(random() * 1e6)}(value):\n    """${sentence()}"""\n    return [item for item in value if item != "${pick(secondWords)}"]\n\n\n`)}`,
    script: (length) =>
      `import { createInterface } from 'node:readline';\n\n${until(length, () => `/** ${sentence()} */\nexport function ${pick(verbs)}${Math.floor(random() * 1e6)}(value) {\n  return value.filter((item) => item.name !== '${pick(secondWords)}');\n}\n\n`)}`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function license(holder: string): string {
  return `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"),
to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.
`;
}
