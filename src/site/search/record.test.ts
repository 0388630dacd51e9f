import { describe, expect, test } from 'vitest';
import { aCapability } from '../../../test/capabilities.ts';
import { oneLine } from '../../plugin/text.ts';
import type { RegistryPlugin } from '../../registry/registry.ts';
import { componentAnchors, longestName } from '../text.ts';
import { generatedPlugins } from './quality/catalog.ts';
import { merge } from './rank.ts';
import { engineRecord, isCalled, matching, parseContent } from './record.ts';
import { typedWords, wordsOf } from './words.ts';

const plugins = generatedPlugins(200);
const [plugin] = plugins as [RegistryPlugin];

/** What the engine keeps of a text: its words, with one space between them. */
const kept = (content: string) => content.replace(/\s+/g, ' ').trim();

describe('what the engine is given', () => {
  test('is read again as the registry has it', () => {
    for (const each of plugins) {
      const { description, components } = parseContent(each.name, kept(engineRecord(each).content));
      expect(description).toBe(each.description);
      const anchors = componentAnchors(each.components);
      expect(components).toEqual(
        each.components.flatMap((component, at) =>
          component.kind === 'hook'
            ? []
            : [
                {
                  kind: component.kind,
                  name: component.name,
                  description: component.description ?? '',
                  anchor: anchors[at],
                },
              ],
        ),
      );
    }
  });

  test('keeps to its parts whatever the plugin says', () => {
    const attack = 'a \u001f b\u001f\n\u2028-\u200b\ud800<script>\u202e';
    const odd: RegistryPlugin = {
      ...plugin,
      description: attack,
      components: [{ kind: 'skill', name: `x:${attack}`, description: attack, file: 'a', line: 1 }],
    };
    const { components } = parseContent(odd.name, kept(engineRecord(odd).content));
    expect(components).toHaveLength(1);
    expect(components[0]?.description).toContain('<script>');
    expect(JSON.stringify(components)).not.toMatch(/\\u001f|\\u202e|\\u2028/);
  });

  test('has the tools of a server, at the place of the server', () => {
    const served: RegistryPlugin = {
      ...plugin,
      name: 'p',
      components: [
        { kind: 'mcp-server', name: 'db', transport: 'stdio', file: '.mcp.json', line: 1 },
        { kind: 'mcp-server', name: 'db:2', transport: 'stdio', file: '.mcp.json', line: 1 },
      ],
      capabilities: [
        aCapability('allowed-tools', {
          tools: ['mcp__plugin_p_db__list_tables', 'mcp__plugin_p_db_2__query'],
        }),
      ],
    };
    const record = engineRecord(served);
    expect(record.meta.parts).toContain('list-tables');
    const { components } = parseContent('p', kept(record.content));
    expect(components.slice(2)).toEqual([
      { kind: 'named-tool', name: 'db:list_tables', description: '', anchor: 'mcp-server-db' },
      { kind: 'named-tool', name: 'db:2:query', description: '', anchor: components[1]?.anchor },
    ]);
  });

  test('has a component at the place that its page has, whatever it is called', () => {
    const components = ['x'.repeat(252), 'a  (b)', 'x\u202ey(z)', 'C++', 'p:c+'].map((name) => ({
      kind: 'mcp-server' as const,
      name,
      transport: 'stdio',
      file: '.mcp.json',
      line: 1,
    }));
    const found = parseContent('p', kept(engineRecord({ ...plugin, name: 'p', components }).content));
    expect(found.components.map(({ anchor }) => anchor)).toEqual(
      componentAnchors(components.map((each) => ({ ...each, name: oneLine(each.name, longestName) }))),
    );
  });

  test('has nothing where the plugin has nothing', () => {
    const { description: _, ...bare } = { ...plugin, components: [] };
    expect(parseContent(bare.name, engineRecord(bare).content)).toEqual({ description: '', components: [] });
  });
});

describe('components that answer', () => {
  const found = parseContent(
    'p',
    engineRecord({
      ...plugin,
      name: 'p',
      components: [
        { kind: 'command', name: 'p:report', description: 'Report on the network.', file: 'a', line: 1 },
        { kind: 'skill', name: 'p:inspect-network', description: 'Look at requests.', file: 'b', line: 1 },
        { kind: 'skill', name: 'p:other', description: 'Nothing to see.', file: 'c', line: 1 },
      ],
    }).content,
  );
  test('come with the name first, and not at all without the words', () => {
    const names = (query: string) => matching(found, query, 3).map(({ name }) => name);
    expect(names('inspect-network')).toEqual(['p:inspect-network']);
    expect(names('inspectnetwork')).toEqual([]);
    expect(names('network')).toEqual(['p:inspect-network', 'p:report']);
    expect(names('look at requests')).toEqual(['p:inspect-network']);
    expect(names('kubernetes')).toEqual([]);
    expect(names('')).toEqual([]);
  });
});

test('a name is called so with each word and in their order', () => {
  const meta = { words: 'web-vitals har', parts: 'inspect-network open' };
  expect(isCalled(meta, ['inspect', 'network'])).toBe(true);
  expect(isCalled(meta, ['web', 'vitals'])).toBe(true);
  expect(isCalled(meta, ['network', 'inspect'])).toBe(false);
  expect(isCalled(meta, ['har', 'inspect'])).toBe(false);
});

describe('words', () => {
  test('are what stands between hyphens, spaces and capitals', () => {
    expect(wordsOf('Network-Logger v2.0 für GitHubActions')).toEqual([
      'network',
      'logger',
      'v2',
      '0',
      'fur',
      'git',
      'hub',
      'actions',
    ]);
    expect(typedWords('GitHub Élan ＡＷＳ')).toEqual(['github', 'elan', 'aws']);
  });
});

describe('one ranking', () => {
  const answers = {
    isMistyped: false,
    whole: [],
    literal: [
      { plugin: 1, score: 2 },
      { plugin: 2, score: 1 },
    ],
    meantWhole: [],
    meant: [],
  };

  test('puts a whole name that is near before names and texts with more words, where a word is mistyped', () => {
    const names = [
      { plugin: 2, tier: 'near', score: 0.9 },
      { plugin: 3, tier: 'near', score: 0.8 },
      { plugin: 1, tier: 'typo', score: 1 },
    ] as const;
    expect(merge({ ...answers, names, isMistyped: true })).toEqual([2, 3, 1]);
    expect(merge({ ...answers, names })).toEqual([1, 2, 3]);
  });

  test('puts the literal before the guessed, and each plugin once', () => {
    expect(
      merge({
        ...answers,
        names: [
          { plugin: 1, tier: 'exact', score: 1 },
          { plugin: 2, tier: 'words', score: 1 },
          { plugin: 3, tier: 'word-prefixes', score: 1 },
          { plugin: 4, tier: 'typo', score: 1 },
          { plugin: 9, tier: 'some-words', score: 1 },
        ],
        whole: [{ plugin: 5, score: 1 }],
        literal: [
          { plugin: 2, score: 99 },
          { plugin: 6, score: 2 },
          { plugin: 7, score: 3 },
        ],
        meantWhole: [{ plugin: 8, score: 1 }],
        meant: [
          { plugin: 10, score: 1 },
          { plugin: 1, score: 1 },
        ],
      }),
    ).toEqual([1, 2, 5, 3, 7, 6, 4, 8, 10]);
  });
});
