import { isReached, reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

/** Files that decide what an agent may do, starts and is told; skills or notes that a program keeps beside them are none. */
const deciding =
  /(?:^|\/)(?:settings(?:\.local)?\.json|managed-settings\.json|\.claude\.json|\.?mcp(?:_config)?\.json|config\.(?:toml|ya?ml|json)|(?:CLAUDE(?:\.local)?|AGENTS|GEMINI|copilot-instructions)\.md|\.cursorrules|\.windsurfrules|hooks\.json)$/i;

const settingsFile = /\/\.claude(?:\/settings(?:\.local)?)?\.json$/;

export const rule = pluginRule(
  { id: 'agent-config-changed', version: 3, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    reportActs(context, 'edits-agent-config', (capability) => {
      const { path } = capability;
      if (!deciding.test(path) || /^\/(?:tmp|var)\//.test(path)) return undefined;
      // What nothing starts, and a place that only the caller knows, may be any project's own file.
      if (!isReached(capability) && !path.startsWith('~')) return undefined;
      return {
        why: 'It decides what an agent may do and is told, and stays when the plugin is removed.',
        fix: 'Tell the user which lines to add and why. A plugin can bring hooks, agents and skills of its own, which leave with it.',
        // In a folder that is only known when it runs, memory may be a copy of the user's own, as for another worktree.
        ...(isReached(capability) && (!path.startsWith('*') || settingsFile.test(path))
          ? {}
          : { severity: 'warning' as const }),
      };
    });
  },
);
