import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recognizeLicense } from './license-texts.ts';

const modules = join(import.meta.dirname, '../../../node_modules');

/** License files of the packages that this repository installs, with the id that each package states. */
function* installed(): Generator<{ file: string; id: string }> {
  for (const name of readdirSync(modules)) {
    const names = name.startsWith('@')
      ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`)
      : [name];
    for (const one of names) {
      const folder = join(modules, one);
      if (!existsSync(join(folder, 'package.json'))) continue;
      const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        license?: unknown;
      };
      const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].find((path) =>
        statSync(join(folder, path), { throwIfNoEntry: false })?.isFile(),
      );
      if (typeof license === 'string' && file !== undefined) yield { file: join(folder, file), id: license };
    }
  }
}

describe('recognizeLicense', () => {
  it('agrees with what installed packages state', () => {
    const all = [...installed()];
    const read = all.map((one) => ({ ...one, text: readFileSync(one.file, 'utf8') }));
    // Packages of one project share a text.
    const wrong = [
      ...new Map(
        read.filter(({ text, id }) => recognizeLicense(text) !== id).map((one) => [one.text, one.file]),
      ).values(),
    ];
    expect(all.length).toBeGreaterThan(200);
    // A few packages state another license than their file holds.
    expect(wrong.length, JSON.stringify(wrong)).toBeLessThan(all.length * 0.02);
  });

  it.each([
    ['SPDX-License-Identifier: MIT OR Apache-2.0\n\nSee both files.', 'MIT OR Apache-2.0'],
    ['GNU AFFERO GENERAL PUBLIC LICENSE\n  Version 3, 19 November 2007', 'AGPL-3.0-only'],
    ['GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, February 1999', 'LGPL-2.1-only'],
    ['Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International', 'CC-BY-NC-SA-4.0'],
    ['Attribution 4.0 International\n=====', 'CC-BY-4.0'],
    ['CC0 1.0 Universal', 'CC0-1.0'],
    ['Business Source License 1.1', 'BUSL-1.1'],
    ['# PolyForm Noncommercial License 1.0.0', 'PolyForm-Noncommercial-1.0.0'],
    ['MIT License\n\nThird parties: Apache License, Version 2.0', 'MIT'],
    ['Acme EULA. End-User License Agreement. All rights reserved.', 'LicenseRef-Proprietary'],
    ['Water plants with it.', undefined],
    ['', undefined],
  ])('reads %j', (text, id) => expect(recognizeLicense(text)).toBe(id));

  it('is quick on long text', () => {
    for (const unit of ['attribution-noncommercial', 'gnu general public license ', '(', 'apache license '])
      recognizeLicense(unit.repeat(4_000_000 / unit.length));
  });
});
