/** Where GitHub looks for who is asked about a change: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
export const codeownersFile = '.github/CODEOWNERS';

/** GitHub reads no larger file, in bytes. */
const largest = 3_000_000;

const head =
  '# Written by "npm run registry" from "maintainers" in each listing.json and "review.curators" in marketplace.config.json. Do not edit.\n';

/** A folder's name without the characters of patterns, which the file format cannot escape. */
const plainName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A login as a listing may name it, or a team with its organization. */
const owner = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?(?:\/[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*)?$/;

/**
 * The text of CODEOWNERS: a plugin's folder belongs to its maintainers, all else to the curators. Folders
 * without a plain name and texts that are not logins are left out, so these folders belong to the curators. The order of the input does not matter.
 * @param maintainers of each plugin, by its folder's name
 * @param curators logins of the people who maintain the marketplace itself
 */
export function codeownersText(
  maintainers: ReadonlyMap<string, readonly string[]>,
  curators: readonly string[],
): string {
  const rules = [...maintainers]
    .filter(([name]) => plainName.test(name))
    .map(([name, logins]) => ({ name, owners: ownersOf(logins) }))
    .filter(({ owners }) => owners !== '')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, owners }) => `/plugins/${name}/ ${owners}\n`);
  const first = everything(curators);
  const body = `${first}${rules.join('')}`;
  // GitHub ignores a file that is too large.
  return `${head}${body.length > largest - 1000 ? first : body}`;
}

function everything(curators: readonly string[]): string {
  const owners = ownersOf(curators);
  return owners === '' ? '' : `* ${owners}\n`;
}

/** Sorted; of logins that differ only in letter case, one is kept. */
function ownersOf(logins: readonly string[]): string {
  const known = new Map(
    logins.filter((login) => owner.test(login)).map((login) => [login.toLowerCase(), login]),
  );
  return [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, login]) => `@${login}`)
    .join(' ');
}
