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

  it.each([
    ['.npmrc', 'registry=https://registry.npmjs.org/\n'],
    ['sub/.npmrc', '@acme:registry=https://npm.acme.io/\nsave-exact=true\n; _authToken is set by CI\n'],
    ['.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n'],
    [
      '.npmrc',
      '//registry.npmjs.org/:_authToken = "${NPM_TOKEN}"\r\nregistry=https://${USER}:${PASS}@npm.acme.io/\n',
    ],
    ['.npmrc', '_authToken=\n'],
    ['.npmrc', ''],
    [
      '.pypirc',
      '[distutils]\nindex-servers = acme\n[acme]\nrepository = https://pypi.acme.io/\nusername = __token__\n',
    ],
  ])('takes %s that holds no credential: %j', async (path, text) => {
    expect(await diagnose(rule, { [path]: text })).toEqual([]);
  });

  it.each([
    ['.npmrc', 'registry=x\n//registry.npmjs.org/:_authToken=abcdef\n', 2, 'a value of "_authToken"'],
    ['.npmrc', '_auth = dXNlcjpwYXNz\n', 1, 'a value of "_auth"'],
    ['sub/.npmrc', '"//npm.acme.io/:_password"="cGFzcw=="\n', 1, 'a value of "_password"'],
    ['.npmrc', '_authToken=${A}b\n', 1, 'a value of "_authToken"'],
    ['.npmrc', 'registry=https://ada:tulips@npm.acme.io/\n', 1, 'a password in an address'],
    ['.pypirc', '[acme]\nusername: ada\npassword: tulips\n', 3, 'a value of "password"'],
  ])('refuses %s that holds a credential: %j', async (path, text, line, what) => {
    expect(await diagnose(rule, { [path]: text })).toMatchObject([
      { severity: 'error', line, message: `Disallowed "${path}": it holds ${what}.` },
    ]);
  });

  it('refuses settings that cannot be read', async () => {
    expect(await diagnose(rule, { '.npmrc': Buffer.from([0, 1, 2]) })).toMatchObject([{ severity: 'error' }]);
  });

  it('names a folder once', async () => {
    const found = await diagnose(rule, {
      'node_modules/a/index.js': '',
      'node_modules/a/.env': '',
      'node_modules/b/node_modules/c.js': '',
    });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['node_modules']);
  });
});
