import type { Listing } from '../plugin/schemas/listing.d.ts';

/** Whose rights a review rests on. */
export type People = {
  /** GitHub login of who opened the pull request; absent where nobody said, so that a stranger is assumed. */
  author: string | undefined;
  curators: readonly string[];
};

/** https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const login = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]{1,20})?(?:\[bot\])?$/;

/** Whether a text can be the login of a GitHub account. */
export function isLogin(text: string): boolean {
  return login.test(text);
}

/** The maintainers that a listing names. Texts that cannot be logins are left out. */
export function maintainersOf(listing: Listing | undefined): string[] {
  const named: unknown = listing?.maintainers;
  return Array.isArray(named)
    ? named.filter((item): item is string => typeof item === 'string' && isLogin(item))
    : [];
}

/** Whether a login is in a list. GitHub ignores case in logins. */
export function isAmong(author: string | undefined, people: readonly string[]): boolean {
  return author !== undefined && people.some((person) => person.toLowerCase() === author.toLowerCase());
}

/** Those of some people who are not among others. */
export function without(people: readonly string[], others: readonly string[]): string[] {
  return people.filter((person) => !isAmong(person, others));
}

/** Who has to answer: not the author, unless there is nobody else. */
export function askedOf(people: readonly string[], author: string | undefined): readonly string[] {
  const others = without(people, author === undefined ? [] : [author]);
  return others.length > 0 ? others : people;
}
