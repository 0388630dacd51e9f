import { quote, shellWord } from '../../diagnostic.ts';
import { isInside } from '../../facts/facts.ts';
import { type Finding, pluginRule } from '../../rule.ts';

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
  }),
);
/** Settings of package managers: refused only for a credential, whose name is the first group. A variable (`${NPM_TOKEN}`) is none. */
const credentials: ReadonlyMap<string, RegExp> = new Map([
  [
    '.npmrc',
    // https://docs.npmjs.com/cli/configuring-npm/npmrc
    /^[ \t]*["']?(?:[^\s=;#]{0,300}:)?(_authToken|_auth|_password|key)["']?(?:\[\])?[ \t]*=[ \t]*["']?(?!\$\{\w+\??\}["']?[ \t\r]*$)[^\s"'].*$/im,
  ],
  [
    '.pypirc',
    // https://packaging.python.org/specifications/pypirc/
    /^[ \t]*(password|token)[ \t]*[=:][ \t]*(?!\$\{?\w+\}?[ \t\r]*$)\S.*$/im,
  ],
]);
/** A password in an address, which is no variable. */
const inAddress = /:\/\/[^\s:/@]{1,300}:(?!\$\{)[^\s:/@]{1,300}@/;
const environment = /^\.env\.(?!example$|sample$|template$|dist$|defaults$)/;
const backup = /(?:~|\.(?:swp|swo|orig|rej|bak|tmp))$/;

export const rule = pluginRule(
  { id: 'file-generated', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    const found = new Set<string>();
    const disallow = (path: string, why: string, at?: Finding['at']) => {
      report({
        file: path,
        ...(at === undefined ? {} : { at }),
        message: `Disallowed ${quote(path)}: ${why}.`,
        fix: `${remove(path)}, and name it in .gitignore.`,
      });
    };
    const look = (path: string) => {
      const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
      const why = refused.get(environment.test(name) ? '.env' : name);
      const credential = credentials.get(name);
      const isLitter = litter.has(name) || backup.test(name);
      // The folder stands for all that it holds.
      if ((why ?? credential) === undefined && !isLitter) return;
      if (isInside(path, found)) return;
      found.add(path);
      if (credential !== undefined) {
        const text = source.files.get(path)?.text;
        const held = text === undefined ? undefined : credentialIn(text, credential);
        if (text === undefined) disallow(path, 'it can hold registry tokens, and cannot be read as text');
        else if (held !== undefined) disallow(path, `it holds ${held.what}`, { offset: held.offset });
      } else if (why !== undefined) disallow(path, why);
      else {
        report({
          file: path,
          message: `Expected only what the plugin needs, but ${quote(path)} is a leftover of a tool.`,
          fix: `${remove(path)}, and name it in .gitignore.`,
          severity: 'warning',
        });
      }
    };
    for (const path of source.directories) look(path);
    for (const path of source.files.keys()) look(path);
  },
);

function remove(path: string): string {
  return `git rm -r --cached ${shellWord(path)}`;
}

function credentialIn(text: string, pattern: RegExp): { offset: number; what: string } | undefined {
  const setting = pattern.exec(text);
  if (setting !== null) return { offset: setting.index, what: `a value of ${quote(setting[1] ?? '')}` };
  const address = inAddress.exec(text);
  return address === null ? undefined : { offset: address.index, what: 'a password in an address' };
}
