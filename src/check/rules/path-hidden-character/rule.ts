import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

const hidden =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[\u115f\u1160\u3164\uffa0\ufffd]|\u034f|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u;
const plain = /^[\x20-\x7e]*$/;

export const rule = pluginRule(
  { id: 'path-hidden-character', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    const look = (path: string, kind: string) => {
      if (plain.test(path)) return;
      // A folder is named once, and not with all that it holds.
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (!hidden.test(name)) return;
      report({
        file: path,
        message: `Disallowed name of a ${kind}, ${quote(path)}: it holds an invisible character.`,
        fix: 'Rename it with letters, digits, "-", "_" and ".".',
      });
    };
    for (const path of source.directories) look(path, 'folder');
    for (const path of source.files.keys()) look(path, 'file');
  },
);
