import { findDownloads } from '../../../plugin/downloads.ts';
import { reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

/** Runners that download a package and run it without a question. */
const unasked = /(?:^|\s)(?:npx\s+(?:-y|--yes)|bunx|pnpx|uvx|pipx\s+run|(?:pnpm|yarn)\s+dlx)\s/;

export const rule = pluginRule(
  {
    id: 'prerequisite-downloaded',
    version: 1,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
  },
  (context) => {
    reportActs(context, 'tells-claude-to-run', ({ command, risks }) => {
      if (!risks.includes('downloads')) return undefined;
      const runs = findDownloads(command).some(
        ({ pipedTo, pinned }) => pipedTo !== undefined || (!pinned && unasked.test(command)),
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
