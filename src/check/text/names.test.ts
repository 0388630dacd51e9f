import { describe, expect, it } from 'vitest';
import { editDistance } from '../../plugin/edit-distance.ts';
import { brandSkeleton, closestName, skeleton, suggest } from './names.ts';

describe('skeleton', () => {
  it('folds what reads the same', () => {
    expect(skeleton('Code_Reviews')).toBe(skeleton('c0de-review'));
    expect(skeleton('turn')).toBe(skeleton('tum'));
    expect(skeleton('vvave')).toBe(skeleton('wave'));
    expect(skeleton('class-list')).not.toBe(skeleton('clas-list'));
    expect(brandSkeleton('g1thub')).toBe(brandSkeleton('github'));
    expect(brandSkeleton('cl4ud3')).toBe(brandSkeleton('claude'));
  });
});

describe('closestName', () => {
  // A small generator, so that the list is the same everywhere.
  let state = 7;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz-';
  const word = (length: number) => Array.from({ length }, () => letters.charAt(random(27))).join('');
  const names = Array.from({ length: 3000 }, () => word(5 + random(16))).sort();

  it('finds every name that is one edit or one swap away, wherever it is', () => {
    let looked = 0;
    for (const name of names.filter((_, index) => index % 7 === 0)) {
      for (let at = 0; at < name.length; at++) {
        for (const slip of [
          name.slice(0, at) + name.slice(at + 1),
          `${name.slice(0, at)}x${name.slice(at)}`,
          `${name.slice(0, at)}x${name.slice(at + 1)}`,
          name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
        ]) {
          if (slip.length < 5) continue;
          looked++;
          expect(['same', 'typo'], `${slip} beside ${name}`).toContain(closestName(slip, names, '')?.kind);
        }
      }
    }
    expect(looked).toBeGreaterThan(10_000);
  });

  it('finds every long name that is two edits away, as comparing with all of them would', () => {
    let near = 0;
    for (const name of names.filter((one) => one.length >= 12).slice(0, 300)) {
      const at = random(name.length - 1);
      const other = random(name.length - 1);
      const slip = [...name]
        .map((letter, index) => (index === at || index === other ? 'q' : letter))
        .join('');
      const distance = Math.min(...names.map((one) => editDistance(slip, one, 3)));
      const close = closestName(slip, names, '');
      if (distance === 2) {
        near++;
        expect(close, slip).toBeDefined();
      }
    }
    expect(near).toBeGreaterThan(200);
  });

  it('leaves a name that is like no other alone, and the plugin itself', () => {
    expect(closestName('something-else-entirely', names, '')).toBeUndefined();
    expect(closestName(names[5] as string, [names[5] as string], names[5] as string)).toBeUndefined();
  });

  it('survives names of any kind', () => {
    for (const name of ['', '-', '---', 'x'.repeat(100_000), '\u0000', '__proto__', 'constructor'])
      closestName(name, ['__proto__', 'constructor', ''], '');
  });
});

describe('suggest', () => {
  it('proposes the nearest, and nothing far-fetched', () => {
    expect(suggest('audit-loger', ['audit-logger', 'other'])).toBe('audit-logger');
    expect(suggest('MIT', ['mit'])).toBe('mit');
    expect(suggest('zebra', ['audit-logger', 'other'])).toBeUndefined();
    expect(suggest('', ['a'])).toBe('a');
  });
});
