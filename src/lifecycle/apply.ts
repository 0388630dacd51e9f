import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../registry/write-file.ts';
import type { Plan } from './plan.ts';

/**
 * Carries out a plan. Each step is one rename on disk; if one fails, those before it are undone.
 * @param token makes the names of temporary files unique
 * @throws where a step fails, after everything was undone
 */
export function applyPlan(root: string, plan: Plan, token: string): void {
  const undo: (() => void)[] = [];
  const { move, remove } = plan;
  const trash = remove === undefined ? undefined : join(root, dirname(remove), `.${token}.removed`);
  try {
    if (move !== undefined) {
      // Renaming would replace an empty folder.
      if (existsSync(join(root, move.to))) throw new Error(`"${move.to}" already exists.`);
      renameSync(join(root, move.from), join(root, move.to));
      undo.push(() => renameSync(join(root, move.to), join(root, move.from)));
    }
    for (const { path, text } of plan.edits) {
      const file = join(root, path);
      const draft = join(dirname(file), `.${token}.draft`);
      const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      replaceFile(file, text, draft);
      undo.push(() => (before === undefined ? rmSync(file) : replaceFile(file, before, draft)));
    }
    if (remove !== undefined && trash !== undefined) {
      renameSync(join(root, remove), trash);
      undo.push(() => renameSync(trash, join(root, remove)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
  if (trash !== undefined) rmSync(trash, { recursive: true, force: true });
}
