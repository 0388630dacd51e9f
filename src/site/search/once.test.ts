import { expect, test } from 'vitest';
import { once } from './once.ts';

test('it is done once for all who ask, and again where it failed', async () => {
  let times = 0;
  const get = once(async () => {
    times++;
    if (times === 1) throw new Error('no network');
    return times;
  });
  await Promise.all([get(), get()].map((one) => expect(one).rejects.toThrow('no network')));
  expect(await Promise.all([get(), get(), get()])).toEqual([2, 2, 2]);
  expect(times).toBe(2);
});
