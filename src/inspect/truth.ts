import { subjectOf } from '../plugin/kinds/list.ts';
import type { Inspected } from './report.ts';

/** What somebody who read a plugin's files judged of one statement about it, or of a fact that is to be stated. */
export type Label = {
  repo: string;
  commit: string;
  /** Of the plugin in the repository; `.` for the repository itself. */
  path: string;
  kind: string;
  /** The kind and value of the subject, such as `host api.acme.dev`. */
  subject: string;
  file: string;
  line: number;
  /** Whether the statement is true for whoever opens the file at the line. */
  true: boolean;
  /** For a fact that somebody would want to know before installing, or a small one; absent for what is only judged. */
  importance?: 'important' | 'minor';
};

type Share = { hit: number; all: number };

/** How far statements agree with what was judged. `unjudged`: statements that nobody judged. */
export type Score = { important: Share; minor: Share; true: Share; unjudged: string[]; missed: Label[] };

/** Lines between a statement and a label of the same thing. */
const nearLines = 3;

/** Reads labels, one as JSON on each line. */
export const readLabels = (text: string): Label[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Label);

/** Labels by their plugin: `owner/name path commit`. */
export const byPlugin = (labels: readonly Label[]): Map<string, Label[]> =>
  Map.groupBy(labels, ({ repo, path, commit }) => `${repo} ${path} ${commit}`);

export const emptyScore = (): Score => ({
  important: { hit: 0, all: 0 },
  minor: { hit: 0, all: 0 },
  true: { hit: 0, all: 0 },
  unjudged: [],
  missed: [],
});

/** Adds what is stated of one plugin to a score. */
export function addScore(score: Score, labels: readonly Label[], stated: Inspected['capabilities']): void {
  const statements = stated.map((one) => {
    const { kind, value } = subjectOf(one);
    return { kind: one.kind as string, subject: `${kind} ${value}`, file: one.file, line: one.line };
  });
  for (const label of labels) {
    if (label.importance === undefined) continue;
    const isStated = statements.some((one) => isSame(label, one));
    score[label.importance].all++;
    if (isStated) score[label.importance].hit++;
    else score.missed.push(label);
  }
  for (const one of statements) {
    const exact = labels.find((label) => isSame(label, one) && label.subject === one.subject);
    const judged = exact ?? labels.find((label) => isSame(label, one));
    if (judged === undefined) score.unjudged.push(`${one.kind} ${one.subject} ${one.file}:${one.line}`);
    else {
      score.true.all++;
      if (judged.true) score.true.hit++;
    }
  }
}

type Statement = Pick<Label, 'kind' | 'subject' | 'file' | 'line'>;

/** Whether a statement is about what a label is about: of its kind, at its place, or of its subject in the same file. */
const isSame = (label: Label, one: Statement): boolean =>
  label.kind === one.kind &&
  label.file === one.file &&
  (Math.abs(label.line - one.line) <= nearLines || label.subject === one.subject);
