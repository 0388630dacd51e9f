import { beforeAll, describe, expect, test } from 'vitest';
import { smallConfig } from '../../../test/check/target-fixtures.ts';
import { temporaryFolder, writeFiles } from '../../../test/files.ts';
import { rules } from '../rules.ts';
import { checkTargets, defaultRepository, targetsOf } from './check-targets.ts';
import { openMarketplace } from './surroundings.ts';

const root = temporaryFolder('check-targets');
const names = Array.from(
  { length: 45 },
  (_, index) => `plugin-${String.fromCharCode(97 + (index % 26))}${index}`,
).sort();
/** Every seventh breaks its manifest, each in a file that names it. */
const isBroken = (name: string) => names.indexOf(name) % 7 === 3;

beforeAll(() => {
  const write = (path: string, text: string) => writeFiles(root, { [path]: text });
  write('marketplace.config.json', smallConfig);
  for (const name of names) {
    const manifest = `{ "name": ${JSON.stringify(name)}, "version": "1.0.0" }`;
    write(`plugins/${name}/.claude-plugin/plugin.json`, isBroken(name) ? `${manifest} ${name}` : manifest);
    // One in the middle is large enough to end a batch by itself.
    if (name === names[20]) write(`plugins/${name}/data.txt`, 'words and more words\n'.repeat(60_000));
  }
});

describe('targets that are checked together', () => {
  test('come out in their order, each with what is wrong with it and the text that this is about', async () => {
    const targets = targetsOf(openMarketplace(root), root, '.');
    const seen: string[] = [];
    for await (const result of checkTargets(targets, {
      rules,
      strict: false,
      repository: defaultRepository,
    })) {
      if (result.kind !== 'plugin') continue;
      const name = result.dir.replace('plugins/', '');
      seen.push(name);
      const broken = result.diagnostics.filter(
        ({ rule }) => rule === 'manifest-unreadable' || rule === 'json-invalid',
      );
      expect(broken.length > 0, name).toBe(isBroken(name));
      expect(result.textOf('.claude-plugin/plugin.json')).toContain(JSON.stringify(name));
    }
    expect(seen).toEqual(names);
  });
});
