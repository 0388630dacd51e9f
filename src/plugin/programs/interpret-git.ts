import { fetchedBy } from '../download-tools.ts';
import { type Called, type Found, type Meaning, parsedWords, writtenCall } from './interpret-found.ts';
import { text, type Value } from './value.ts';

const valued =
  '-C -c --git-dir --work-tree --namespace --exec-path -m --message -b -B --branch --depth -F --file --author --date -u -o --onto --config -j --jobs --reference --filter --origin --template';

/** Subcommands that change the repository, and what must be among their words for that. */
const changes: Readonly<Record<string, RegExp | undefined>> = {
  add: /(?:)/,
  am: /(?:)/,
  apply: /(?:)/,
  branch: /^(?:-[dDmMcCf]|--delete|--move|--force|[^-].*)$/,
  checkout: /(?:)/,
  'cherry-pick': /(?:)/,
  clean: /(?:)/,
  commit: /(?:)/,
  'filter-branch': /(?:)/,
  'filter-repo': /(?:)/,
  gc: /^--prune/,
  merge: /(?:)/,
  mv: /(?:)/,
  pull: /(?:)/,
  push: /(?:)/,
  rebase: /(?:)/,
  reflog: /^(?:expire|delete)$/,
  reset: /(?:)/,
  restore: /(?:)/,
  revert: /(?:)/,
  rm: /(?:)/,
  stash: /(?:)/,
  submodule: /^(?:add|update|deinit|set-url)$/,
  switch: /(?:)/,
  tag: /^(?:-[adfs]|--delete|--force|[^-].*)$/,
  'update-index': /(?:)/,
  'update-ref': /(?:)/,
  worktree: /^(?:add|remove|move|prune)$/,
  remote: /^(?:add|set-url|remove|rm|rename)$/,
  init: /(?:)/,
};

/** Options that make a change worth a second look, which are named with it. */
const telling =
  /^(?:--force(?:-with-lease)?|-f|--hard|--no-verify|-n|--mirror|-[fdx]{2,}|-[dD]|--delete|--global|--system|--autosquash|--amend)$/;

const repositoryAddress = /^(?:(?:https?|ssh|git|ftp):\/\/|git@)/;

/** What git is asked to do. */
export const git: Meaning = (called, found) => {
  const { words, values, line } = called;
  const at = subcommandAt(words);
  const name = words[at] ?? '';
  const rest = words.slice(at + 1);
  for (const [index, word] of words.entries())
    if (index > at && repositoryAddress.test(word))
      found.steps.push({
        step: 'request',
        address: addressOf(values[index] as Value, word),
        by: 'request',
        sent: [],
        line,
      });
  if (name === 'clone') return takeClone(called, at, found);
  takeUpdate(called, at, found);
  if (name === 'config') return takeConfig(called, rest, found);
  if (/^(?:fetch|ls-remote)$/.test(name))
    found.acts.push({ kind: 'program', program: 'git', command: writtenCall(called), line });
  const mark = Object.hasOwn(changes, name) ? changes[name] : undefined;
  if (mark === undefined) return true;
  if (!(mark.source === '(?:)' || rest.some((word) => mark.test(word)))) return true;
  if (name === 'stash' && /^(?:list|show)$/.test(rest[0] ?? '')) return true;
  if (name === 'apply' && rest.includes('--check')) return true;
  if (
    /^(?:branch|tag)$/.test(name) &&
    rest.some((word) =>
      /^(?:-l|--list|--show-current|--contains|--merged|-v|-a|-r|--sort.*|--format.*)$/.test(word),
    )
  )
    return true;
  const sub = /^(?:worktree|remote|submodule|stash|reflog)$/.test(name)
    ? ` ${rest.find((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-')) ?? ''}`.trimEnd()
    : '';
  const told = rest.filter((word) => telling.test(word) && !(word === '-n' && name !== 'commit'));
  found.acts.push({ kind: 'changes-git', command: [`${name}${sub}`, ...told].join(' '), line });
  return true;
};

/** What brings a copy up to date with where it came from. */
function takeUpdate({ words, values, folder, line, program }: Called, at: number, found: Found): void {
  const [name, ...rest] = words.slice(at);
  const isUpdate =
    name === 'pull' ||
    (/^(?:reset|merge|checkout|rebase)$/.test(name ?? '') &&
      rest.some((word) => /^(?:origin|upstream)\/|^FETCH_HEAD$|@\{u/.test(word)));
  if (!isUpdate) return;
  const moved = words.indexOf('-C');
  const where = moved >= 0 && moved < at ? values[moved + 1] : folder;
  found.updated.push({ folder: where, what: writtenCall({ program, words }), line });
}

function subcommandAt(words: readonly string[]): number {
  let at = 0;
  while (at < words.length && (words[at] ?? '').startsWith('-'))
    at += /^(?:-C|-c|--git-dir|--work-tree|--namespace)$/.test(words[at] ?? '') ? 2 : 1;
  return at;
}

/** `git@host:path` as an address. */
function addressOf(value: Value, word: string): Value {
  return word.startsWith('git@') ? text(word.replace(/^git@([^:/]+):/, 'ssh://$1/')) : value;
}

function takeClone(called: Called, at: number, found: Found): boolean {
  const { words, values, line } = called;
  const { operands } = parsedWords({ words: words.slice(at + 1), values: values.slice(at + 1) }, valued);
  const [address, folder] = operands;
  if (address === undefined) return true;
  const download = fetchedBy('git', ['clone', address.text], undefined) ?? {
    tool: 'git clone',
    packages: [address.text],
    pinned: false,
  };
  found.acts.push({ kind: 'runtime-download', ...download, line });
  const step = found.steps.findLast((one) => one.step === 'request' && one.line === line) ?? {
    step: 'request' as const,
    address: address.value,
    by: 'request' as const,
    sent: [],
    line,
  };
  const name = address.text
    .replace(/\/$/, '')
    .replace(/^.*\//, '')
    .replace(/\.git$/, '');
  found.steps.push({
    step: 'writes',
    path: folder?.value ?? text(name),
    content: { kind: 'result', step },
    line,
  });
  return true;
}

function takeConfig({ line }: Called, rest: readonly string[], found: Found): boolean {
  const plain = rest.filter((word) => !word.startsWith('-') && !/^(?:set|unset)$/.test(word));
  const isReading =
    rest.some((word) => /^(?:--get.*|-l|--list|get|list)$/.test(word)) ||
    (plain.length < 2 && !rest.some((word) => /^--unset|^unset$/.test(word)));
  if (isReading) return true;
  const wide = rest.filter((word) => /^--(?:global|system)$/.test(word));
  found.acts.push({
    kind: 'changes-git',
    command: ['config', ...wide, plain[0] ?? ''].join(' ').trim(),
    line,
  });
  if (/^core\.hooksPath$/i.test(plain[0] ?? ''))
    found.acts.push({ kind: 'persistence', place: 'git-hook', line });
  return true;
}
