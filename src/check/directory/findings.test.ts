import { expect, it } from 'vitest';
import { type MemoryFile, memoryFileSystem } from '../../plugin/file-system.ts';
import { manifestFile } from '../../plugin/read-manifest.ts';
import { directoryFindings } from './findings.ts';

const readme = `# Garden\n\n${'Waters every bed of the garden in the evening. '.repeat(6)}\n`;
const png = { bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]) };

function requirements(
  manifest: object,
  files: Record<string, MemoryFile> = {},
  root?: Record<string, MemoryFile>,
): string[] {
  const fs = memoryFileSystem({ [manifestFile]: JSON.stringify({ name: 'garden', ...manifest }), ...files });
  const around = root === undefined ? {} : { root: memoryFileSystem(root) };
  return (directoryFindings({ fs, path: '/shop/plugins/garden', ...around }) ?? []).map(
    ({ requirement, severity }) => `${severity} ${requirement}`,
  );
}

const remote = { mcpServers: { db: { type: 'http', url: 'https://db.example.com/mcp' } } };
const whole = { license: 'MIT', icon: 'logo.png' };
const files = { 'README.md': readme, 'logo.png': png };

it('finds nothing in a plugin with README, license and icon', () => {
  expect(requirements(whole, files)).toEqual([]);
});

it('takes README and license of the repository around the plugin', () => {
  const bare = ['error readme-missing', 'error license-missing', 'warning icon-missing'];
  expect(requirements({})).toEqual(bare);
  expect(requirements({}, {}, { 'README.md': readme, LICENSE: 'MIT' })).toEqual(['warning icon-missing']);
  expect(requirements({}, { 'README.md': { link: '../../README.md' } }, { 'README.md': readme })).toEqual(
    bare,
  );
});

it.each<[string, object, Record<string, MemoryFile>, string[]]>([
  ['a short README', whole, { ...files, 'README.md': '# Garden' }, ['error readme-trivial']],
  [
    'an icon of another format',
    whole,
    { ...files, 'logo.png': '<svg></svg> <!-- -->' },
    ['warning icon-invalid'],
  ],
  [
    'a remote server without a privacy policy',
    { ...whole, ...remote },
    files,
    ['warning privacy-url-missing'],
  ],
  [
    'an address that is not https',
    { ...whole, homepage: 'http://a.example' },
    files,
    ['warning listing-url-scheme'],
  ],
  [
    'a linked hooks file',
    whole,
    { ...files, 'hooks/hooks.json': { link: '../h.json' } },
    ['error hooks-file-unread'],
  ],
  ['servers that are no object', whole, { ...files, '.mcp.json': '[]' }, ['error mcpjson-unparseable']],
  ['a file of macOS', whole, { ...files, 'docs/.DS_Store': 'x' }, ['warning archive-os-metadata-file']],
])('says of %s what the directory would', (_, manifest, given, expected) => {
  expect(requirements(manifest, given)).toEqual(expected);
});

it('takes the address of the privacy policy from the manifest', () => {
  expect(requirements({ ...whole, ...remote, privacyPolicyUrl: 'https://a.example/privacy' }, files)).toEqual(
    [],
  );
});
