import { foldConfusables } from '../check/text/confusables.ts';
import { brandSkeleton, claims, closestName, skeleton } from '../check/text/names.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import type { PluginContext } from './judge-plugin.ts';
import { say, shorten } from './words.ts';

const at = { file: manifestFile };
/** UTF-16 units of a name that are looked at. */
const longestName = 200;

/** Asks about a display name or author that is new and could pass for another plugin, for Anthropic or for something official. */
export function judgeShownNames({ name, before, after, inputs, reasons }: PluginContext): void {
  const was = before?.plugin.manifest;
  const is = after?.plugin.manifest;
  for (const [what, text, former] of [
    ['display name', is?.displayName, was?.displayName],
    ["author's name", is?.author?.name, was?.author?.name],
  ] as const) {
    if (text === undefined || text === former) continue;
    const shown = shorten(text, longestName);
    const claim = claimIn(shown, what === 'display name');
    if (claim === undefined) continue;
    reasons.ask(
      'name-claims',
      say`The ${[what]} of ${name} is now ${shown}, which reads as ${claim}.`,
      say`Is ${name} from ${claim}, as its ${[what]} ${shown} says?`,
      at,
    );
  }
  const displayName = is?.displayName;
  if (displayName === undefined || displayName === was?.displayName) return;
  const other = similarShown(displayName, name, inputs.manifests());
  if (other === undefined) return;
  reasons.ask(
    'name-similar',
    say`The display name ${shorten(displayName, longestName)} of ${name} is close to the plugin ${other}.`,
    say`Can people tell ${name}, shown as ${shorten(displayName, longestName)}, from the plugin ${other}?`,
    at,
  );
}

/** Whom a name claims to be from. A plugin for Claude may say so; one whose name starts with it reads as Claude's own. */
function claimIn(text: string, isDisplayName: boolean): string | undefined {
  const words = foldConfusables(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const claim = words.find((word) => claims.has(word));
  if (words.some((word) => /^anthroplcs?$/.test(brandSkeleton(word)))) return 'Anthropic';
  if (claim !== undefined) return `an ${claim} source`.replace(/^an (?=[^aeio])/, 'a ');
  const isFirst =
    brandSkeleton(words[0] ?? '') === 'claude' &&
    (isDisplayName || words.length === 1 || words[1] === 'code');
  return isFirst ? 'Claude' : undefined;
}

/** The other plugin that a display name reads like, by the name or the display name of that plugin. */
function similarShown(
  displayName: string,
  own: string,
  manifests: ReadonlyMap<string, Manifest>,
): string | undefined {
  const read = nameAsRead(displayName);
  // "Tiny Tool" is how "tiny-tool" is shown, whose own name was judged by itself.
  const isOwn = skeleton(read) === skeleton(own);
  const owners = new Map<string, string>();
  for (const [name, manifest] of manifests) {
    if (name === own) continue;
    owners.set(name, name);
    if (manifest.displayName !== undefined) owners.set(nameAsRead(manifest.displayName), name);
  }
  const close = closestName(read, [...owners.keys()], '');
  if (close === undefined || (isOwn && close.kind !== 'same')) return undefined;
  return owners.get(close.name);
}

function nameAsRead(text: string): string {
  const words = foldConfusables(text.slice(0, longestName)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-');
}
