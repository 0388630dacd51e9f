import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';
import { foldName } from '../../run/partial-source.ts';

export const rule = pluginRule(
  { id: 'path-case-clash', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    // Windows and macOS fold letters of both cases, and macOS the two spellings of an accented one, into one name.
    const seen = new Map<string, string>();
    const look = (path: string) => {
      const folded = foldName(path);
      const other = seen.get(folded);
      if (other === undefined) {
        seen.set(folded, path);
        return;
      }
      // A folder that clashes takes all that it holds along; the folder alone is named.
      const parent = path.lastIndexOf('/');
      const otherParent = other.lastIndexOf('/');
      if (path.slice(0, Math.max(parent, 0)) !== other.slice(0, Math.max(otherParent, 0))) return;
      report({
        file: path,
        message: `Disallowed path ${quote(path)}: on Windows and macOS it is the same as ${quote(other)}, and one of them is lost.`,
        fix: 'Rename one of the two.',
      });
    };
    for (const path of source.directories) look(path);
    for (const path of source.files.keys()) look(path);
  },
);
