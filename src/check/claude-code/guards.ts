import { isHookEvent } from '../../plugin/kinds/hook.ts';
import { isObject, own } from '../../plugin/values.ts';

/** Events whose hooks guard what Claude does. Claude Code refuses a plugin of which one of them could not run. */
const guarding: readonly string[] = ['PreToolUse', 'PermissionRequest', 'PreSkillShellCommand'];

/** Whether a hook under the event decides over what Claude may do. */
export const isGuarding = (event: string): boolean => guarding.includes(event);

/** Whether an object holds hooks under a guarding event, rightly or wrongly written. */
export function holdsGuardingEvent(value: unknown): boolean {
  return (
    isObject(value) &&
    guarding.some((event) => {
      const groups = own(value, event);
      return groups !== undefined && groups !== null && !(Array.isArray(groups) && groups.length === 0);
    })
  );
}

/** Whether a value is a group of hooks, with or without its matcher, where events are expected. */
export function looksLikeGroup(value: unknown): boolean {
  if (!isObject(value)) return false;
  const hasMatcher = Object.hasOwn(value, 'matcher');
  if (!hasMatcher && Object.keys(value).some(isHookEvent)) return false;
  const hooks = own(value, 'hooks');
  if (Array.isArray(hooks)) return hooks.length > 0;
  return isObject(hooks) && (hasMatcher || typeof own(hooks, 'type') === 'string');
}

/** How a search for guards goes: whether groups count too, keys that are not searched, and whether it is in a list of hooks. */
type Search = { groups?: boolean; skipped?: readonly string[]; inHooks?: boolean };

/** Whether guards are hidden in a value, some levels down. */
export function holdsGuards(value: unknown, levels: number, search: Search = {}): boolean {
  const { groups = false, skipped = [], inHooks = false } = search;
  if (holdsGuardingEvent(value) || (groups && looksLikeGroup(value))) return true;
  if (levels === 0 || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => holdsGuards(item, levels - 1, { groups, inHooks }));
  if (inHooks && typeof own(value as Record<string, unknown>, 'type') === 'string') return false;
  return Object.entries(value).some(
    ([key, item]) =>
      !skipped.includes(key) &&
      holdsGuards(item, levels - 1, {
        groups: groups && !isHookEvent(key),
        skipped,
        inHooks: key === 'hooks' && Array.isArray(item),
      }),
  );
}

/** Whether a list in a list of hooks holds guards. */
export function holdsGuardsInList(value: unknown, levels = 64): boolean {
  if (looksLikeGroup(value) || holdsGuardingEvent(value)) return true;
  return levels > 0 && Array.isArray(value) && value.some((item) => holdsGuardsInList(item, levels - 1));
}
