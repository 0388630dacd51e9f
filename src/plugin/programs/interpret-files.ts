import {
  type Called,
  type Found,
  likelyText,
  type Meaning,
  optionOf,
  type Parsed,
  parsedWords,
} from './interpret-found.ts';
import { isSecretPath } from './interpret-places.ts';
import type { Step } from './step.ts';
import { joined, text, type Value } from './value.ts';

const named = (list: string) => list.split(/\s+/);

/** Programs that every system has and that do nothing that is worth a line of its own. */
export const everyday: ReadonlySet<string> = new Set(
  named(
    `[ [[ : true false test expr seq yes sleep wait echo printf print cat tac head tail less more grep egrep fgrep rg ag sed awk gawk mawk jq yq tr cut sort uniq
    wc nl fold fmt column paste join comm diff cmp patch tee xargs find fd locate ls dir tree stat file du df pwd cd pushd popd basename dirname realpath readlink
    mkdir rmdir mktemp touch cp mv rm ln chmod chown chgrp install dd truncate split csplit shred date cal uptime uname arch hostname whoami id groups who tty
    env printenv export set unset which whereis type command hash ps pgrep pidof kill pkill killall jobs top free nproc getconf sysctl lscpu lsof tput stty clear reset
    md5sum md5 sha1sum sha256sum sha512sum shasum cksum sum base64 base32 xxd od hexdump hd strings rev iconv dos2unix unix2dos
    gzip gunzip zcat bzip2 bunzip2 xz unxz zstd tar zip unzip 7z bc dc let read exit return shift trap ulimit umask flock lockfile sync
    getopt getopts source . eval exec builtin local declare typeset readonly alias unalias shopt setopt bat envsubst tsort pr look ionice logger timeout watch
    sw_vers lsb_release plutil PlistBuddy defaults getent nohup disown numfmt shuf factor comm mkfifo inotifywait fswatch ts sponge errno dirs bind complete compgen cygpath git if then else elif fi for while until do done case esac in function select time coproc`,
  ),
);

/** The operands that are files: for a program whose first operand is a pattern, those behind it. */
function fileOperands(called: Called, valued: string, patternOptions?: string): Parsed['operands'] {
  const parsed = parsedWords(called, valued);
  if (patternOptions === undefined) return parsed.operands;
  return optionOf(parsed, ...patternOptions.split(' ')) === undefined
    ? parsed.operands.slice(1)
    : parsed.operands;
}

/** A program that reads the files that it names. */
function reader(valued = '', patternOptions?: string): Meaning {
  return (called, found) => {
    for (const { value, text: written } of fileOperands(called, valued, patternOptions))
      if (isPath(value, written)) found.steps.push({ step: 'reads', path: value, line: called.line });
    return true;
  };
}

/** An output of a program that is no file: `<(…)`. */
const isPath = (value: Value | undefined, written: string): value is Value =>
  value !== undefined && written !== '-' && (value.kind !== 'result' || value.step.step === 'command');

/** A program that decodes what it is given, or the file that it names. */
function decoder(
  from: Extract<Step, { step: 'decodes' }>['from'],
  asks: (called: Called) => boolean,
): Meaning {
  return (called, found) => {
    const { input, line } = called;
    const files = parsedWords(called, '-in -out -o -i -pass -k -d').operands.filter(
      ({ value, text: written }) => isPath(value, written),
    );
    for (const { value } of files) found.steps.push({ step: 'reads', path: value, line });
    if (!asks(called)) return true;
    const last = found.steps.at(-1);
    const content: Value =
      input ?? (last === undefined || files.length === 0 ? text('') : { kind: 'result', step: last });
    found.steps.push({ step: 'decodes', from, content, line });
    return true;
  };
}

const has =
  (...options: string[]) =>
  ({ words }: Called) =>
    words.some((word) =>
      options.some(
        (option) =>
          word === option || (/^-\w$/.test(option) && /^-\w+$/.test(word) && word.includes(option.slice(1))),
      ),
    );

/** `cp`, `mv` and their kind: the last operand is written, the others are read. */
const copies: Meaning = (called, found) => {
  const { line } = called;
  const parsed = parsedWords(called, '-t --target-directory -m -o -g -S --mode --owner --group --suffix');
  const target = optionOf(parsed, '-t', '--target-directory');
  const sources = target === undefined ? parsed.operands.slice(0, -1) : parsed.operands;
  const to = target?.value ?? (parsed.operands.length > 1 ? parsed.operands.at(-1)?.value : undefined);
  if (to === undefined) return true;
  for (const { value, text: written } of sources) {
    const reads: Step = { step: 'reads', path: value, line };
    if (called.name !== 'ln') found.steps.push(reads);
    const content: Value = { kind: 'result', step: reads };
    const isFolder = sources.length > 1 || /\/$/.test(likelyText(to)) || target !== undefined;
    const path = isFolder ? joined([to, text(`/${written.replace(/^.*\//, '')}`)]) : to;
    found.steps.push({ step: 'writes', path, content, line });
  }
  return true;
};

const writer: Meaning = (called, found) => {
  for (const { value } of parsedWords(called, '-m --mode -d -r -t -s').operands)
    found.steps.push({ step: 'writes', path: value, line: called.line });
  return true;
};

const remover: Meaning = (called, found) => {
  for (const { value } of parsedWords(called, '').operands)
    found.steps.push({ step: 'deletes', path: value, line: called.line });
  return true;
};

const streamEditor: Meaning = (called, found) => {
  const isInPlace = called.words.some((word) => /^-[nErs]*i|^--in-place/.test(word));
  const files = fileOperands(called, '-e --expression -f --file', '-e -f --expression --file');
  for (const { value, text: written } of files) {
    if (written === '' || !isPath(value, written)) continue;
    found.steps.push({ step: 'reads', path: value, line: called.line });
    const [content] = called.values.filter((_, index) => !called.words[index]?.startsWith('-'));
    if (isInPlace)
      found.steps.push({
        step: 'writes',
        path: value,
        ...(content === undefined ? {} : { content }),
        append: true,
        line: called.line,
      });
  }
  return true;
};

/** Archives: what is unpacked is what the archive holds. */
const archiver: Meaning = (called, found) => {
  const { name, words, input, line } = called;
  const parsed = parsedWords(called, '-f --file -C --directory -d -T -X --exclude -o');
  const old = /^[a-zA-Z]+$/.test(words[0] ?? '') && name === 'tar' ? (words[0] ?? '') : '';
  const operands = old === '' ? parsed.operands : parsed.operands.slice(1);
  const isUnpacking =
    name === 'unzip' ||
    old.includes('x') ||
    parsed.options.some(({ name: option }) => /^(?:-x|--extract|--get)$/.test(option)) ||
    (name === '7z' && words[0] === 'x');
  const file = optionOf(parsed, '-f', '--file')?.value ?? operands[0]?.value;
  const folder = optionOf(parsed, '-C', '--directory', '-d')?.value ?? called.folder ?? text('.');
  if (isUnpacking) {
    const reads: Step | undefined =
      file === undefined || likelyText(file) === '-' ? undefined : { step: 'reads', path: file, line };
    if (reads !== undefined) found.steps.push(reads);
    const content: Value | undefined = reads === undefined ? input : { kind: 'result', step: reads };
    found.steps.push({ step: 'writes', path: folder, ...(content === undefined ? {} : { content }), line });
    return true;
  }
  if (file !== undefined && likelyText(file) !== '-') found.steps.push({ step: 'writes', path: file, line });
  for (const { value } of operands.slice(optionOf(parsed, '-f', '--file') === undefined ? 1 : 0))
    found.steps.push({ step: 'reads', path: value, line });
  return true;
};

const disk: Meaning = (called, found) => {
  for (const [index, word] of called.words.entries()) {
    const match = /^(if|of)=(.+)/.exec(word);
    const path = text(match?.[2] ?? '');
    if (match !== null && called.values[index] !== undefined)
      found.steps.push(
        match[1] === 'if'
          ? { step: 'reads', path, line: called.line }
          : { step: 'writes', path, line: called.line },
      );
  }
  return true;
};

/** To see which files are in a folder is to read the folder, and none of the secrets in them. */
function lists(folders: readonly Value[], { line }: Called, found: Found): void {
  for (const path of folders)
    if (!isSecretPath(likelyText(path))) found.steps.push({ step: 'reads', path, line });
}

const lister: Meaning = (called, found) => {
  lists(
    parsedWords(called, '').operands.map(({ value }) => value),
    called,
    found,
  );
  return true;
};

const finder: Meaning = (called, found) => {
  const { words, values, line } = called;
  const start = words.findIndex((word) => /^[-(!]/.test(word));
  const folders = values.slice(0, start < 0 ? undefined : start);
  lists(folders, called, found);
  if (words.includes('-delete'))
    for (const path of folders) found.steps.push({ step: 'deletes', path, line });
  const at = words.findIndex((word) => /^-(?:exec|execdir|ok)$/.test(word));
  if (at < 0) return true;
  const end = words.findIndex((word, index) => index > at && /^[;+]$/.test(word));
  const inner = values.slice(at + 1, end < 0 ? undefined : end);
  const held = inner.map((value) =>
    likelyText(value) === '{}' ? joined([folders[0] ?? text('.'), text('/…')]) : value,
  );
  found.steps.push({ step: 'command', command: { words: held }, line });
  return true;
};

const all = (list: string, meaning: Meaning) => named(list).map((name) => [name, meaning] as const);

/** What programs that read and write files mean. */
export const files: readonly (readonly [string, Meaning])[] = [
  ...all(
    'cat tac head tail less more wc nl strings xxd od hexdump sort uniq cut column paste diff cmp md5sum sha256sum shasum bat cksum open-file',
    reader('-n -c -d -f -k -t -F --lines --bytes -s -a'),
  ),
  ...all(
    'grep egrep fgrep rg ag',
    reader('-e -f -m -A -B -C --include --exclude --exclude-dir --color -g -t', '-e -f'),
  ),
  ...all('awk gawk mawk', reader('-F -v -f --assign --file', '-f --file')),
  ...all('jq yq', jsonReader),
  ...all('sed gsed', streamEditor),
  ...all('base64 gbase64 base32', decoder('base64', has('-d', '-D', '--decode'))),
  ...all('xxd', decoder('hex', has('-r'))),
  ...all(
    'rev tac',
    decoder('reversed', ({ name }) => name === 'rev'),
  ),
  ...all(
    'gunzip zcat gzcat bunzip2 bzcat unxz xzcat zstdcat uncompress',
    decoder('compressed', () => true),
  ),
  ...all('gzip bzip2 xz zstd', decoder('compressed', has('-d', '--decompress'))),
  ...all(
    'openssl',
    decoder('encrypted', ({ words }) => words.includes('-d') && words[0] !== 'dgst'),
  ),
  ...all(
    'tr',
    decoder('character-codes', ({ words }) => words.some((word) => /^[a-zA-Z]*n-?za-?m|N-ZA-M/i.test(word))),
  ),
  ...all('cp mv install ln rsync-local', copies),
  ...all('mkdir touch truncate', writer),
  ...all('rm rmdir unlink shred', remover),
  ...all('tar bsdtar unzip zip 7z', archiver),
  ...all('dd', disk),
  ...all('find fd', finder),
  ...all('ls tree', lister),
];

function jsonReader(called: Called, found: Found): boolean {
  const valued = '-f --from-file --indent -L';
  const words: string[] = [];
  const values: Value[] = [];
  // Options of jq take one value or two.
  for (let at = 0; at < called.words.length; at++) {
    const word = called.words[at] ?? '';
    if (/^--(?:arg|argjson|slurpfile|rawfile|argfile)$/.test(word)) {
      const path = called.values[at + 2];
      if (/file$/.test(word) && path !== undefined)
        found.steps.push({ step: 'reads', path, line: called.line });
      at += 2;
    } else if (/^--(?:args|jsonargs)$/.test(word)) break;
    else {
      words.push(word);
      values.push(called.values[at] as Value);
    }
  }
  for (const { value, text: written } of fileOperands({ ...called, words, values }, valued, '-f --from-file'))
    if (isPath(value, written)) found.steps.push({ step: 'reads', path: value, line: called.line });
  return true;
}
