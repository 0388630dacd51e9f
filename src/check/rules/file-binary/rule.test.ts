import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('file-binary', () => {
  const binary = Buffer.from([0, 1, 2, 255]);

  it.each(['tool', 'data.dat', 'keys.p12', 'lib/x.so', 'x.wasm', 'bundle.mcpb', 'x.tar.gz', 'README'])(
    'refuses %s',
    async (path) => {
      expect(await diagnose(rule, { [path]: binary })).toMatchObject([{ severity: 'error' }]);
    },
  );

  it.each(['demo.mp4', 'font.woff2', 'paper.pdf', 'templates/letter.docx', 'a.XLSX'])(
    'warns of %s',
    async (path) => {
      expect(await diagnose(rule, { [path]: binary })).toMatchObject([{ severity: 'warning' }]);
    },
  );

  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const jpeg = Buffer.from('ffd8ffe000104a464946000101000001', 'hex');
  const webp = Buffer.from('52494646240000005745425056503820', 'hex');

  it('takes pictures, unless they can be run', async () => {
    expect(await diagnose(rule, { 'a.png': png, 'b.JPG': jpeg, 'c.webp': webp })).toEqual([]);
    expect(await diagnose(rule, { 'a.png': { bytes: png, executable: true } })).toMatchObject([
      { severity: 'error' },
    ]);
  });

  it('does not take a program that is called a picture', async () => {
    const elf = Buffer.from('7f454c46020101000000000000000000', 'hex');
    expect(await diagnose(rule, { 'logo.png': elf, 'b.gif': binary })).toMatchObject([
      { severity: 'error', file: 'b.gif' },
      { severity: 'error', file: 'logo.png' },
    ]);
  });

  it('takes fonts that are some, and text that is only named as an archive', async () => {
    const woff2 = Buffer.from('774f463200010000000000000000ffff', 'hex');
    expect(
      await diagnose(rule, { 'a/x.woff2': woff2, 'b.zip': 'Archive: b.zip\n', 'c.so': 'INPUT(x)\n' }),
    ).toEqual([]);
    expect(await diagnose(rule, { 'a.docm': binary })).toMatchObject([{ severity: 'error' }]);
  });

  it('goes by the ending too, because content can look like text', async () => {
    expect(await diagnose(rule, { 'run.exe': 'MZ', 'x.jar': 'PK' })).toMatchObject([
      { message: 'Disallowed compiled program, "run.exe": nobody can read what it does.' },
      { message: 'Disallowed archive, "x.jar": nobody can read what it does.' },
    ]);
    expect(await diagnose(rule, { 'src.exe/notes.md': 'Text', '.exe-notes': 'Text' })).toEqual([]);
  });
});
