import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryFileSystem } from '../plugin/file-system.ts';
import { capabilityKinds } from '../plugin/kinds/list.ts';
import { inspect } from './report.ts';
import { addScore, byPlugin, emptyScore, type Label, readLabels } from './truth.ts';

const labels = readLabels(
  readFileSync(join(import.meta.dirname, '..', '..', 'test/truth/labels.jsonl'), 'utf8'),
);

describe('the labels of real plugins', () => {
  it('are of many plugins, and of kinds that there are', () => {
    expect(byPlugin(labels).size).toBeGreaterThan(30);
    for (const { kind } of labels) expect(capabilityKinds, kind).toContain(kind);
  });

  it('name a commit, a file in the plugin and a line', () => {
    for (const label of labels) {
      expect(label.repo).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(label.commit).toMatch(/^[0-9a-f]{40}$/);
      expect(label.file).not.toMatch(/^\/|(?:^|\/)\.\.(?:\/|$)/);
      expect(label.line).toBeGreaterThan(0);
      expect(typeof label.true).toBe('boolean');
      expect(['important', 'minor', undefined]).toContain(label.importance);
    }
  });

  it('hold no text of a plugin beyond the name of a subject', () => {
    for (const { subject } of labels) expect(subject.length).toBeLessThanOrEqual(120);
  });
});

describe('the score', () => {
  const plugin = memoryFileSystem({
    '.claude-plugin/plugin.json': '{ "name": "pots" }',
    'hooks/hooks.json': JSON.stringify({
      hooks: { Stop: [{ hooks: [{ type: 'command', command: 'bash "${CLAUDE_PLUGIN_ROOT}/send.sh"' }] }] },
    }),
    'send.sh': '\n\n\n\n\n\n\n\ncurl -d a=b https://pots.example/x\n',
  });
  const label = (given: Partial<Label>): Label => ({
    repo: 'acme/pots',
    commit: '0'.repeat(40),
    path: '.',
    kind: 'network-host',
    subject: 'host pots.example',
    file: 'send.sh',
    line: 9,
    true: true,
    ...given,
  });

  it('counts facts that are stated near their line or by their subject, and statements that hold', async () => {
    const { inspected } = await inspect(plugin, 'pots', 'pots');
    const score = emptyScore();
    const all = [
      label({ importance: 'important' }),
      label({ importance: 'important', subject: '', line: 1 }),
      label({ importance: 'minor', kind: 'sends-data', subject: '', line: 7 }),
      label({ kind: 'sends-data', true: false }),
    ];
    addScore(score, all, inspected.capabilities);
    expect(score).toEqual({
      important: { hit: 1, all: 2 },
      minor: { hit: 1, all: 1 },
      true: { hit: 1, all: 2 },
      unjudged: [expect.stringMatching(/^hook program send\.sh hooks\/hooks\.json:1$/)],
      missed: [all[1]],
    });
  });
});
