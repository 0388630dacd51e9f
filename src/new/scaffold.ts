import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateText } from '../check/rules/template-text-left/sentences.ts';
import type { MemoryFile } from '../plugin/file-system.ts';
import { listingFile, manifestFile } from '../plugin/read-manifest.ts';
import { licenseText } from './licenses.ts';

/** What an author asks for. */
type ScaffoldOptions = {
  name: string;
  description?: string;
  author: string;
  /** An SPDX id. */
  license: string;
  kinds: readonly ScaffoldKind[];
  /** Where the plugin will be listed; a plugin outside of a marketplace has no listing. */
  listing?: { category: string; marketplace: string; repository: string };
};

/** The files of one kind of component, and what the README says about it. */
type Starter = { files: Record<string, MemoryFile>; heading: string; text: string };

/** Every file of a new plugin by path, sorted. It works as it is, and each file says what to change in it. */
export function scaffold(options: ScaffoldOptions): Record<string, MemoryFile> {
  const { name, author, license, listing } = options;
  const title = titleOf(name);
  const description = options.description ?? `${title}: ${templateText.description}`;
  const components = scaffoldKinds
    .filter((kind) => options.kinds.includes(kind))
    .map((kind) => starters[kind](name, title));
  const files: Record<string, MemoryFile> = {
    [manifestFile]: json({
      name,
      displayName: title,
      version: '0.1.0',
      description,
      author: { name: author },
      license,
      keywords: name.split('-').filter((word) => word.length > 2),
    }),
    'README.md': readmeText(name, title, description, components, listing),
    ...Object.assign({}, ...components.map(({ files }) => files)),
  };
  const text = licenseText(license, author);
  if (text !== undefined) files.LICENSE = text;
  if (listing !== undefined) {
    files[listingFile] = json({
      $schema: '../../src/plugin/schemas/listing.schema.json',
      category: listing.category,
    });
  }
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a new plugin can start with. */
const starters = {
  skill: (name, title) => ({
    files: {
      [`skills/${name}/SKILL.md`]: `---
name: ${name}
description: What ${title} does, and when Claude should use it. ${templateText.skillDescription}
---

# ${title}

${templateText.skill}

1. What to look at first, and how to tell that this skill is the right one.
2. What to do, with the exact commands or files where they matter.
3. What a good result looks like, and what to say when it cannot be reached.

Keep this file short. Put long references beside it and name them here, so that they are read only when they are needed.
`,
    },
    heading: 'The skill',
    text: `Claude opens the skill by itself when its description fits what somebody asks for. You can also start it with \`/${name}:${name}\`.`,
  }),
  command: (name) => ({
    files: {
      'commands/start.md': `---
description: Start from what is named, or from the files that changed last
argument-hint: '[file or topic]'
---

Look at $ARGUMENTS. If nothing is named, look at the files that changed last.

Say in three sentences what they are for, then ask which part to work on.
`,
    },
    heading: 'The command',
    text: `\`/${name}:start\` starts from what is named after it. The file's name is the name of the command.`,
  }),
  agent: (name, title) => ({
    files: {
      'agents/reviewer.md': `---
name: reviewer
description: Reviews work on ${title} and says what to fix. Use after a change is finished and before it is handed over.
tools: Read, Grep, Glob
---

You review one change and nothing else. Read what changed and what it touches.

Report each mistake with its file, its line and why it is one. Say so when there is none. Change nothing yourself.
`,
    },
    heading: 'The agent',
    text: `Claude hands a review over to \`${name}:reviewer\`, which can read files and search them, and can change nothing.`,
  }),
  hook: (name) => ({
    files: {
      'hooks/hooks.json': json({
        description: 'Tells Claude at the start of a session that this plugin is active',
        hooks: {
          SessionStart: [
            {
              hooks: [
                { type: 'command', command: `node "${pluginRoot}/scripts/session-start.mjs"`, timeout: 5 },
              ],
            },
          ],
        },
      }),
      'scripts/session-start.mjs': template('session-start.mjs', name),
    },
    heading: 'The hook',
    text: 'When a session starts, a short script tells Claude that the plugin is active. It reads the event, prints one line and changes nothing. It needs Node.js.',
  }),
  mcp: (name) => ({
    files: {
      '.mcp.json': json({
        mcpServers: { [name]: { command: 'node', args: [`${pluginRoot}/server/serve.mjs`] } },
      }),
      'server/serve.mjs': template('serve.mjs', name),
      'server/tools.mjs': template('tools.mjs', name),
    },
    heading: 'The MCP server',
    text: 'A server that runs on your own machine gives Claude the tool `count_words`. It needs Node.js, has no dependencies and opens no connection. `server/tools.mjs` lists its tools; `server/serve.mjs` serves them and stays as it is.',
  }),
  lsp: () => ({
    files: {
      '.lsp.json': json({ go: { command: 'gopls', args: ['serve'], extensionToLanguage: { '.go': 'go' } } }),
    },
    heading: 'The language server',
    text: 'Claude gets the diagnostics of the language server `gopls` for Go files. Install it first: the plugin does not include it.',
  }),
  monitor: (name) => ({
    files: {
      'monitors/monitors.json': json([
        {
          name: 'branch',
          command: `node "${pluginRoot}/scripts/watch-branch.mjs"`,
          description: 'Changes of the branch that is checked out',
        },
      ]),
      'scripts/watch-branch.mjs': template('watch-branch.mjs', name),
    },
    heading: 'The monitor',
    text: 'While a session runs, a script checks every five seconds whether another branch was checked out, and tells Claude if so. It needs Node.js.',
  }),
  'output-style': (name, title) => ({
    files: {
      [`output-styles/${name}.md`]: `---
name: ${title}
description: Answers start with the conclusion, and say what it is based on
keep-coding-instructions: true
---

Start each answer with its conclusion, in one sentence. Then say what it is based on: the file and line, the command and what it printed, or that it is a guess.
`,
    },
    heading: 'The output style',
    text: `Choose "${title}" under "Output style" in \`/config\`. It changes how Claude answers, and not how it works on code.`,
  }),
  theme: (name, title) => ({
    files: {
      [`themes/${name}.json`]: json({
        name: title,
        base: 'dark',
        overrides: { claude: '#7aa2f7', success: '#9ece6a', error: '#f7768e' },
      }),
    },
    heading: 'The theme',
    text: `Choose "${title}" in \`/theme\`. It starts from the dark theme and changes the colors that its file names.`,
  }),
  workflow: (name) => ({
    files: { 'workflows/review-files.js': template('workflow.js.txt', name) },
    heading: 'The workflow',
    text: `\`/${name}:review-files\` has one agent review each file that changed, and sums up what they found. Every agent counts towards your usage.`,
  }),
  executable: (name) => ({
    files: { [`bin/${name}`]: { text: template('executable.sh', name), executable: true } },
    heading: 'The executable',
    text: `While the plugin is enabled, Claude can run \`${name}\` in its shell. It counts the lines of the files that are named, and reads nothing else.`,
  }),
} satisfies Record<string, (name: string, title: string) => Starter>;

export type ScaffoldKind = keyof typeof starters;
export const scaffoldKinds = Object.keys(starters) as ScaffoldKind[];

/** Claude Code replaces this with the plugin's folder. */
const pluginRoot = '${CLAUDE_PLUGIN_ROOT}';

/** A program that a new plugin starts with: a file of its own, so that it can be run and tested. */
function template(file: string, name: string): string {
  return readFileSync(join(import.meta.dirname, 'templates', file), 'utf8').replaceAll('__NAME__', name);
}

function readmeText(
  name: string,
  title: string,
  description: string,
  components: readonly Starter[],
  listing: ScaffoldOptions['listing'],
): string {
  const sections = components.map(({ heading, text }) => `### ${heading}\n\n${text}\n`);
  const install =
    listing === undefined
      ? ''
      : `## Install

\`\`\`
/plugin install ${name} --marketplace ${listing.repository}
\`\`\`

Before Claude Code 2.1.275 that took two steps: \`/plugin marketplace add ${listing.repository}\`, then \`/plugin install ${name}@${listing.marketplace}\`.

`;
  const folder = listing === undefined ? '.' : `plugins/${name}`;
  return `# ${title}

${description}

## What it is for

${templateText.readmePurpose} Two or three sentences are enough, followed by one example that a reader can type and see work. Also say what it does not do, so that people can decide quickly.

${install}## What it contains

${sections.join('\n')}
## What it needs and what it accesses

${templateText.readmeNeeds} People read this to decide whether to trust the plugin.

## Working on it

\`\`\`sh
${listing === undefined ? '' : `npm run check -- ${folder}\n`}claude --plugin-dir ${folder}
\`\`\`
`;
}

function titleOf(name: string): string {
  const words = name.split('-').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
