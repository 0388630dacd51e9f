import type { Flow } from './interpret-flow.ts';
import type { Found } from './interpret-found.ts';
import type { Step } from './step.ts';
import { textOf, textsOf, type Value } from './value.ts';

type Decision = Extract<Found['acts'][number], { kind: 'decides-for-you' }>['decision'];

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
  const add = (decision: Decision, step: Step) => {
    const always = step.certain === true;
    const key = `${decision} ${step.line}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.acts.push({ kind: 'decides-for-you', decision, always, line: step.line });
  };
  for (const step of found.steps) {
    if (step.step === 'exits' && textOf(step.code) === '2') add('blocks', step);
    for (const value of printedBy(step))
      for (const text of serializedAll(value, flow))
        for (const [pattern, decisionOf] of answers)
          for (const match of text.matchAll(pattern)) {
            const decision = decisionOf(match[1] ?? '');
            if (decision !== undefined) add(decision, step);
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

/** Every text that a value is made of, records as JSON. */
function serializedAll(value: Value, flow: Flow): string[] {
  const texts = new Set<string>(textsOf(value));
  if (value.kind === 'text') return [...texts];
  let left = mostPrinted;
  for (const part of flow.originsOf([value]).values) {
    if (left-- <= 0) break;
    if (part.kind === 'text') texts.add(part.text);
    else if (part.kind === 'record')
      for (const [key, inner] of part.entries)
        for (const text of textsOf(inner)) texts.add(`"${key}": "${text}"`);
  }
  return [...texts];
}

/** What is printed for Claude to read: see `feeds-claude`. */
export function findContext(found: Found): void {
  for (const step of found.steps) {
    if (step.step !== 'prints' || step.to !== 'output') continue;
    const [first = ''] = textsOf(step.content);
    const isAnswer = /^\s*\{/.test(first) || step.content.kind === 'record';
    const how = /additionalContext|systemMessage/.test(textsOf(step.content).join(' '))
      ? 'context'
      : 'output';
    if (isAnswer && how === 'output') continue;
    const read =
      step.content.kind === 'result' && step.content.step.step === 'reads'
        ? textsOf(step.content.step.path)[0]
        : undefined;
    const from = read === undefined || read === '…' ? {} : { from: read };
    found.acts.push({ kind: 'feeds-claude', ...from, line: step.line });
  }
}
