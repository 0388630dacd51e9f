import type { Flow } from './interpret-flow.ts';
import { type Found, likelyText } from './interpret-found.ts';
import type { Step } from './step.ts';
import { textOf, textsOf, type Value } from './value.ts';

type Decision = Extract<Found['acts'][number], { kind: 'decides-for-you' }>['decision'];

/** Lines of one call that prints an answer. */
const longestCall = 10;

/** What a hook answers: https://code.claude.com/docs/en/hooks#json-output */
const answers: readonly (readonly [RegExp, (given: string) => Decision | undefined])[] = [
  [
    /permissionDecision["'\\]*\s*(?::|=>?|,)\s*["'\\]*(allow|deny|ask)\b/g,
    (given) => ({ allow: 'approves', deny: 'denies', ask: 'asks' })[given] as Decision,
  ],
  [
    /(?<![A-Za-z])decision["'\\]*\s*(?::|=>?|,)\s*["'\\]*(approve|block|allow|deny)\b/g,
    (given) =>
      ({ approve: 'approves', block: 'blocks', allow: 'approves', deny: 'denies' })[given] as Decision,
  ],
  [
    /behavior["'\\]*\s*(?::|=>?|,)\s*["'\\]*(allow|deny)\b/g,
    (given) => (given === 'allow' ? 'approves' : 'denies'),
  ],
  [/(updatedInput)["'\\]*\s*(?::|=>?|,)/g, () => 'rewrites'],
  [/["'\\]continue["'\\]+\s*(?::|=>)\s*(false|False)\b/g, () => 'blocks'],
];

/** Answers that a hook gives for the user. */
export function findDecisions(found: Found, flow: Flow): void {
  const seen = new Set<string>();
  const built = new Map<Value, number>();
  for (const step of found.steps) if (step.step === 'constant') built.set(step.content, step.line);
  const builtBefore = (step: Step, answer: Value | undefined) => {
    const line = answer === undefined ? undefined : built.get(answer);
    // What is written inside the call that prints it stands where the call does.
    return line !== undefined && line >= step.line && line - step.line < longestCall ? step.line : line;
  };
  const add = (decision: Decision, step: Step, line = step.line) => {
    const always = step.certain === true;
    const key = `${decision} ${line}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.acts.push({ kind: 'decides-for-you', decision, always, line });
  };
  for (const step of found.steps) {
    if (step.step === 'exits' && textOf(step.code) === '2') add('blocks', step);
    for (const value of printedBy(step))
      for (const { text, of } of serializedAll(value, flow))
        for (const [pattern, decisionOf] of answers)
          for (const match of text.matchAll(pattern)) {
            const decision = decisionOf(match[1] ?? '');
            if (decision !== undefined) add(decision, step, builtBefore(step, of));
          }
  }
}

/** What a step may print: texts that it prints, and what programs such as jq make of their arguments. */
function printedBy(step: Step): readonly Value[] {
  if (step.step === 'prints') return step.to === 'output' ? [step.content] : [];
  if (step.step !== 'command') return [];
  const [program, ...words] = step.command.words;
  return program !== undefined && /(?:^|\/)(?:jq|node|python3?)$/.test(textOf(program))
    ? words.slice(0, 40)
    : [];
}

/** Values of one printed text that are looked at. */
const mostPrinted = 200;

/** A text, and the record that it is a part of. */
type Printed = { text: string; of?: Value };

/** Every text that a value is made of, records as JSON. */
function serializedAll(value: Value, flow: Flow): Printed[] {
  const printed: Printed[] = textsOf(value).map((text) => ({ text }));
  if (value.kind === 'text') return printed;
  let left = mostPrinted;
  for (const part of flow.originsOf([value]).values) {
    if (left-- <= 0) break;
    if (part.kind === 'text') printed.push({ text: part.text });
    else if (part.kind === 'record')
      for (const [key, inner] of part.entries)
        for (const text of textsOf(inner)) printed.push({ text: `"${key}": "${text}"`, of: part });
  }
  return printed;
}

/** What is printed for Claude to read: see `feeds-claude`. */
export function findContext(found: Found, flow: Flow): void {
  for (const step of found.steps) {
    if (step.step !== 'prints' || step.to !== 'output') continue;
    const [first = ''] = textsOf(step.content);
    const isAnswer = /^\s*\{/.test(first) || step.content.kind === 'record';
    const isContext = serializedAll(step.content, flow).some(({ text }) => /additionalContext/.test(text));
    const how = isContext || /systemMessage/.test(textsOf(step.content).join(' ')) ? 'context' : 'output';
    if (isAnswer && how === 'output') continue;
    const read = flow.originsOf([step.content]).steps;
    const from = [...read].flatMap((one) => (one.step === 'reads' ? ownText(one.path) : []))[0];
    const line = lineOfText(step.content, found, step.line);
    found.acts.push({ kind: 'feeds-claude', ...(from === undefined ? {} : { from }), line });
  }
}

/** The path of a text of the plugin, from its folder or the program's own. */
function ownText(path: Value): string[] {
  const [written = ''] = textsOf(path);
  return /^\$\{(?:plugin|here)\}\/[\w./-]+\.(?:md|txt)$/.test(written) ? [written] : [];
}

/** Characters of a text that is worth looking up where it is written rather than where it is printed. */
const longText = 80;

/** Where the text that is printed is written, where the program first puts it into a variable. */
function lineOfText(content: Value, found: Found, line: number): number {
  const printed = likelyText(content);
  for (const step of found.steps) {
    if (step.line >= line) break;
    if (step.step !== 'constant') continue;
    const written = likelyText(step.content).trim();
    if (written.length >= longText && !written.startsWith('{') && printed.includes(written)) return step.line;
  }
  return line;
}
