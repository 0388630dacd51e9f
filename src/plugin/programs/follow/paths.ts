import { join, type Thing, textThing } from './thing.ts';

const slash = textThing('/');

const firstText = (thing: Thing): string =>
  thing.kind === 'text'
    ? thing.text
    : thing.kind === 'joined' && thing.parts[0]
      ? firstText(thing.parts[0])
      : '';

const isAbsolute = (thing: Thing): boolean =>
  /^[/~]/u.test(firstText(thing)) ||
  thing.kind === 'folder' ||
  (thing.kind === 'joined' && thing.parts[0]?.kind === 'folder');

const withoutEnd = (thing: Thing): Thing => {
  if (thing.kind === 'text') return textThing(thing.text.replace(/(?<=.)\/$/u, ''));
  const last = thing.kind === 'joined' ? thing.parts[thing.parts.length - 1] : undefined;
  return thing.kind === 'joined' && last?.kind === 'text' && last.text.endsWith('/')
    ? join([...thing.parts.slice(0, -1), textThing(last.text.slice(0, -1))])
    : thing;
};

/**
 * Parts of a path put together.
 * @param restarts whether a part that starts with a slash replaces what stands before it
 */
export const joinPath = (parts: readonly Thing[], restarts: boolean): Thing => {
  let path: Thing | undefined;
  for (const one of parts) {
    if (path === undefined || (path.kind === 'text' && path.text === '.') || (restarts && isAbsolute(one)))
      path = one;
    else if (one.kind === 'text' && (one.text === '' || one.text === '.')) continue;
    else path = join([withoutEnd(path), firstText(one).startsWith('/') ? textThing('') : slash, one]);
  }
  return path ?? textThing('.');
};

/** The folder that a path is in. */
export const parentOf = (path: Thing): Thing => {
  if (path.kind === 'either') return { kind: 'either', of: path.of.map(parentOf) };
  const last = path.kind === 'joined' ? path.parts[path.parts.length - 1] : path;
  const before = path.kind === 'joined' ? path.parts.slice(0, -1) : [];
  if (last?.kind === 'text' && !/(?:^|\/)\.\.$/u.test(last.text)) {
    const end = last.text.replace(/\/$/u, '').lastIndexOf('/');
    if (end > 0) return join([...before, textThing(last.text.slice(0, end))]);
    if (end === 0) return before.length > 0 ? join(before) : slash;
    return before.length > 0 ? parentOf(withoutEnd(join(before))) : textThing('.');
  }
  if (last && last.kind !== 'text' && last.kind !== 'folder' && before.length > 0) {
    const start = before[before.length - 1];
    // `state_` in front of what is unknown is the start of the name.
    return start?.kind === 'text' && !start.text.endsWith('/')
      ? parentOf(join(before))
      : withoutEnd(join(before));
  }
  return join([path, textThing('/..')]);
};
