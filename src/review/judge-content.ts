import { type Waiver, waiversFile } from '../check/config/waivers.ts';
import { listingFile, manifestFile } from '../plugin/read-manifest.ts';
import { formatBytes } from '../plugin/text.ts';
import type { PluginContext } from './judge-plugin.ts';
import type { PluginSide } from './read-sides.ts';
import type { PluginReview } from './review.ts';
import { counted, say, sentence } from './words.ts';

/** Asks about waivers that the change adds. */
export function judgeWaivers({ before, after, reasons }: PluginContext): void {
  const keyOf = ({ rule, file, reason }: Waiver) => JSON.stringify([rule, file, reason]);
  const known = new Set((before?.waivers ?? []).map(keyOf));
  for (const waiver of after?.waivers ?? []) {
    if (known.has(keyOf(waiver))) continue;
    const { rule, file, reason } = waiver;
    reasons.ask(
      'waiver-added',
      say`Waives the rule ${rule} for ${file}.`,
      say`May the rule ${rule} be waived for ${file}, for this reason: ${reason}?`,
      { file: waiversFile },
    );
  }
}

/** Asks about new findings that an existing waiver covers: nobody has agreed to these yet. */
export function judgeWidenedWaivers({ touched, before, reasons }: PluginContext): void {
  const keyOf = ({ rule, file }: { rule: string; file: string }) => JSON.stringify([rule, file]);
  const agreed = new Set((before?.waivers ?? []).map(keyOf));
  for (const finding of touched.newDiagnostics) {
    if (finding.waived === undefined || !agreed.has(keyOf(finding))) continue;
    const { rule, file, line, message } = finding;
    reasons.ask(
      'waiver-widened',
      say`The waiver of ${rule} for ${file} now covers something new. ${sentence(message)}`,
      say`May the waiver of ${rule} for ${file} cover this too? ${sentence(message)}`,
      { file, line },
    );
  }
}

/** Attributes change what a checkout writes, so people may not get what was checked: https://git-scm.com/docs/gitattributes */
export function judgeAttributes({ touched, reasons }: PluginContext): void {
  for (const { path, change } of touched.files) {
    if (change === 'removed' || !/(?:^|\/)\.gitattributes$/i.test(path)) continue;
    reasons.ask(
      'attributes-changed',
      say`Changes how git writes files when it checks them out: ${path}.`,
      say`With the attributes in ${path}, do people still get exactly the files that were checked?`,
      { file: path },
    );
  }
}

/** Asks about a changed license, by the manifest and by the texts of the plugin. */
export function judgeLicense({ name, before, after, reasons }: PluginContext): void {
  const licenseOf = (side: PluginSide | undefined) => side?.plugin.manifest.license ?? 'none';
  const [from, to] = [licenseOf(before), licenseOf(after)];
  if (from !== to) {
    reasons.ask(
      'license-changed',
      say`The license changes from ${from} to ${to}.`,
      say`May the license of ${name} change from ${from} to ${to}?`,
      { file: manifestFile },
    );
  }
  for (const [path, text] of before?.licenses ?? []) {
    const now = after?.licenses.get(path);
    if (now === text) continue;
    reasons.ask(
      'license-changed',
      say`The license text ${path} ${[now === undefined ? 'is removed' : 'changes']}.`,
      say`Does ${name} still contain the text of the license that it names?`,
      { file: path },
    );
  }
}

/** Asks about a changed author or replacement. */
export function judgeCredits({ name, before, after, reasons }: PluginContext): void {
  const authorOf = (side: PluginSide | undefined) => side?.plugin.manifest.author?.name ?? 'nobody';
  const [from, to] = [authorOf(before), authorOf(after)];
  if (from !== to) {
    reasons.ask(
      'author-changed',
      say`The author changes from ${from} to ${to}.`,
      say`Is ${to} the author of ${name}? The manifest named ${from} before.`,
      { file: manifestFile },
    );
  }
  const replacement: unknown = after?.plugin.listing?.deprecated?.replacement;
  if (typeof replacement === 'string' && replacement !== before?.plugin.listing?.deprecated?.replacement) {
    reasons.ask(
      'replacement-named',
      say`Recommends ${replacement} to everybody who has ${name}.`,
      say`Should people who have ${name} use ${replacement} instead?`,
      { file: listingFile },
    );
  }
}

/** Asks about a change that is larger than usual. */
export function judgeSize({ name, inputs, reasons }: PluginContext, review: PluginReview): void {
  const { files, bytes } = inputs.limits;
  const amount =
    review.files.count > files
      ? counted(review.files.count, 'file')
      : review.changedBytes > bytes
        ? [`files of ${formatBytes(review.changedBytes)}`]
        : undefined;
  if (amount === undefined) return;
  reasons.ask(
    'change-large',
    say`Changes ${amount} of ${name}, more than usual.`,
    say`Is there a good reason to change ${amount} of ${name} at once?`,
  );
}
