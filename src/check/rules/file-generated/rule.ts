import { quote, shellWord } from '../../diagnostic.ts';
import { isInside } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';

/** Kept by a tool for itself: a warning. Compared in lower case. */
const litter = new Set([
  '.ds_store',
  'thumbs.db',
  'desktop.ini',
  '__macosx',
  '.spotlight-v100',
  '.trashes',
  '.idea',
  '.vs',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.nyc_output',
  '.cache',
  '.parcel-cache',
  '.turbo',
  'npm-debug.log',
  'yarn-error.log',
  '.eslintcache',
]);
/** Others' code, a whole history or somebody's settings: must not be published. */
const refused: ReadonlyMap<string, string> = new Map(
  Object.entries({
    node_modules: 'packages belong in "package.json", from which Claude Code installs them',
    '.venv': "it is one machine's Python",
    venv: "it is one machine's Python",
    '.git': 'a repository inside a repository is lost, with all it should hold',
    '.svn': 'it is the working state of a version control system',
    '.hg': 'it is the working state of a version control system',
    '.env': 'it is where secrets are kept',
    '.netrc': 'it is where passwords are kept',
    '.npmrc': 'it is where registry tokens are kept',
    '.pypirc': 'it is where registry tokens are kept',
  }),
);
const environment = /^\.env\.(?!example$|sample$|template$|dist$|defaults$)/;
const backup = /(?:~|\.(?:swp|swo|orig|rej|bak|tmp))$/;

export const rule = pluginRule(
  { id: 'file-generated', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    const found = new Set<string>();
    const look = (path: string) => {
      const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
      const why = refused.get(environment.test(name) ? '.env' : name);
      if (why === undefined && !litter.has(name) && !backup.test(name)) return;
      // The folder stands for all that it holds.
      if (isInside(path, found)) return;
      found.add(path);
      const fix = `git rm -r --cached ${shellWord(path)}, and name it in .gitignore.`;
      if (why !== undefined) report({ file: path, message: `Disallowed ${quote(path)}: ${why}.`, fix });
      else {
        report({
          file: path,
          message: `Expected only what the plugin needs, but ${quote(path)} is a leftover of a tool.`,
          fix,
          severity: 'warning',
        });
      }
    };
    for (const path of source.directories) look(path);
    for (const path of source.files.keys()) look(path);
  },
);
