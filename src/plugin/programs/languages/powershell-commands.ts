import { type Handler, operators } from '../follow/operators.ts';
import { evaluateText, startWords } from '../follow/processes.ts';
import type { OutsideCall, Run } from '../follow/run.ts';
import {
  asValue,
  either,
  knownText,
  mixed,
  optionsOf,
  type Thing,
  textThing,
  unknown,
} from '../follow/thing.ts';
import { type Handlers, writePath } from './handlers.ts';
import { aliases, cmdlets } from './powershell-cmdlets.ts';
import { switchText } from './powershell-tree.ts';

/** Options of cmdlets that take no value. */
const switches = new Set(
  (
    'append force raw recurse nonewline usebasicparsing passthru asplaintext wait nonewwindow asbytestream verbose whatif confirm debug noclobber compress asarray ' +
    'ashashtable directory file hidden leaf parent resolve isvalid simplematch allmatches quiet list asjob skipcertificatecheck usedefaultcredentials unique descending ' +
    'autosize noprofile allusers asstring nologo noninteractive notypeinformation skiphttperrorcheck'
  ).split(' '),
);

const optionName = (thing: Thing): string | undefined =>
  thing.kind === 'outside' && thing.path === '#option()' ? knownText(thing.args?.[0]) : undefined;

type Bound = { args: Thing[]; named: Map<string, Thing> };

/** Tells what is given by name from what is given by its place. */
function bind(words: readonly Thing[], isSwitch: (name: string) => boolean): Bound {
  const bound: Bound = { args: [], named: new Map() };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Thing;
    const name = optionName(word)?.replace(/^-/, '').toLowerCase();
    const next = words[at + 1];
    if (word.kind === 'outside' && word.path === '#splat()') {
      const [held = unknown] = word.args ?? [];
      const options = held.kind === 'mixed' ? held.of : optionsOf(held);
      for (const one of options) {
        if (one.kind === 'record')
          for (const [key, value] of one.entries) bound.named.set(key.toLowerCase(), value);
        if (one.kind === 'list') bound.args.push(...one.items);
      }
    } else if (name === undefined) bound.args.push(word);
    else if (next === undefined || isSwitch(name) || optionName(next) !== undefined)
      bound.named.set(name, textThing('True'));
    else {
      bound.named.set(name, next);
      at++;
    }
  }
  return bound;
}

/** The words as a program is given them. */
const plainWords = (words: readonly Thing[]): Thing[] =>
  words.flatMap((word) => {
    const option = optionName(word);
    if (option !== undefined) return [textThing(option)];
    if (word.kind === 'outside' && word.path === '#splat()') return [...(word.args ?? [])];
    return word.kind === 'list' ? [...word.items] : [word];
  });

/** A command of PowerShell: a function of the file, a cmdlet or a program. */
const command: Handler = (call, run) => {
  const [called = unknown, ...words] = call.args;
  const result = either(optionsOf(called).map((one) => runOne(one, words, call, run) ?? unknown));
  const only = result.kind === 'mixed' && result.of.length === 1 ? (result.of[0] ?? result) : result;
  for (const way of ['#output', '#append']) {
    const path = call.named.get(way);
    if (path !== undefined && !/^\$?null$/i.test(knownText(path) ?? ''))
      writePath(run, call.at, path, only, way === '#append');
  }
  return only;
};

function runOne(called: Thing, words: readonly Thing[], call: OutsideCall, run: Run): Thing | undefined {
  const { at, named } = call;
  const input = named.get('#input') ?? unknown;
  const known = named.get('#function');
  const own = known?.kind === 'function' ? known : called.kind === 'function' ? called : undefined;
  if (own !== undefined) {
    const isSwitch = (name: string) =>
      own.code.parameters.some(
        ({ name: parameter, fallback }) =>
          parameter === name && fallback?.is === 'text' && fallback.text === switchText,
      );
    const bound = bind(words, isSwitch);
    const isNamed = own.code.parameters[0]?.name === 'input';
    if (isNamed && !bound.named.has('input')) bound.named.set('input', input);
    return run.apply(own, bound, at);
  }
  const how = knownText(named.get('#how'));
  const text = knownText(called)?.toLowerCase();
  if (how === '.') return run.add({ step: 'loads', path: asValue(called) }, at);
  const name = text === undefined ? undefined : nameOf(text, words);
  const handler = name !== undefined && Object.hasOwn(cmdlets, name) ? cmdlets[name] : undefined;
  if (handler !== undefined) {
    const bound = bind(words, (option) => switches.has(option));
    return handler({ path: name ?? '', of: input, at, ...bound }, run) ?? unknown;
  }
  for (const word of words) if (word.kind === 'function') run.apply(word, { args: [], named: new Map() }, at);
  if (text !== undefined && /^[a-z]+-[a-z]\w*$/.test(text)) return mixed([...words, input]);
  const made = called.kind === 'mixed' && called.of.length === 1 ? called.of[0] : called;
  if (made?.kind === 'result' && made.step.step === 'evaluates') return made;
  if (called === unknown || called.kind === 'outside') return evaluateText(run, at, called, 'powershell');
  return startWords(run, at, [called, ...plainWords(words)], input === unknown ? {} : { input });
}

/** The cmdlet that an alias stands for: `curl` is one where it is given the options of one. */
function nameOf(written: string, words: readonly Thing[]): string {
  const name = written.replace(/^microsoft\.powershell\.\w+[\\/]/, '');
  if (/^(?:curl|wget)$/.test(name))
    return words.some((word) =>
      /^-(?:Uri|Method|Body|OutFile|Headers|UseBasicParsing|InFile)$/i.test(optionName(word) ?? ''),
    )
      ? 'invoke-webrequest'
      : name;
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
}

/** `"{0} b" -f $x` */
const formats: Handler = (call, run) => {
  const [of = unknown, values = unknown] = call.args;
  const args = values.kind === 'list' ? values.items : [values];
  return operators['*.format']?.({ ...call, of, args }, run);
};

/** Commands and operators of PowerShell. */
export const powershellCommands: Handlers = {
  '#command': command,
  '#format': formats,
  '#characters': ({ args: [codes = unknown], at }, run) =>
    codes.kind === 'list'
      ? run.add({ step: 'decodes', from: 'character-codes', content: asValue(codes) }, at)
      : codes,
  '*.invoke': ({ of, args, at }, run) =>
    of.kind === 'function' ? run.apply(of, { args, named: new Map() }, at) : undefined,
};
