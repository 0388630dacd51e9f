import { manifestFile } from '../../../plugin/read-manifest.ts';
import { manifestObject } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'description-length', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, policy, report }) => {
    const manifest = manifestObject(source);
    if (manifest === undefined) return;
    const { description } = manifest;
    const { descriptionMin: least, descriptionMax: most } = policy.limits;
    if (description !== undefined && typeof description !== 'string') return;
    const length = [...(description ?? '').trim().slice(0, most * 4)].length;
    if (length >= least && length <= most) return;
    const fix = 'Say in one or two sentences what the plugin does, and for whom.';
    if (length === 0) {
      report({
        file: manifestFile,
        message: `Expected a "description" of ${least} to ${most} characters, but there is none.`,
        fix,
        severity: 'error',
      });
    } else {
      report({
        file: manifestFile,
        at: { json: ['description'] },
        message: `Expected "description" to have ${least} to ${most} characters, but it has ${length > most ? `more than ${most}` : length}.`,
        fix: length > most ? 'Keep the first sentence, and move the rest to the README.' : fix,
      });
    }
  },
);
