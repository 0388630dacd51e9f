import { fetchedBy, isFetcher } from '../download-tools.ts';
import { runnerOf, wrapperOf } from '../runners.ts';
import { present } from '../values.ts';
import { agents } from './interpret-agents.ts';
import { everyday, files } from './interpret-files.ts';
import {
  argumentsOf,
  type Called,
  type Found,
  likelyText,
  type Meaning,
  textWithArguments,
  writtenCall,
} from './interpret-found.ts';
import { git } from './interpret-git.ts';
import { network } from './interpret-network.ts';
import { system } from './interpret-system.ts';
import { type Language, languageOfInterpreter } from './language.ts';
import type { Step } from './step.ts';
import { hole, isKnown, text, type Value } from './value.ts';

const meanings = new Map<string, Meaning>([...files, ...network, ...system, ...agents, ['git', git]]);

/** Commands in commands that are followed: `sudo env nohup …`. */
const mostPrefixes = 12;

/** Takes what a command means. */
export function readCommand(step: Extract<Step, { step: 'command' }>, found: Found): void {
  const before = found.steps.length;
  const { command, line } = step;
  let called = calledOf(step);
  for (let prefix = 0; prefix < mostPrefixes; prefix++) {
    const inner = unwrapped(called);
    if (inner === undefined) break;
    called = inner;
  }
  if (called.name !== '') meaningOf(called, found);
  if (called.background && called.name !== '')
    found.acts.push({ kind: 'background', command: writtenCall(called), line });
  for (const { path, append } of command.output ?? [])
    found.steps.push({ step: 'writes', path, content: { kind: 'result', step }, append, line });
  found.made.set(step, found.steps.slice(before));
}

function calledOf({ command, line }: Extract<Step, { step: 'command' }>): Called {
  const { words, input, folder, captured, background = false } = command;
  const [program = text(''), ...values] = words;
  return {
    name: nameOf(likelyText(program)),
    program,
    words: values.map(likelyText),
    values,
    ...present({ input, folder, captured }),
    background,
    line,
  };
}

/** `/usr/bin/python3` is called `python3`. */
const nameOf = (program: string) => program.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd)$/i, '');

/** Wrappers that leave what they start running. */
const detaching = new Set(['nohup', 'setsid', 'daemonize']);

/** What a prefix such as `sudo` starts; undefined for what is no prefix. */
function unwrapped(called: Called): Called | undefined {
  const { name, words, values } = called;
  if (name === 'command' && /^-[vV]/.test(words[0] ?? '')) return { ...called, name: '' };
  const rest =
    name === 'xargs' || name === 'parallel'
      ? ofXargs(words)
      : (wrapperOf(name, words) ?? ofMultiplexer(name, words));
  if (rest === undefined) return undefined;
  const background = called.background || detaching.has(name) || /^(?:tmux|screen)$/.test(name);
  const isSplit =
    rest.length > 0 && !words.slice(words.length - rest.length).every((word, at) => word === rest[at]);
  const inner = isSplit ? rest.map(text) : values.slice(values.length - rest.length);
  if (rest.length === 0) return { ...called, name: '' };
  const program = inner[0] as Value;
  return {
    ...called,
    name: nameOf(rest[0] ?? ''),
    program,
    words: rest.slice(1),
    values: inner.slice(1),
    background,
  };
}

function ofXargs(words: readonly string[]): readonly string[] {
  let at = 0;
  while (at < words.length && (words[at] ?? '').startsWith('-'))
    at += /^-[IinPLdsEa]$/.test(words[at] ?? '') ? 2 : 1;
  return words.slice(at);
}

/** What a terminal that goes on without a window runs. */
function ofMultiplexer(name: string, words: readonly string[]): readonly string[] | undefined {
  if (name === 'screen' && words.some((word) => /^-[a-zA-Z]*d/.test(word))) {
    const at = words.findIndex(
      (word, index) => !word.startsWith('-') && !/^-\w*[STtc]$/.test(words[index - 1] ?? ''),
    );
    return at < 0 ? undefined : words.slice(at);
  }
  if (
    name !== 'tmux' ||
    !/^(?:new|new-session)$/.test(words[0] ?? '') ||
    !words.some((word) => /^-\w*d/.test(word))
  )
    return undefined;
  const last = words.at(-1) ?? '';
  return last.startsWith('-') || /^-\w*[sntcxy]$/.test(words.at(-2) ?? '') ? undefined : last.split(/\s+/);
}

function meaningOf(called: Called, found: Found): void {
  const { name, words, program, line } = called;
  const path = likelyText(program);
  if (program.kind === 'result') {
    found.steps.push({ step: 'evaluates', code: program, language: 'shell', line });
    return;
  }
  if (isOwnFile(path)) {
    found.references.push({
      line,
      path: textWithArguments(program),
      how: 'starts',
      ...argumentsOf(called.values),
    });
    found.executed.push({ path: program, through: '', line });
    return;
  }
  found.executed.push({ path: program, through: '', line });
  if (takeInstalls(called, found)) return;
  const download = isFetcher(name) ? fetchedBy(name, [...words], undefined) : undefined;
  if (takeRun(called, found)) {
    // `uv run --with httpx main.py` is both, as is `deno run https://…`.
    if (/^(?:uv|bun|deno)$/.test(name) && download !== undefined)
      found.acts.push({ kind: 'runtime-download', ...download, line });
    return;
  }
  if (download !== undefined) {
    found.acts.push({ kind: 'runtime-download', ...download, line });
    return;
  }
  const meaning = meanings.get(name);
  if (meaning !== undefined && meaning(called, found) !== false) return;
  if (meaning === undefined && (everyday.has(name) || name === 'perl')) return;
  if (!isKnown(path) || path === '' || !/^[\w.@+~/\\: -]+$/.test(path)) return;
  found.acts.push({ kind: 'program', program: name, command: writtenCall(called), line });
}

/** Whether a path leads to a file of the plugin: from its folder, from the file's own, from where it stands. */
function isOwnFile(path: string): boolean {
  if (/^\$\{(?:here|plugin)\}/.test(path)) return true;
  if (/^(?:[~/]|\$\{|[A-Za-z]:)/.test(path)) return false;
  return path.includes('/') || (path.startsWith(hole) && /\.\w{1,4}$/.test(path));
}

/** Files that say what a package manager installs, and scripts that it starts. */
function takeInstalls({ name, words, folder, line }: Called, found: Found): boolean {
  const at = folder === undefined ? '' : `${likelyText(folder)}/`;
  const first = words.find((word) => !word.startsWith('-')) ?? '';
  const refer = (path: string, entry?: string) =>
    found.references.push({
      line,
      path: `${at}${path}`,
      how: entry === undefined ? 'installs' : 'starts',
      ...present({ entry }),
    });
  if (/^(?:npm|pnpm|yarn|bun)$/.test(name)) {
    const option = words.findIndex((word) => /^(?:--prefix|--cwd|--dir|-C)$/.test(word));
    const prefix = option < 0 ? undefined : words[option + 1];
    const manifest = prefix === undefined ? 'package.json' : `${prefix}/package.json`;
    if (/^(?:install|i|ci|add)$/.test(first)) refer(manifest);
    const run = words.filter((word) => !word.startsWith('-') && word !== prefix);
    const script = /^(?:run|run-script)$/.test(run[0] ?? '')
      ? run[1]
      : /^(?:start|test)$/.test(run[0] ?? '')
        ? run[0]
        : undefined;
    if (script !== undefined && !/[./]/.test(script)) {
      refer(manifest, script);
      return true;
    }
  } else if (name === 'make' || name === 'gmake') {
    const inside = words[words.indexOf('-C') + 1];
    const prefix = words.includes('-C') && inside !== undefined ? `${inside}/` : '';
    const targets = words.filter((word) => !word.startsWith('-') && !word.includes('=') && word !== inside);
    for (const target of targets.length === 0 ? ['all'] : targets) refer(`${prefix}Makefile`, target);
    return true;
  } else if (/^pip3?$/.test(name) || name === 'uv') {
    const list =
      words[words.findIndex((word) => /^(?:-r|--requirements?|--with-requirements)$/.test(word)) + 1];
    if (list !== undefined && list !== words[0]) refer(list);
    if (name === 'uv' && first === 'sync') refer('pyproject.toml');
  }
  return false;
}

/** What an interpreter or runner is told to run: a file, or code in its arguments or its input. */
function takeRun(called: Called, found: Found): boolean {
  const { name, words, values, input, line } = called;
  const language = languageOfInterpreter(name);
  if (name === 'perl' && words.some((word) => /^-\w*[epn]/.test(word))) return false;
  const run = runnerOf(name, words);
  const valueIn = (word: string): Value => values[words.indexOf(word)] ?? text(word);
  if (run?.package !== undefined) return takePackage(called, run.package, found);
  if (run?.line !== undefined || (run?.code !== undefined && run.code !== '')) {
    const isOther = run.line === undefined && languageOfInterpreter(run.through) === undefined;
    if (isOther) return false;
    const code = valueIn(run.line ?? run.code ?? '');
    const inner: Language | undefined =
      run.line === undefined ? (languageOfInterpreter(run.through) ?? language) : 'shell';
    const behind = values.slice(words.indexOf(run.line ?? run.code ?? '') + 1);
    found.steps.push({
      step: 'evaluates',
      code: isEncoded(called, run.code) ? decodedBy(code, line, found) : code,
      ...present({ language: inner }),
      through: name,
      arguments: behind,
      ...present({ captured: called.captured }),
      line,
    });
    return true;
  }
  const program =
    name === 'go' && words[0] === 'run' ? words.find((word) => word.endsWith('.go')) : undefined;
  if (program !== undefined) {
    takeFile(called, program, 'go', found);
    return true;
  }
  const takesInput = language === 'shell' && words.some((word) => /^-\w*s\w*$/.test(word));
  if (run?.file !== undefined && run.file !== '' && !takesInput) {
    takeFile(called, run.file, languageOfInterpreter(run.through) ?? language, found);
    return true;
  }
  // Some interpreters are package managers, too: `uv pip install`, `bun add`.
  if (language === undefined || (run === undefined && isFetcher(name) && words.length > 0)) return false;
  const behind = values.slice(words.findIndex((word) => /^-s?$/.test(word)) + 1);
  if (input !== undefined)
    found.steps.push({
      step: 'evaluates',
      code: input,
      language,
      through: name,
      arguments: behind,
      ...present({ captured: called.captured }),
      line,
    });
  return true;
}

/** `powershell -EncodedCommand …` */
const isEncoded = ({ name, words }: Called, code: string | undefined): boolean =>
  code !== undefined &&
  /^(?:pwsh|powershell)$/i.test(name) &&
  /^-e(?:c|nc\w*)?$/i.test(words[words.indexOf(code) - 1] ?? '');

function decodedBy(content: Value, line: number, found: Found): Value {
  const step: Step = { step: 'decodes', from: 'base64', content, line };
  found.steps.push(step);
  return { kind: 'result', step };
}

function takeFile(called: Called, file: string, language: Language | undefined, found: Found): void {
  const { name, words, values, line } = called;
  const value = values[words.indexOf(file)] ?? text(file);
  if (value.kind === 'result' && value.step.step !== 'reads') {
    found.steps.push({ step: 'evaluates', code: value, language: language ?? 'shell', through: name, line });
    return;
  }
  if (words[words.indexOf(file) - 1] === '-m') {
    if (/^(?:venv|ensurepip)$/.test(file)) return;
    if (/^(?:pip|pip3|uv|pipx)$/.test(file)) {
      meaningOf(
        {
          ...called,
          name: file,
          program: text(file),
          words: words.slice(words.indexOf(file) + 1),
          values: values.slice(words.indexOf(file) + 1),
        },
        found,
      );
      return;
    }
    found.references.push({ line, path: file, how: 'module', ...present({ language }) });
    return;
  }
  found.references.push({
    line,
    path: textWithArguments(value),
    how: 'starts',
    ...present({ language }),
    ...argumentsOf(values.slice(words.indexOf(file) + 1)),
  });
  found.executed.push({ path: value, through: name, line });
}

/** A package that is downloaded and run, or a program that a package manager only starts. */
function takePackage(called: Called, name: string, found: Found): boolean {
  const download = fetchedBy(called.name, [...called.words], undefined);
  if (download === undefined) return false;
  found.acts.push({ kind: 'runtime-download', ...download, line: called.line });
  const rest = called.words.indexOf(name) + 1;
  const bare = name.replace(/(?<=.)@.*$/, '');
  if (languageOfInterpreter(bare) === undefined) return true;
  takeRun(
    {
      ...called,
      name: bare,
      program: text(bare),
      words: called.words.slice(rest),
      values: called.values.slice(rest),
    },
    found,
  );
  return true;
}
