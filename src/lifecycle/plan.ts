import { setJson } from './edit-json.ts';

/** What is wrong, in one sentence, and what to type instead. */
export type Problem = { message: string; fix: string };

/** A file with its new text. */
export type Edit = { path: string; text: string };

/** What one command does to a marketplace's folder. Paths are relative to it, with `/`. */
export type Plan = {
  /** One sentence, in the past tense. */
  summary: string;
  /** A folder to move, before anything is written. */
  move?: { from: string; to: string };
  /** A folder to delete. */
  remove?: string;
  /** Sorted by path, as it is once the folder was moved. */
  edits: readonly Edit[];
  /** Places that a person should look at, one sentence each. */
  notes: readonly string[];
  /** The subject of the commit. */
  subject: string;
  /** Commands to run once it is merged. */
  later: readonly string[];
};

/** Why there is no plan. */
export type Refusal = { ok: false; problems: readonly Problem[] };

/** A plan, or why there is none. */
export type Planned = { ok: true; plan: Plan } | Refusal;

/** No plan, for one reason. */
export function refuse(message: string, fix: string): Refusal {
  return { ok: false, problems: [{ message, fix }] };
}

/** A JSON file with some values set (or removed, where undefined), or why it cannot be edited. */
export function editFile(
  { path, text }: Edit,
  values: readonly (readonly [keys: readonly string[], value: unknown])[],
  fix: string,
): Edit | Refusal {
  try {
    return { path, text: values.reduce((before, [keys, value]) => setJson(before, keys, value), text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(`"${path}" cannot be edited: ${message}`, fix);
  }
}
