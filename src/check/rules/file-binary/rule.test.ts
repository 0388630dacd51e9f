import { describe, expect, it } from 'vitest';
import { diagnose } from '../../rule-fixtures.ts';
import { rule } from './rule.ts';

describe('file-binary', () => {
  const binary = Buffer.from([0, 1, 2, 255]);

  it.each(['tool', 'data.dat', 'keys.p12', 'lib/x.so', 'x.wasm', 'bundle.mcpb', 'x.tar.gz', 'README'])(
    'refuses %s',
    async (path) => {
      expect(await diagnose(rule, { [path]: binary })).toMatchObject([{ severity: 'error' }]);
    },
  );

  it.each(['demo.mp4', 'font.woff2', 'paper.pdf'])('warns of %s', async (path) => {
    expect(await diagnose(rule, { [path]: binary })).toMatchObject([{ severity: 'warning' }]);
  });

  it('takes pictures, unless they can be run', async () => {
    expect(await diagnose(rule, { 'a.png': binary, 'b.JPG': binary, 'c.webp': binary })).toEqual([]);
    expect(await diagnose(rule, { 'a.png': { bytes: binary, executable: true } })).toMatchObject([
      { severity: 'error' },
    ]);
  });

  it('goes by the ending too, because content can look like text', async () => {
    expect(await diagnose(rule, { 'run.exe': 'MZ', 'x.jar': 'PK' })).toHaveLength(2);
    expect(await diagnose(rule, { 'src.exe/notes.md': 'Text', '.exe-notes': 'Text' })).toEqual([]);
  });
});
