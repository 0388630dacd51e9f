import { quote } from '../../diagnostic.ts';
import { isInside } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions */
const device =
  /(?:^|\/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:[ .][^/]*)?(?:\/|$)/i;
const forbidden = /[<>:"|?*\\]/;
const ending = /[ .](?:\/|$)/;

export const rule = pluginRule(
  { id: 'path-not-portable', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, marketplace, report }) => {
    if (marketplace !== undefined && device.test(source.folder)) {
      report({
        message: `Disallowed folder name ${quote(source.folder)}: Windows reserves it for a device, so this marketplace could not be fetched there.`,
        fix: 'Rename the plugin.',
      });
    }
    const found = new Set<string>();
    const look = (path: string) => {
      const why = device.test(path)
        ? 'Windows keeps that name for a device'
        : forbidden.test(path)
          ? `Windows allows no ${quote(forbidden.exec(path)?.[0])} in a name`
          : ending.test(path)
            ? 'Windows drops a space or full stop at the end of a name'
            : undefined;
      // The folder stands for all that it holds.
      if (why === undefined || isInside(path, found)) return;
      found.add(path);
      report({
        file: path,
        message: `Disallowed path ${quote(path)}: ${why}.`,
        fix: 'Rename it with letters, digits, "-", "_" and ".".',
      });
    };
    for (const path of source.directories) look(path);
    for (const path of source.files.keys()) look(path);
  },
);
