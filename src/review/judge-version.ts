import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import { marketplaceFiles } from '../check/config/waivers.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import type { FileChange } from './changes.ts';
import type { PluginContext } from './judge-plugin.ts';
import type { PluginSide } from './read-sides.ts';
import { say } from './words.ts';

const at = { file: manifestFile };

/**
 * Changed content needs a higher version that was not released before: people with the same version get no update. Documents that nothing
 * reaches need none.
 */
export function judgeVersion(context: PluginContext): void {
  const { touched, before, after, change } = context;
  const isChanged =
    before === undefined ||
    change === 'renamed' ||
    touched.files.some((file) => !marketplaceFiles.has(file.path) && !isDocument(file, before, after));
  if (!isChanged) return;
  const version = after?.plugin.manifest.version;
  const former = before?.plugin.manifest.version;
  const isRaised = former === undefined || judgeStep(context, former, version);
  if (isRaised && version !== undefined) judgeReleased(context, version);
}

/** Whether only the text of a document differs, which nothing reaches, before and after. */
function isDocument(
  { path, mode, formerMode }: FileChange,
  before: PluginSide | undefined,
  after: PluginSide | undefined,
): boolean {
  const isPlain = [mode, formerMode].every((one) => one === undefined || one === '100644');
  return (
    isPlain &&
    (formerMode === undefined || before?.documents.has(path) === true) &&
    (mode === undefined || after?.documents.has(path) === true)
  );
}

/** Returns whether the version may be higher than before; where it cannot be, a failure was added. */
function judgeStep({ reasons }: PluginContext, before: string, after: string | undefined): boolean {
  const raise = say`Raise it: "version": ${nextVersion(before)}`;
  if (after === undefined) {
    reasons.fail(
      'version-removed',
      say`Expected a version higher than ${before}, but the manifest no longer has one.`,
      say`Add one: "version": ${nextVersion(before)}`,
      at,
    );
    return false;
  }
  switch (versionStep(before, after)) {
    case 'same':
      reasons.fail(
        'version-not-raised',
        say`The content changes but the version stays ${after}, so people who have the plugin would not get the change.`,
        raise,
        at,
      );
      return false;
    case 'lowered':
      reasons.fail(
        'version-lowered',
        say`The version goes down from ${before} to ${after}, so people who have the plugin would not get the change.`,
        raise,
        at,
      );
      return false;
    case 'unordered':
      reasons.ask(
        'version-unordered',
        say`The versions ${before} and ${after} cannot be compared, because they are not both semantic versions.`,
        say`Is version ${after} higher than ${before}? They are not both semantic versions.`,
        at,
      );
      return true;
    case 'raised':
      return true;
  }
}

/** A released version keeps its content. */
function judgeReleased({ name, inputs, reasons, after }: PluginContext, version: string): void {
  const released = inputs.releasedTree(name, version);
  const tree = inputs.treeOf(name);
  if (
    released === undefined ||
    tree === undefined ||
    inputs.isSameContent(released, tree, after?.documents ?? new Set())
  )
    return;
  reasons.fail(
    'version-released',
    say`Version ${version} was already released with different content.`,
    say`Raise it: "version": ${nextVersion(version)}`,
    at,
  );
}

/** The lowest version that counts as raised. */
function nextVersion(version: string): string {
  const numbers = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})/.exec(version);
  return numbers === null ? '1.0.0' : `${numbers[1]}.${numbers[2]}.${Number(numbers[3]) + 1}`;
}

/** How one version compares to another; `unordered` where one of them is not a semantic version. */
type VersionStep = 'raised' | 'same' | 'lowered' | 'unordered';

/** Compares by semantic versioning, which ignores build metadata. https://semver.org/#spec-item-11 */
export function versionStep(before: string, after: string): VersionStep {
  if (before === after) return 'same';
  if (valid(before) === null || valid(after) === null) return 'unordered';
  const order = compare(after, before);
  return order > 0 ? 'raised' : order < 0 ? 'lowered' : 'same';
}
