import type { MarketplaceConfig } from '../check/config/policy.ts';
import type { Listing } from '../plugin/listing.ts';

/** https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const login = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]{1,20})?(?:\[bot\])?$/;

/** Whether a text can be the login of a GitHub account. */
export function isLogin(text: string): boolean {
  return login.test(text);
}

/** The maintainers that a listing names; what is no login is left out. */
export function maintainersOf(listing: Listing | undefined): string[] {
  const named: unknown = listing?.maintainers;
  return Array.isArray(named)
    ? named.filter((item): item is string => typeof item === 'string' && isLogin(item))
    : [];
}

/** Who looks after the marketplace itself: those whom its owner named, else the owner of its repository. */
export function curatorsOf(config: MarketplaceConfig): readonly string[] {
  return config.review?.curators ?? [config.repository.split('/')[0] as string];
}

/** Whether someone is one of some people. GitHub does not tell upper from lower case. */
export function isAmong(author: string | undefined, people: readonly string[]): boolean {
  return author !== undefined && people.some((person) => person.toLowerCase() === author.toLowerCase());
}

/** Those of some people who are not among others. */
export function without(people: readonly string[], others: readonly string[]): string[] {
  return people.filter((person) => !isAmong(person, others));
}

/** Who is to answer: not the author, unless there is nobody else. */
export function askedOf(people: readonly string[], author: string | undefined): readonly string[] {
  const others = author === undefined ? people : without(people, [author]);
  return others.length > 0 ? others : people;
}
