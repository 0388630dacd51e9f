/** What is wrong, in one sentence, and what to type instead. */
export type Problem = { message: string; fix: string };

/** What one command does to a marketplace's folder. Paths are relative to it, with `/`. */
export type Plan = {
  /** One sentence, in the past tense. */
  summary: string;
  /** A folder that moves, before anything is written. */
  move?: { from: string; to: string };
  /** A folder that goes. */
  remove?: string;
  /** Files with their new text, sorted by path, as they lie once the folder has moved. */
  edits: readonly { path: string; text: string }[];
  /** Places that a person should look at, one sentence each. */
  notes: readonly string[];
  /** The subject of the commit. */
  subject: string;
  /** What to do once it is merged, as commands. */
  later: readonly string[];
};

/** A plan, or everything that speaks against it. */
export type Planned = { ok: true; plan: Plan } | { ok: false; problems: readonly Problem[] };

/** No plan, for one reason. */
export function refuse(message: string, fix: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ message, fix }] };
}
