import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targetOf } from './targets.ts';

let root: string;
const target = (given: string) => targetOf(given, root, join(root, 'market'));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'targets-'));
  for (const path of [
    'market/marketplace.config.json',
    'market/.claude-plugin/marketplace.json',
    'market/plugins/tiny/.claude-plugin/plugin.json',
    'market/plugins/both/.claude-plugin/plugin.json',
    'market/plugins/both/.claude-plugin/marketplace.json',
    'market/plugins/bare/README.md',
    'market/plugins/tiny/nested/plugins/deep/.claude-plugin/plugin.json',
    'alone/.claude-plugin/plugin.json',
    'listing/.claude-plugin/marketplace.json',
    'listing/.claude-plugin/plugin.json',
    'new/marketplace.config.json',
    'empty/README.md',
    'plugins/outside/.claude-plugin/plugin.json',
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '{}');
  }
  symlinkSync('nowhere', join(root, 'dangling'));
  mkdirSync(join(root, 'broken/.claude-plugin'), { recursive: true });
  symlinkSync('nowhere.json', join(root, 'broken/.claude-plugin/plugin.json'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('targetOf', () => {
  it('takes any folder with a manifest for a plugin', () => {
    expect(target('alone')).toEqual({ kind: 'plugin', dir: 'alone', path: join(root, 'alone') });
    expect(target('alone/')).toMatchObject({ dir: 'alone' });
    expect(target(join(root, 'alone'))).toMatchObject({ dir: join(root, 'alone') });
    expect(target('broken')).toEqual({ kind: 'plugin', dir: 'broken', path: join(root, 'broken') });
  });

  it('knows the marketplace around a plugin by its configuration', () => {
    expect(target('market/plugins/tiny')).toMatchObject({ kind: 'plugin', root: join(root, 'market') });
    expect(target('plugins/outside')).not.toHaveProperty('root');
    expect(target('market/plugins/tiny/nested/plugins/deep')).not.toHaveProperty('root');
  });

  it('takes what a marketplace lists for a plugin, whatever else lies in the folder', () => {
    expect(target('market/plugins/both')).toMatchObject({ kind: 'plugin', root: join(root, 'market') });
    const bare = target('market/plugins/bare');
    expect(bare).toMatchObject({ kind: 'plugin', root: join(root, 'market') });
    expect(bare).not.toHaveProperty('bare');
  });

  it('takes a folder with a manifest of its own or a configuration for a marketplace', () => {
    for (const dir of ['market', 'listing', 'new'])
      expect(target(dir)).toMatchObject({ kind: 'marketplace', dir });
  });

  it('takes a manifest for the folder that it describes', () => {
    expect(target('alone/.claude-plugin/plugin.json')).toEqual({
      kind: 'plugin',
      dir: 'alone',
      path: join(root, 'alone'),
    });
    expect(target('listing/.claude-plugin/plugin.json')).toMatchObject({ kind: 'plugin', dir: 'listing' });
    expect(target('listing/.claude-plugin/marketplace.json')).toMatchObject({
      kind: 'marketplace',
      dir: 'listing',
      named: true,
    });
    expect(targetOf('.claude-plugin/plugin.json', join(root, 'alone'), root)).toMatchObject({
      dir: '.',
      path: join(root, 'alone'),
    });
    expect(targetOf('plugin.json', join(root, 'alone/.claude-plugin'), root)).toMatchObject({
      dir: '..',
      path: join(root, 'alone'),
    });
  });

  it('takes a bare name that is no path for a plugin of the marketplace', () => {
    expect(target('tiny')).toEqual({
      kind: 'plugin',
      dir: join(root, 'market/plugins/tiny'),
      path: join(root, 'market/plugins/tiny'),
      root: join(root, 'market'),
    });
    expect(targetOf('tiny', join(root, 'market'), join(root, 'market'))).toMatchObject({
      dir: 'plugins/tiny',
    });
    expect(target('../tiny')).toMatchObject({ kind: 'nothing' });
  });

  it('has a folder without a manifest checked as one', () => {
    expect(target('empty')).toMatchObject({ kind: 'plugin', bare: true });
  });

  it.each(['nope', 'dangling', '', 'a\0b', 'empty/README.md', 'market/plugins/nope', '/'.repeat(5000)])(
    'says what to type instead of %j',
    (given) => {
      const found = target(given);
      if (/^\/+$/.test(given)) return expect(found.kind).toBe('plugin');
      expect(found).toMatchObject({ kind: 'nothing' });
      if (found.kind !== 'nothing') return undefined;
      expect(found.message).not.toContain('\n');
      return expect(found.fix).toContain('npm run check -- ');
    },
  );
});
