import { isDeepStrictEqual } from 'node:util';
import { quote, shellWord } from '../check/diagnostic.ts';
import { listingFile } from '../plugin/read-manifest.ts';
import type { Listing } from '../plugin/schemas/listing.d.ts';
import { asRecord, jsonValue } from '../plugin/values.ts';
import { newJson } from './edit-json.ts';
import { type Home, unknownPlugin } from './home.ts';
import { judged } from './judge.ts';
import { dependencyPlaces, shortened } from './mentions.ts';
import { editFile, type Plan, type Planned, type Refusal, refuse } from './plan.ts';
import { knownVersions } from './versions.ts';

/** Deprecates a plugin: nobody should start to use it. `date` is `YYYY-MM-DD`. */
export function planDeprecation(
  home: Home,
  name: string,
  to: { reason: string; date: string; replacement?: string | undefined },
): Promise<Planned> {
  return editListing(home, name, (listing) => {
    const { reason, date, replacement } = to;
    const deprecated = { reason, date, ...(replacement === undefined ? {} : { replacement }) };
    if (isDeepStrictEqual(listing.deprecated, deprecated))
      return refuse(
        `The plugin ${quote(name)} is already deprecated for this reason.`,
        'There is nothing to do.',
      );
    const instead = replacement === undefined ? '' : ` in favor of ${quote(replacement)}`;
    return {
      key: 'deprecated',
      value: deprecated,
      summary: `Deprecated ${quote(name)} since ${date}${instead}.`,
      subject: `Deprecate ${name}: ${reason}`,
    };
  });
}

/** Ends a deprecation. */
export function planUndeprecation(home: Home, name: string): Promise<Planned> {
  return editListing(home, name, (listing) => {
    if (listing.deprecated === undefined)
      return refuse(`The plugin ${quote(name)} is not deprecated.`, 'There is nothing to do.');
    return {
      key: 'deprecated',
      value: undefined,
      summary: `Ended the deprecation of ${quote(name)}.`,
      subject: `Undeprecate ${name}`,
    };
  });
}

/** Withdraws a version, so that it is no longer installed. `date` is `YYYY-MM-DD`. */
export function planYank(
  home: Home,
  name: string,
  yank: { version: string; reason: string; date: string },
): Promise<Planned> {
  return editListing(home, name, (listing) => {
    const { version, reason, date } = yank;
    const yanked = listing.yanked ?? [];
    if (!Array.isArray(yanked))
      return refuse(`Expected "yanked" in "${listingFile}" to be a list.`, '"yanked": []');
    if (yanked.some((item) => asRecord(item).version === version))
      return refuse(
        `Version ${quote(version)} of ${quote(name)} was already withdrawn.`,
        'There is nothing to do.',
      );
    const known = knownVersions(home, name);
    if (!known.all.includes(version)) {
      return refuse(
        `Unknown version ${quote(version)} of ${quote(name)}.`,
        known.all.length === 0
          ? 'It never had a version: deprecate or remove it instead.'
          : `Known versions: ${known.all.slice(0, 20).join(', ')}.`,
      );
    }
    const isCurrent = version === known.current;
    return {
      key: 'yanked',
      value: [...yanked, { version, reason, date }],
      summary: `Withdrew version ${version} of ${quote(name)}.`,
      subject: `Withdraw ${name} ${version}: ${reason}`,
      notes: isCurrent
        ? [
            `It is the current version, so ${quote(name)} is not offered until its manifest has a higher one.`,
            ...shortened(
              dependencyPlaces(home, name).map(
                (place) => `${place} depends on it, and cannot be installed until then.`,
              ),
            ),
          ]
        : [],
      // Claude Code resolves version ranges of dependencies by tags.
      later: known.tags.includes(version)
        ? [`git push --delete origin ${shellWord(`refs/tags/${name}--v${version}`)}`]
        : [],
    };
  });
}

/** Hands a plugin over: from then on only these GitHub logins maintain it. */
export function planTransfer(home: Home, name: string, to: readonly string[]): Promise<Planned> {
  return editListing(home, name, (listing) => {
    const logins = to.map((login) => login.replace(/^@/, ''));
    const before = Array.isArray(listing.maintainers) ? listing.maintainers : [];
    if (isDeepStrictEqual(before, logins))
      return refuse(
        `The plugin ${quote(name)} is already maintained by ${logins.join(', ')}.`,
        'There is nothing to do.',
      );
    return {
      key: 'maintainers',
      value: logins,
      summary: `Handed ${quote(name)} over to ${logins.join(', ')}${before.length === 0 ? '' : `, from ${before.join(', ')}`}.`,
      subject: `Hand ${name} over to ${logins.join(', ')}`,
    };
  });
}

type Change = Pick<Plan, 'summary' | 'subject'> &
  Partial<Pick<Plan, 'notes' | 'later'>> & { key: string; value: unknown };

/** Plans a change of one key of a plugin's listing, which is created where it is missing. */
async function editListing(
  home: Home,
  name: string,
  change: (listing: Listing) => Change | Refusal,
): Promise<Planned> {
  const unknown = unknownPlugin(home, name);
  if (unknown !== undefined) return unknown;
  const path = `plugins/${name}/${listingFile}`;
  const fix = `npm run check -- plugins/${name}`;
  const text = home.text(name, listingFile);
  if (text === undefined && home.open(name).entry(listingFile) !== undefined)
    return refuse(`Expected "${path}" to be a file of at most 1 MB.`, 'Replace it with a file.');
  const listing = jsonValue(text ?? '{}');
  if (listing === undefined) return refuse(`"${path}" is not JSON.`, fix);
  const wanted = change(asRecord(listing) as Listing);
  if ('ok' in wanted) return wanted;
  const { key, value, summary, subject, notes = [], later = [] } = wanted;
  const edit =
    text === undefined
      ? { path, text: newJson({ [key]: value }) }
      : editFile({ path, text }, [[[key], value]], fix);
  if ('ok' in edit) return edit;
  const plan: Plan = { summary, edits: [edit], notes, subject, later };
  return judged(home, { ok: true, plan }, { before: name, after: name });
}
