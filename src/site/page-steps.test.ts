import { expect, test } from 'vitest';
import { pageSteps } from './page-steps.ts';

test.each([
  [1, 1, [1]],
  [1, 2, [1, 2]],
  [2, 3, [1, 2, 3]],
  [1, 9, [1, 2, 'gap', 9]],
  [3, 5, [1, 2, 3, 4, 5]],
  [5, 9, [1, 'gap', 4, 5, 6, 'gap', 9]],
  [9, 9, [1, 'gap', 8, 9]],
])('page %i of %i leads to %j', (page, pages, steps) => {
  expect(pageSteps(page, pages)).toEqual(steps);
});
