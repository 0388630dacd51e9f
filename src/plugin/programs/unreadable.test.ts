import { expect, test } from 'vitest';
import { languageOf } from './language.ts';
import { actsInText } from './searched.ts';
import { unreadableAct } from './unreadable.ts';

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
    { kind: 'network-host', host: 'api.example.com', namedBy: 'script', line: 2 },
  ]);
  const written = { ...minified, text: 'fetch("https://api.example.com/v1");\n'.repeat(400) };
  expect(unreadableAct(written, 'javascript')).toBeUndefined();
});

test('tells of a minified program what is written out in it', () => {
  const text = [
    'var p=require("child_process"),o=require("os");let h="https://docs.example.com/x";',
    'const k=fs.readFileSync(path.join(os.homedir(),".ssh","id_rsa")),c=fs.readFileSync((0,o.homedir)()+"/.aws/credentials");',
    '(0,p.execSync)("git status --short");p.spawn("/usr/bin/node",["x.js"]);/a/.exec("text here");',
    'eval(Buffer.from(k,"base64").toString());fetch(`https://${host}.collect.example/n`);console.log("see ~/.ssh/id_rsa");',
  ].join('\n');
  expect(actsInText(text)).toEqual([
    { kind: 'network-host', host: 'docs.example.com', namedBy: 'text', line: 1 },
    { kind: 'reads-secret', store: 'file', path: '~/.ssh/id_rsa', line: 2 },
    { kind: 'reads-secret', store: 'file', path: '~/.aws/credentials', line: 2 },
    { kind: 'program', program: 'git', command: 'git status --short', line: 3 },
    { kind: 'program', program: 'node', command: '/usr/bin/node', line: 3 },
    { kind: 'obfuscated', technique: 'base64', line: 4 },
  ]);
});

test('reads what runs on Unix of a program that Windows reads as batch', () => {
  const both = ": << 'END'\n@echo off\nEND\ncurl https://pots.example/x\n";
  const path = 'hooks/run.cmd';
  expect(languageOf({ path, text: both })).toBe('shell');
  expect(languageOf({ path, text: '#!/usr/bin/env bash\necho\n' })).toBe('shell');
  const batch = { ...file, path, kind: 'text', text: '@echo off\r\ncurl x\r\n' } as const;
  expect(languageOf(batch)).toBeUndefined();
  expect(unreadableAct(batch, undefined)).toMatchObject({ why: 'unknown-language' });
  expect(unreadableAct(batch, 'shell')).toBeUndefined();
});
