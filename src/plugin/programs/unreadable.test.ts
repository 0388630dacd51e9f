import { expect, test } from 'vitest';
import { actsInText, unreadableAct } from './unreadable.ts';

const file = { path: 'bin/tool', bytes: 900, executable: true, sha256: '' };

test('names compiled programs by their first bytes, archives and pointers of Git LFS', () => {
  const elf = { ...file, kind: 'binary', head: '7f454c46020101' } as const;
  expect(unreadableAct(elf, undefined)).toMatchObject({ why: 'compiled', language: 'ELF', bytes: 900 });
  const zip = { ...file, path: 'server.mcpb', kind: 'binary', head: '504b0304' } as const;
  expect(unreadableAct(zip, undefined)).toMatchObject({ why: 'archive' });
  const text = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345678\n';
  const pointer = { ...file, path: 'dist/index.js', kind: 'text', text } as const;
  expect(unreadableAct(pointer, 'javascript')).toMatchObject({ why: 'lfs-pointer', bytes: 12_345_678 });
  const image = { ...file, path: 'logo.png', kind: 'binary', head: '89504e47' } as const;
  expect(unreadableAct(image, undefined)).toBeUndefined();
});

test('searches minified programs as text, and reads programs that people wrote', () => {
  const line = 'var a=1;fetch("https://api.example.com/v1");'.repeat(400);
  const minified = { ...file, path: 'dist/index.js', kind: 'text', text: `// bundle\n${line}` } as const;
  expect(unreadableAct(minified, 'javascript')).toMatchObject({ why: 'minified' });
  expect(actsInText(minified.text)).toEqual([
    { kind: 'network-host', host: 'api.example.com', namedBy: 'text', line: 2 },
  ]);
  const written = { ...minified, text: 'fetch("https://api.example.com/v1");\n'.repeat(400) };
  expect(unreadableAct(written, 'javascript')).toBeUndefined();
});
