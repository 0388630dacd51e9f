import { describe, expect, test } from 'vitest';
import { type CapabilityKind, type Component, capabilityKinds } from '../../src/plugin/kinds/list.ts';
import type { Trigger } from '../../src/plugin/kinds/vocabulary.ts';
import type { PublishedCapability, RegistryPlugin } from '../../src/registry/registry.ts';
import { createCatalog } from '../../src/site/catalog.ts';
import { htmlFacts } from '../../src/site/check/html-facts.ts';
import { missingFields } from '../../src/site/check/rendered-fields.ts';
import { type PluginDetails, renderReadme } from '../../src/site/content.ts';
import type { StampedPage } from '../../src/site/parts/page.ts';
import { pluginPages } from '../../src/site/parts/plugin-page.ts';
import { componentAnchors } from '../../src/site/text.ts';
import { weightOf } from '../../src/site/weight.ts';
import { aCapability } from '../capabilities.ts';
import { aPlugin, aRegistry } from '../registries.ts';

/** Bytes that the shell of a page leaves for its content. */
const room = 7_500;

/** The same for any page of a plugin. */
const roomOf = ({ path }: StampedPage) => (path.split('/').length > 3 ? 140_000 : room);

/** What texts are written in. Letters weigh three quarters of what they take, Chinese as much as it takes. */
type Script = 'Latin' | 'Chinese';

/** Text that can hardly be compressed, always the same for a number. */
function noise(seed: number, length: number, script: Script = 'Latin'): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text +=
      script === 'Latin'
        ? state.toString(36).slice(-4)
        : String.fromCharCode(0x4e00 + ((state >>> 8) % 20_000));
  }
  return text.slice(0, length);
}

const many = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));
const kinds = ['skill', 'command', 'agent', 'hook', 'mcp-server', 'lsp-server', 'monitor', 'theme'] as const;

/** A plugin with this many of everything, each of whose texts is as long as that and repeats nothing. */
function heavy(number: number, length: number, script: Script) {
  const components = many(
    number,
    (index) =>
      ({
        kind: kinds[index % kinds.length] ?? 'skill',
        name: noise(index, 20),
        description: noise(index + 1e6, length, script),
        file: `skills/${noise(index, 20)}/SKILL.md`,
        line: 2,
      }) as Component,
  );
  const plugin = aPlugin('heavy', {
    displayName: noise(11, length, script),
    version: `1.0.0-${noise(12, length)}`,
    description: noise(5, Math.max(length, 200), script),
    author: {
      name: noise(13, length, script),
      url: `https://example.org/${noise(14, length)}`,
      email: `${noise(15, length)}@example.org`,
    },
    homepage: `https://example.org/${noise(16, length)}`,
    repository: `ssh://example.org/${noise(17, length)}`,
    license: `LicenseRef-${noise(18, length)}`,
    keywords: many(number * 5, (index) => noise(index + 8e6, 20, script)),
    tags: many(10, (index) => noise(index + 9e6, 40)),
    maintainers: many(20, (index) => noise(index + 10e6, 30)),
    dependencies: many(number * 2, (index) => ({ name: noise(index + 11e6, 30), version: noise(index, 10) })),
    relevance: {
      topic: noise(19, 60, script),
      signals: {
        cwd: many(10, (index) => noise(index + 12e6, 250, script)),
        manifestDeps: many(10, (index) => ({
          file: noise(index + 13e6, 250),
          pattern: noise(index + 14e6, 250, script),
        })),
      },
    },
    deprecated: { reason: noise(20, 500, script), date: '2026-01-01', replacement: 'other' },
    components,
    capabilities: many(number, (index) => ({
      kind: 'network-host' as const,
      summary: noise(index + 2e6, length, script),
      host: noise(index + 3e6, length, script),
      namedBy: 'script' as const,
      file: `scripts/${noise(index, 20)}`,
      line: 1,
    })),
    files: { count: number, bytes: number },
    versions: many(number, (index) => ({
      version: `1.${number - index}.0`,
      commit: noise(index, 40),
      date: '2026-01-01',
    })),
  });
  const text = many(
    number,
    (index) => `## Part ${index}\n\n[On](#part-${number - 1}) ${noise(index + 4e6, length, script)}\n`,
  );
  const details: PluginDetails = {
    content: {
      readme: { ...renderReadme(text.join('\n')), path: 'README.md' },
      files: many(number, (index) => ({
        path: noise(index, 30),
        bytes: 9,
        sha256: noise(index + 5e6, 64),
        mode: '100644',
      })),
    },
    findings: many(Math.min(number, 100), (index) => ({
      rule: 'download-unpinned',
      severity: 'warning' as const,
      file: 'x',
      line: index,
      message: noise(index + 6e6, length, script),
      fix: noise(index + 7e6, length, script),
    })),
    changes: many(Math.min(number, 30), (index) => ({
      commit: noise(index, 40),
      date: '2026-01-01',
      subject: noise(index, 80, script),
    })),
  };
  return { plugin, details };
}

function pagesOf(number: number, length: number, script: Script = 'Latin') {
  const { plugin, details } = heavy(number, length, script);
  const catalog = createCatalog(aRegistry([plugin]), { commit: 'HEAD', dependents: new Map(), removed: [] });
  const pages = pluginPages(
    catalog,
    plugin,
    details,
    [],
    (page) => weightOf(page.content.markup) <= roomOf(page),
  );
  return { plugin, pages, whole: pages[0] as StampedPage };
}

const idsIn = ({ content }: StampedPage) =>
  new Set([...content.markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));

describe.each<[number, number, Script]>([
  [3, 100, 'Latin'],
  [30, 60, 'Latin'],
  [60, 300, 'Latin'],
  [150, 1_000, 'Latin'],
  [300, 3_000, 'Latin'],
  [5, 200, 'Chinese'],
  [60, 300, 'Chinese'],
  [300, 3_000, 'Chinese'],
])('a plugin with %i of everything, told in %i characters of %s each', (number, length, script) => {
  const { plugin, pages, whole } = pagesOf(number, length, script);
  const parts = new Map(pages.slice(1).map((page) => [page.path.split('/')[2] ?? '', page]));

  test('has pages that are light enough', () => {
    for (const page of pages)
      expect(weightOf(page.content.markup), page.path).toBeLessThanOrEqual(roomOf(page));
    expect(whole.path).toBe('plugins/heavy/');
    expect(parts.has('brings')).toBe(number > 3);
  });

  test('says everything on it or on the page of a part', () => {
    const said = pages.map(({ content }) => htmlFacts(content.markup).text).join('\n');
    expect(missingFields(plugin, said)).toMatchObject({
      missing: [],
      looked: expect.toSatisfy(({ size }) => size > 30),
    });
    for (const { commit } of plugin.versions) expect(said).toContain(commit);
  });

  test('has every place on it or on the page of a part, and every link leads to one', () => {
    const here = idsIn(whole);
    for (const anchor of componentAnchors(plugin.components)) {
      const part = parts.get('brings');
      expect((part === undefined ? here : idsIn(part)).has(anchor), anchor).toBe(true);
    }
    for (const page of pages)
      for (const [, part, id] of page.content.markup.matchAll(/ href="(?:([a-z-]+)\/)?#([^"]+)"/g)) {
        const to = part === undefined ? page : parts.get(part);
        expect(to && idsIn(to).has(id), `${page.path} to ${part}#${id}`).toBe(true);
      }
  });

  test('is at its own address with each of its parts, and hides what is a list of hashes', () => {
    for (const [part, page] of parts) {
      expect(page.path).toBe(`plugins/heavy/${part}/`);
      expect(page.canonicalPath).toBeUndefined();
      expect(page.isHidden, part).toBe(['brings', 'can-do', 'readme'].includes(part) ? undefined : true);
      expect(whole.content.markup).toContain(`href="${part}/" data-rest="${part}"`);
    }
  });
});

test('a README is not cut below a heading', () => {
  const { whole } = pagesOf(60, 300);
  expect(whole.content.markup).toContain('data-rest="readme"');
  expect(whole.content.markup).not.toMatch(/<\/h[1-6]>\s*<\/div>/);
});

test('what a README links to is in the folder of the plugin that it is shown for, although another one has the same', () => {
  const content: PluginDetails['content'] = {
    readme: {
      ...renderReadme('[a](LICENSE) [b](docs/b.md#c) [c](../other/d.md) [d](/e.md)'),
      path: 'README.md',
    },
    files: [],
  };
  for (const name of ['one', 'one-copy', '$&']) {
    const links = [...markupOf({ name }, { content }).matchAll(/href="([^"]*)" rel="nofollow ugc"/g)];
    const base = 'https://github.com/owner/shop/blob/HEAD';
    expect(links.map(([, to]) => to)).toEqual([
      `${base}/plugins/${encodeURIComponent(name)}/LICENSE`,
      `${base}/plugins/${encodeURIComponent(name)}/docs/b.md#c`,
      `${base}/plugins/other/d.md`,
      `${base}/e.md`,
    ]);
  }
});

describe('what the check says', () => {
  const findings = many(100, (index) => ({
    rule: 'path-missing',
    severity: 'error' as const,
    file: '.claude-plugin/plugin.json',
    line: index,
    message: `Expected ${index}.`,
    fix: 'Fix it.',
  }));
  const pages = (errors: number) => {
    const plugin = aPlugin('one', {
      check: { status: 'error', ruleset: 'a'.repeat(64), errors, warnings: 0, infos: 0 },
    });
    const catalog = createCatalog(aRegistry([plugin]), {
      commit: 'HEAD',
      dependents: new Map(),
      removed: [],
    });
    return pluginPages(catalog, plugin, { findings }, [], () => true).map(({ content }) => content.markup);
  };

  test('is all said where as much is known as was counted', () => {
    const [whole, part] = pages(100);
    expect(whole).toContain('Show all 100 findings');
    expect(part).toContain('Expected 99.');
    expect(part).not.toContain('100 of');
  });

  test('is not called all where more was counted than is known', () => {
    const [whole, part] = pages(160);
    expect(whole).toContain('Show 100 of 160 findings');
    expect(part).toContain('100 of 160 findings. To see all: <code>npm run check -- plugins/one</code>');
    for (const markup of [whole, part]) expect(markup).not.toContain('Show all 100');
  });
});

/** The page of a plugin of which this is known, whole. */
function markupOf(more: Partial<RegistryPlugin>, details: PluginDetails = {}): string {
  const plugin = aPlugin('one', more);
  const catalog = createCatalog(aRegistry([plugin]), { commit: 'HEAD', dependents: new Map(), removed: [] });
  return pluginPages(catalog, plugin, details, [], () => true)[0]?.content.markup ?? '';
}

describe('“Nothing starts by itself”', () => {
  const triggered = (when: Trigger['when']): Trigger => ({ when, by: 'x:1' });
  const claim = 'Nothing starts by itself';

  test.each<[boolean, string, PublishedCapability[]]>([
    [true, 'nothing', []],
    [true, 'a program', [aCapability('executable')]],
    [true, 'a host in a script', [aCapability('network-host', { host: 'a.example' })]],
    [true, 'a question', [aCapability('user-config', { key: 'region' })]],
    [true, 'tools that are approved beforehand', [aCapability('allowed-tools')]],
    [
      true,
      'a secret that a called program reads',
      [aCapability('reads-secret', { trigger: triggered('called') })],
    ],
    [true, 'data that nothing sends', [aCapability('sends-data', { trigger: triggered('never') })]],
    [
      false,
      'a secret that a hook reads',
      [aCapability('reads-secret', { trigger: triggered('event:Stop') })],
    ],
    [false, 'a hook', [aCapability('hook')]],
    [false, 'a monitor', [aCapability('monitor')]],
    [false, 'an inline command', [aCapability('inline-command')]],
    [false, 'a server that is started', [aCapability('mcp-server', { command: 'node' })]],
    [false, 'a server that is called', [aCapability('mcp-server', { url: 'https://a.example/mcp' })]],
    [false, 'a server on the machine', [aCapability('mcp-server', { url: 'http://localhost:3000/' })]],
    [false, 'a language server', [aCapability('lsp-server')]],
    [
      false,
      'packages that are installed with it',
      [aCapability('runtime-download', { tool: 'npm ci', lockFile: 'package-lock.json' })],
    ],
    [false, 'a status line', [aCapability('settings', { setting: 'subagentStatusLine' })]],
    [false, 'an agent for every session', [aCapability('settings', { setting: 'agent' })]],
    [false, 'a channel', [aCapability('channel')]],
    [false, 'another plugin', [aCapability('dependency')]],
    [false, 'a program and a hook', [aCapability('executable'), aCapability('hook')]],
  ])('is %s of a plugin with %s', (isTrue, _, capabilities) => {
    expect(markupOf({ capabilities }).includes(claim)).toBe(isTrue);
  });

  test('is tried with every kind of capability, and is praised only where there is none at all', () => {
    const waiting: CapabilityKind[] = [
      'executable',
      'network-host',
      'user-config',
      'allowed-tools',
      'workflow',
      'program',
      'tells-claude-to-run',
      'tells-claude-to-send',
      'hidden-text',
      'host-need',
      'opens-any-file',
      'calls-any-address',
      'drives-browser',
    ];
    for (const kind of capabilityKinds) {
      const markup = markupOf({ capabilities: [aCapability(kind)] });
      expect(markup.includes(claim), kind).toBe(waiting.includes(kind));
      expect(markup, kind).not.toContain('notice good');
    }
    expect(markupOf({})).toContain('notice good');
  });

  test('says nothing of servers to a plugin that has none', () => {
    expect(markupOf({ capabilities: [aCapability('executable')] })).not.toContain('Its servers');
  });
});

test('the tools of a server stand with it, and with no other', () => {
  const place = { file: '.mcp.json', line: 1 };
  const server = (name: string): Component => ({ kind: 'mcp-server', name, transport: 'stdio', ...place });
  const tools = ['mcp__plugin_one_db__<i>', 'mcp__plugin_one_db__list_tables'];
  const markup = markupOf({
    components: [server('db'), server('docs')],
    capabilities: [aCapability('allowed-tools', { tools })],
  });
  const [, own = ''] = /<li id="mcp-server-db">([\s\S]*?)<li id="mcp-server-docs">/.exec(markup) ?? [];
  expect(own).toContain('<li><code>list_tables</code></li>');
  expect(markup.match(/Tools that its own skills and commands use/g)).toHaveLength(1);
});

describe('the exact thing that a sentence is about', () => {
  const isShown = (summary: string, ...tools: string[]) =>
    markupOf({ capabilities: [aCapability('allowed-tools', { tools, summary })] }).includes('class="detail"');

  test('is not shown again where the sentence quotes it, whole or one by one', () => {
    expect(isShown('Lets Claude use `Read` without asking while `go` runs.', 'Read')).toBe(false);
    const both = 'Lets Claude use `Bash(git a, b)`, `Read` without asking while `go` runs.';
    expect(isShown(both, 'Bash(git a, b)', 'Read')).toBe(false);
  });

  test('is shown where the sentence leaves some of it out', () => {
    const any = 'Lets Claude use any shell command without asking while `go` runs.';
    expect(isShown(any, 'Bash', 'Read')).toBe(true);
    const cut = 'Lets Claude use `Bash(git …`, `Read` without asking.';
    expect(isShown(cut, 'Bash(git log)', 'Read')).toBe(true);
    expect(isShown('Lets Claude use `Read` without asking while `go` runs.', 'Read', 'Write')).toBe(true);
  });
});

describe('what an author says of a plugin that is taken back or given up', () => {
  const words = (markup: string) => markup.replace(/<[^>]*>/g, '');

  test('is a sentence before ours begins', () => {
    const gone = { version: '1.0.0', reason: 'Leaks cookies', date: '2026-02-03' };
    expect(words(markupOf({ version: '1.0.0', yanked: [gone] }))).toContain('Leaks cookies. Whoever has it');
    const deprecated = { reason: 'Superseded', date: '2026-02-03', replacement: 'other' };
    expect(words(markupOf({ deprecated }))).toContain('Superseded. Use other instead.');
  });

  test('keeps the end that it has', () => {
    for (const reason of ['It lost files.', 'Why not use another?', 'Gone (see “other.”)', '不再维护。'])
      expect(words(markupOf({ deprecated: { reason, date: '2026-02-03', replacement: 'other' } }))).toContain(
        `${reason} Use other`,
      );
  });
});

describe('commits after the newest version', () => {
  const released = [{ version: '1.0.0', commit: 'b', date: '2026-01-01' }];
  const changes = ['c', 'b'].map((commit) => ({ commit, date: '2026-01-02', subject: commit }));
  const versionsOf = (more: Partial<RegistryPlugin>) =>
    /id="versions"([\s\S]*?)<\/section>/.exec(markupOf(more, { changes }))?.[1]?.replace(/<[^>]*>/g, '') ??
    '';

  test('are what an installation gives, under the same number', () => {
    const said = versionsOf({ version: '1.0.0', versions: released });
    expect(said).toContain('Since 1.0.0, same version number');
    expect(said).toContain('who installed 1.0.0 before these has it without them.');
    expect(said).not.toContain('released');
  });

  test('are not said to have the number of another version', () => {
    expect(versionsOf({ version: '1.1.0', versions: released })).toContain('Since 1.0.0 ');
    expect(versionsOf({ version: '1.1.0', versions: released })).not.toContain('same version number');
  });

  test('are a version each where the plugin has none', () => {
    const said = versionsOf({});
    expect(said).toContain('No version number');
    expect(said).toContain('takes every commit for a new version');
  });
});
