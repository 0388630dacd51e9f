import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../run.ts';
import { root } from './build.ts';

/** The site that the marketplace of these tests has. */
export const testSite = 'https://tests.example/some/base/';

/** What tries to become script or break out, as a README would hold it. */
const hostileReadme = `# Hostile

<script>globalThis.hacked = 1</script>
<img src=x onerror="globalThis.hacked=1">
<svg onload="globalThis.hacked=1"><a xlink:href="javascript:globalThis.hacked=1">svg</a></svg>
<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>
<style>* { display: none }</style>
<p id="content" class="notice" style="position:fixed;inset:0">covers all</p>
<details open ontoggle="globalThis.hacked=1"><summary>s</summary>t</details>

[script](javascript:globalThis.hacked=1) [data](data:text/html,<script>hacked=1</script>) [ok](https://example.org/) [file](docs/x.md)

![beacon](https://tracker.example/pixel.png) ![local](images/screen.png)

## Install

\u202Egnihtemos\u202C ${'W'.repeat(3000)}

| ${'column | '.repeat(40)}
|${'---|'.repeat(40)}
${`| ${'cell | '.repeat(40)}\n`.repeat(60)}

<div><b><i><table><tr><td>never closed
`;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const prose =
  'This plugin is there to be looked at by tests, and it says so in as many words as a README needs. ';

type Extra = { manifest?: object; listing?: object; readme?: string; files?: Record<string, string> };

function plugin(
  name: string,
  { manifest = {}, listing, readme, files = {} }: Extra = {},
): Record<string, string> {
  return {
    [`plugins/${name}/.claude-plugin/plugin.json`]: json({
      name,
      version: '1.0.0',
      description: `The plugin ${name} shows what a page does with it.`,
      author: { name: 'Test Author', url: 'https://example.org/author' },
      license: 'MIT',
      keywords: ['tests', name],
      ...manifest,
    }),
    [`plugins/${name}/README.md`]:
      readme ?? `# ${name}\n\n${prose.repeat(4)}\n\n## Use\n\n[Back](#use)\n\n## More\n\nMore.\n`,
    [`plugins/${name}/LICENSE`]: 'MIT License\n\nCopyright (c) Test Author\n',
    [`plugins/${name}/skills/look/SKILL.md`]: `---\nname: look\ndescription: Looks at what ${name} is there for. Use when a test asks.\n---\n\nLook.\n`,
    ...(listing ? { [`plugins/${name}/listing.json`]: json(listing) } : {}),
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`plugins/${name}/${path}`, text])),
  };
}

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** Versions of the plugin that has more of everything than its page has room for. */
export const longVersions = 10;
/** Skills and servers of it. */
export const longSkills = 70;
export const longServers = 30;
const longSections = 90;

/** A plugin that has more of everything than its page has room for. */
const long = plugin('long', {
  manifest: { displayName: 'Long in every part' },
  readme: `# Long\n\n[The end](#part-${longSections - 1})\n\n${range(longSections)
    .map(
      (part) =>
        `## Part ${part}\n\n${range(8)
          .map((line) => noise(part * 8 + line))
          .join(' ')}\n\n`,
    )
    .join('')}`,
  files: {
    '.mcp.json': json({
      mcpServers: Object.fromEntries(
        range(longServers).map((server) => [
          `server-${server}`,
          { command: 'npx', args: ['-y', noise(server).replaceAll(' ', '-')] },
        ]),
      ),
    }),
    ...Object.fromEntries(
      range(longSkills).map((skill) => [
        `skills/skill-${skill}/SKILL.md`,
        `---\nname: skill-${skill}\ndescription: Helps with ${noise(skill)}. Use when somebody asks for ${noise(skill + 999)}.\n---\n\nHelp.\n`,
      ]),
    ),
  },
});

/** A few words that hardly repeat, always the same for a number. */
function noise(seed: number): string {
  let state = seed + 1;
  return range(8)
    .map(() => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state.toString(36);
    })
    .join(' ');
}

/** Plugins beside the special ones, so that lists have more than one page. */
export const plainPlugins = 30;

const special: Record<string, string> = {
  ...plugin('everything', {
    manifest: {
      displayName: 'Everything at once',
      homepage: 'https://example.org/everything',
      dependencies: ['alpha-bravo'],
      userConfig: { token: { type: 'string', title: 'Token', description: 'A token.', sensitive: true } },
    },
    listing: { category: 'development', tags: ['tests', 'shared'], maintainers: ['test-author'] },
    files: {
      'hooks/hooks.json': json({
        hooks: {
          PostToolUse: [
            {
              matcher: 'Edit',
              hooks: [{ type: 'command', command: '"${CLAUDE_PLUGIN_ROOT}/scripts/a.sh"' }],
            },
            {
              matcher: 'Write',
              hooks: [{ type: 'command', command: '"${CLAUDE_PLUGIN_ROOT}/scripts/a.sh"' }],
            },
          ],
        },
      }),
      'scripts/a.sh': '#!/bin/sh\ncurl https://api.example.org/x\n',
      '.mcp.json': json({
        mcpServers: {
          local: { command: 'npx', args: ['-y', 'some-server'] },
          remote: { type: 'http', url: 'https://mcp.example.org/mcp' },
        },
      }),
      'commands/go.md':
        '---\ndescription: Goes, and says where to.\nallowed-tools: Bash(git status:*)\n---\n\n!`git status`\n\nGo.\n',
      'CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\nFirst.\n',
    },
  }),
  ...plugin('old-one', {
    listing: {
      category: 'development',
      tags: ['shared'],
      deprecated: { reason: 'There is a better one.', date: '2026-01-02', replacement: 'everything' },
    },
  }),
  ...plugin('calm', { listing: { category: 'testing', tags: ['shared'] } }),
  ...plugin('taken-back', {
    listing: {
      category: 'development',
      tags: ['shared'],
      yanked: [
        { version: '1.0.0', reason: 'It lost files.', date: '2026-02-03' },
        { version: '0.9.0', reason: 'It never worked.', date: '2026-01-03' },
      ],
    },
  }),
  ...long,
  ...plugin('hostile', { readme: hostileReadme, manifest: { displayName: '<script>hacked=1</script>' } }),
};

const words = [
  'alpha',
  'bravo',
  'carrot',
  'donkey',
  'elephant',
  'forest',
  'garden',
  'harbour',
  'island',
  'jungle',
];

/** A marketplace in a git repository of its own, with its registry. */
export function makeMarketplace(folder: string): void {
  const write = (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
    }
  };
  const commit = (subject: string) => {
    run(folder, 'git', 'add', '--all');
    run(folder, 'git', 'commit', '--quiet', '--message', subject);
  };
  write({
    'marketplace.config.json': json({
      name: 'test-marketplace',
      displayName: 'Test Marketplace',
      description: 'Plugins that tests look at.',
      owner: { name: 'Tests' },
      repository: 'tests/marketplace',
      site: testSite,
      categories: [
        { id: 'development', name: 'Development', description: 'Write code.' },
        { id: 'testing', name: 'Testing', description: 'Find out whether it works.' },
        { id: 'empty', name: 'Empty', description: 'Nobody is here yet.' },
      ],
      renames: { 'former-name': 'everything', 'gone-for-good': null },
    }),
    '.gitignore': '.cache/\n',
    ...special,
  });
  for (let index = 0; index < plainPlugins; index++) {
    const first = words[index % words.length];
    const second = words[(index + 1 + Math.floor(index / words.length)) % words.length];
    const name = `${first}-${second}`;
    write(plugin(name, { listing: { category: 'testing', tags: ['tests'] } }));
  }
  run(folder, 'git', 'init', '--quiet', '--initial-branch', 'main');
  commit('Add the first plugins');
  write({
    'plugins/everything/.claude-plugin/plugin.json': (
      special['plugins/everything/.claude-plugin/plugin.json'] ?? ''
    ).replace('"1.0.0"', '"1.1.0"'),
  });
  commit('Raise everything to 1.1.0');
  const manifest = 'plugins/long/.claude-plugin/plugin.json';
  for (let version = 1; version < longVersions; version++) {
    write({ [manifest]: (special[manifest] ?? '').replace('"1.0.0"', `"1.${version}.0"`) });
    commit(`Raise long to 1.${version}.0`);
  }
  run(folder, process.execPath, join(root, 'scripts', 'registry.ts'), '--root', folder);
}
