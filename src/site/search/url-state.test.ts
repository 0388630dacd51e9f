import { describe, expect, test } from 'vitest';
import { slug } from '../text.ts';
import { isAsking, readState, type SearchState, toggled, writeState } from './url-state.ts';

const nothing: SearchState = { query: '', chosen: {}, sort: 'relevance', page: 1 };

describe('the address of a search', () => {
  test.each<[SearchState, string]>([
    [nothing, ''],
    [{ ...nothing, query: 'aws co' }, '?q=aws+co'],
    [
      { query: 'a&b=c #?', chosen: { tag: ['x', 'y-z'], licence: ['A or B'] }, sort: 'newest', page: 3 },
      '?q=a%26b%3Dc+%23%3F&licence=A+or+B&tag=x&tag=y-z&sort=newest&page=3',
    ],
    [{ ...nothing, chosen: { licence: ['<script>"\u202e'] } }, '?licence=%3Cscript%3E%22%E2%80%AE'],
  ])('of %j is %s, and is read as it was written', (state, address) => {
    expect(writeState(state)).toBe(address);
    expect(readState(address)).toEqual(state);
    expect(isAsking(state)).toBe(address !== '');
  });

  test.each([
    '?page=0',
    '?page=-1',
    '?page=1e9',
    '?page=999999999',
    '?sort=nonsense',
    '?category=',
    '?utm=1',
    '?q=%20%20',
    '?constructor=1&__proto__=2',
  ])('asks nothing where it is %s', (address) => {
    const state = readState(address);
    expect(state.page).toBe(1);
    expect(isAsking(state)).toBe(false);
    expect(writeState(state)).toBe('');
  });

  test('may name an author and a tag as they are written, and any other value as it is', () => {
    const { chosen } = readState('?author=Jane+Doe&tag=Web+Vitals&tag=web-vitals&licence=Web+Vitals');
    expect(chosen).toEqual({ author: ['jane-doe'], tag: ['web-vitals'], licence: ['Web Vitals'] });
    const long = slug('a tag that nobody would write '.repeat(9));
    expect(readState(`?tag=${long}`).chosen.tag).toEqual([long]);
  });

  test('is read up to a limit', () => {
    expect(readState(`?q=${'a'.repeat(9999)}`).query).toHaveLength(200);
    const many = Array.from({ length: 999 }, (_, at) => `tag=${at}`).join('&');
    expect(readState(`?${many}&tag=1`).chosen.tag).toHaveLength(50);
  });

  test('a value is chosen, and no longer, from the first page on', () => {
    const chosen = toggled({ ...nothing, page: 4 }, 'tag', 'aws');
    expect(chosen).toEqual({ ...nothing, chosen: { tag: ['aws'] } });
    expect(toggled(chosen, 'tag', 'gcp').chosen).toEqual({ tag: ['aws', 'gcp'] });
    expect(toggled(chosen, 'tag', 'aws')).toEqual(nothing);
  });
});
