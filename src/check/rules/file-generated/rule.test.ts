import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('file-generated', () => {
  const severitiesOf = async (path: string) =>
    (await diagnose(rule, { [path]: 'Text' })).map(({ severity }) => severity);

  it.each([
    '.env',
    'config/.env.local',
    '.env.production',
    'node_modules/x/index.js',
    '.venv/bin/python',
    'sub/.git/config',
    '.npmrc',
    '.NETRC',
  ])('refuses %s', async (path) => expect(await severitiesOf(path)).toEqual(['error']));

  it.each([
    '.DS_Store',
    'docs/Thumbs.db',
    '__MACOSX/a',
    'scripts/__pycache__/x.txt',
    'notes.md~',
    '.main.swp',
    'a.orig',
  ])('warns of %s', async (path) => expect(await severitiesOf(path)).toEqual(['warning']));

  it.each([
    '.env.example',
    '.env.template',
    'environment.md',
    '.gitignore',
    '.github/a.yml',
    'docs/node_modules.md',
    '.envrc',
  ])('takes %s', async (path) => expect(await severitiesOf(path)).toEqual([]));

  it('names a folder once', async () => {
    const found = await diagnose(rule, {
      'node_modules/a/index.js': '',
      'node_modules/a/.env': '',
      'node_modules/b/node_modules/c.js': '',
    });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['node_modules']);
  });
});
