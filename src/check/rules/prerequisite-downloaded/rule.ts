import { findDownloads } from '../../../plugin/downloads.ts';
import { hostsIn } from '../../../plugin/kinds/network-host.ts';
import { isPlaceholder } from '../../../plugin/texts/hosts.ts';
import { reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

/** Runners that download a package and run it without a question. */
const unasked = /(?:^|\s)(?:npx\s+(?:-y|--yes)|bunx|pnpx|uvx|pipx\s+run|(?:pnpm|yarn)\s+dlx)\s/;

const isExample = (address: string) => hostsIn(address).some(({ host }) => isPlaceholder(host));

export const rule = pluginRule(
  {
    id: 'prerequisite-downloaded',
    version: 2,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
  },
  (context) => {
    reportActs(context, 'tells-claude-to-run', ({ command, risks }) => {
      if (!risks.includes('downloads')) return undefined;
      // A program at an address that stands for another is an example.
      const runs = findDownloads(command).some(
        ({ pipedTo, pinned, packages }) =>
          !pinned && (pipedTo === undefined ? unasked.test(command) : !packages.some(isExample)),
      );
      return runs
        ? {
            why: 'What was reviewed is not what will run.',
            fix: 'Ship the program, or name the exact version of a package that its own publisher offers.',
          }
        : undefined;
    });
  },
);
