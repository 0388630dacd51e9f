import type { MergedChanges } from '../check/config/policy.ts';
import { closestName } from '../check/text/names.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { isOwnMachine } from '../plugin/own-machine.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import type { Releases } from '../plugin/releases.ts';
import type { FileChange } from './changes.ts';
import { compareCapabilities } from './compare-capabilities.ts';
import { describeChange } from './describe-change.ts';
import type { EffectiveChange } from './effective-changes.ts';
import { judgeAddresses } from './judge-addresses.ts';
import {
  judgeAttributes,
  judgeCredits,
  judgeLicense,
  judgeSize,
  judgeWaivers,
  judgeWidenedWaivers,
} from './judge-content.ts';
import { judgeEffective } from './judge-effective.ts';
import { judgeShownNames } from './judge-names.ts';
import { judgeMaintainers, judgeNamedMaintainers, judgeReusedName, judgeRights } from './judge-people.ts';
import { judgeTools } from './judge-tools.ts';
import { judgeVersion } from './judge-version.ts';
import { maintainersOf, type People } from './people.ts';
import type { PluginSide, PluginSides } from './read-sides.ts';
import { collectReasons, type Reasons, verdictOf } from './reasons.ts';
import type { CapabilityChange, PluginReview, Reason } from './review.ts';
import { counted, say, sentence } from './words.ts';

/** What the judgment of every plugin of one pull request rests on. */
export type JudgeInputs = People & {
  /** Which changes of what takes effect pass without a person, where a plugin's listing does not say it. */
  changes: MergedChanges;
  limits: { files: number; bytes: number };
  /** The plugin folders after the change, sorted. */
  names(): readonly string[];
  /** The tree id of one of them. */
  treeOf(name: string): string | undefined;
  /** Their manifests by folder, where they can be read. */
  manifests(): ReadonlyMap<string, Manifest>;
  releases: Releases;
  /** The tree of a plugin as a version of it was released, by its tag or else by the commit of the base that named it first. */
  releasedTree(name: string, version: string): string | undefined;
  /** What the configuration after the change records about a removed plugin. */
  successorOf(name: string): string | null | undefined;
  /** Whether two trees of a plugin differ only in files that belong to the marketplace, and in the text of some documents. */
  isSameContent(releasedTree: string, tree: string, documents: ReadonlySet<string>): boolean;
  /** The bytes of blobs by git's id; those over `max` bytes each are left out. */
  readBlobs(ids: readonly string[], max: number): ReadonlyMap<string, Buffer>;
};

/** One plugin of a pull request: both sides, and the files that differ. */
export type TouchedPlugin = PluginSides & {
  /** Of a renamed plugin: the former name and the last state under it. */
  former?: { name: string; side: PluginSide; files: readonly FileChange[] };
  /** What differs in what takes effect. Empty of a new plugin, which is a question as a whole. */
  effective: readonly EffectiveChange[];
};

/** What every judgment about one plugin starts from. */
export type PluginContext = {
  name: string;
  /** The name before the change. */
  formerName: string;
  change: PluginReview['change'];
  touched: TouchedPlugin;
  before: PluginSide | undefined;
  after: PluginSide | undefined;
  /** Who maintained it before the change. */
  maintainers: readonly string[];
  capabilities: readonly CapabilityChange[];
  inputs: JudgeInputs;
  reasons: Reasons;
};

/** Judges what a pull request does to one plugin. */
export function judgePlugin(
  touched: TouchedPlugin,
  inputs: JudgeInputs,
): { review: PluginReview; reasons: Reason[] } {
  const context = contextOf(touched, inputs);
  const { name, change, before, after, reasons } = context;
  const isUpdate = change === 'updated' || after === undefined;
  const similar = isUpdate ? undefined : closestName(name, inputs.names(), name);
  const review: PluginReview = {
    ...describeChange(context),
    ...(similar === undefined ? {} : { similarName: similar }),
  };
  judgeErrors(context);
  judgeRights(context, review);
  judgeName(context);
  if (similar !== undefined && (similar.kind === 'near' || similar.kind === 'reordered')) {
    reasons.ask(
      'name-similar',
      say`The name ${name} is close to that of the plugin ${similar.name}.`,
      say`Is the name ${name} different enough from ${similar.name}?`,
      { file: manifestFile },
    );
  }
  if (after !== undefined) {
    judgeWaivers(context);
    judgeWidenedWaivers(context);
    judgeAttributes(context);
    // The check reports a manifest that is not JSON, and what it does not say is not a change.
    if (!after.unreadable) {
      judgeVersion(context);
      judgeShownNames(context);
      judgeAddresses(context);
    }
    if (before !== undefined) {
      judgeMaintainers(context);
      judgeEffective(context, touched.effective);
      judgeTools(context);
      if (!after.unreadable) {
        judgeLicense(context);
        judgeCredits(context);
      }
      judgeSize(context, review);
    }
  }
  const all = reasons.all();
  return { review: { ...review, verdict: verdictOf(all) }, reasons: all };
}

function contextOf(touched: TouchedPlugin, inputs: JudgeInputs): PluginContext {
  const { name, after, former } = touched;
  const before = former?.side ?? touched.before;
  return {
    name,
    formerName: former?.name ?? name,
    change:
      former !== undefined
        ? 'renamed'
        : before === undefined
          ? 'added'
          : after === undefined
            ? 'removed'
            : 'updated',
    touched,
    before,
    after,
    maintainers: maintainersOf(before?.plugin.listing),
    capabilities: compareCapabilities(
      before?.plugin.capabilities ?? [],
      after?.plugin.capabilities ?? [],
      former === undefined ? undefined : { before: former.name, after: name },
    ).map(withoutOwnMachine),
    inputs,
    reasons: collectReasons(inputs, name),
  };
}

/** Calling the user's own machine, as a test server does, is nothing that anybody has to agree to. */
function withoutOwnMachine(one: CapabilityChange): CapabilityChange {
  return one.after?.kind === 'network-host' && isOwnMachine(one.after.host)
    ? { ...one, narrowed: true }
    : one;
}

/** Old errors count too: a plugin with errors is not listed. */
function judgeErrors({ touched, reasons }: PluginContext): void {
  for (const { severity, rule, message, fix, file, line } of [
    ...touched.newDiagnostics,
    ...touched.oldDiagnostics,
  ]) {
    if (severity === 'error')
      reasons.fail('diagnostic-error', sentence(message), sentence(fix), { file, line, rule });
  }
}

/** Whether the plugin may take, change or give up its name. */
function judgeName(context: PluginContext): void {
  const { name, formerName, change, after, inputs, reasons } = context;
  if (change === 'added') {
    judgeReusedName(context);
    const abilities = after?.plugin.capabilities.length ?? 0;
    const can =
      abilities === 0
        ? say`Nothing starts by itself.`
        : say`It can do ${counted(abilities, 'thing')} on the machine of whoever installs it.`;
    reasons.ask(
      'plugin-new',
      say`${name} is new. ${can}`,
      say`Should the new plugin ${name} be listed? ${can}`,
    );
    judgeNamedMaintainers(context);
  } else if (change === 'renamed') {
    reasons.ask(
      'plugin-renamed',
      say`${formerName} is renamed to ${name}.`,
      say`May ${formerName} be renamed to ${name} for everybody who has it?`,
    );
  } else if (change === 'removed') {
    const successor = inputs.successorOf(name);
    if (typeof successor === 'string') {
      reasons.ask(
        'plugin-removed',
        say`${name} is removed and replaced by ${successor}.`,
        say`Should everybody who has ${name} get ${successor} instead?`,
      );
    } else {
      reasons.ask(
        'plugin-removed',
        say`${name} is removed.`,
        say`May ${name} be removed? People who have it keep it without updates, and its name stays reserved.`,
      );
    }
  }
}
