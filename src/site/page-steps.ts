/** The pages of a list that a page of it links to, in order: the first, itself with its neighbours, and the last; `gap` where some are left out. */
export function pageSteps(page: number, pages: number): (number | 'gap')[] {
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  return near.flatMap((one, index) => (one - (near[index - 1] ?? 0) > 1 ? ['gap' as const, one] : [one]));
}
