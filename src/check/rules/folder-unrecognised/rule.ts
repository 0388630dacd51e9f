import { clientError, folderRule } from '../../rule.ts';

export const rule = folderRule(
  { id: 'folder-unrecognised', version: 1, ...clientError },
  ({ bare, report }) => {
    if (bare === undefined) return;
    if (bare.link !== undefined) {
      const what =
        bare.link === 'folder' ? 'This folder is a link' : 'The ".claude" around this folder is a link';
      report({
        message: `${what}, and components are not read through links.`,
        fix: 'Name the real folder.',
      });
    } else if (!bare.isRecognised) {
      report({
        message:
          'There is no manifest of a plugin or marketplace here, and no skill, agent or command that is read without one.',
        fix: 'Add .claude-plugin/plugin.json, or name the folder "skills", "agents" or "commands" that holds the files.',
      });
    }
  },
);
