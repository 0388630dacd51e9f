import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-source-unread',
    version: 2,
    authority: 'claude-code',
    severity: 'warning',
    waivable: false,
  },
  ({ entries, report }) => {
    for (const { index, raw, local } of entries) {
      const source = quote(own(raw, 'source'));
      const at = { json: ['plugins', index, 'source'] };
      for (const link of local?.gitLinks ?? [])
        report({
          at,
          message: `${quote(link)} in the plugin at ${source} is a link into the folder of git, whose files are in no commit, so it is not installed.`,
          fix: 'Replace the link with the file.',
        });
      if (/(?:^|[/\\])(?:\.git|git~\d+)(?:[/\\]|$)/i.test(local?.folder ?? ''))
        report({
          at,
          message: `The source ${source} lies in the folder of git, whose files are in no commit.`,
          fix: 'Move the plugin to a folder of the repository.',
        });
      if (local?.state === 'unread') {
        report({
          at,
          message: `The source ${source} is or goes through a link, or cannot be opened, so nothing of the plugin was read.`,
          fix: "Name the plugin's real folder.",
        });
      } else if (local?.manifestUnread !== undefined) {
        report({
          at,
          message: `The manifest of the plugin at ${source} ${local.manifestUnread}, so it was not read.`,
          fix: 'Write the manifest as a file of its own: .claude-plugin/plugin.json.',
        });
      }
    }
  },
);
