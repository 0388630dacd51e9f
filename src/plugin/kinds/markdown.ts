import { type Child, childrenOf } from '../declared.ts';
import type { FrontmatterResult } from '../frontmatter.ts';
import type { Source } from '../source.ts';
import { own, present } from '../values.ts';
import type { Reading } from './kind.ts';

/** Deepest folder that commands, agents and styles are looked for in: links could otherwise lead in circles. */
export const deepestFolder = 24;

/** Most files and folders that one search looks at: links to folders with links multiply them. */
export const mostEntries = 20_000;

/** How many files and folders a search may still look at. */
type Budget = { left: number };

/** Every file below a folder, with the folders between: `segments` is empty for a direct child. */
export function filesBelow(
  source: Source,
  directory: string,
  segments: readonly string[] = [],
  budget: Budget = { left: mostEntries },
): (Child & { segments: readonly string[] })[] {
  if (segments.length > deepestFolder || budget.left <= 0) return [];
  const children = childrenOf(source, directory);
  budget.left -= children.length;
  return children.flatMap((child) =>
    child.kind === 'file'
      ? [{ ...child, segments }]
      : filesBelow(source, child.path, [...segments, child.name], budget),
  );
}

/** The last part of a path. */
export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** A file's name without its folder and without `.md`. */
export const markdownName = (path: string) => baseName(path).replace(/\.md$/, '');
export const isMarkdown = (path: string) => /\.md$/i.test(path);

/** Characters to tokens as `claude plugin details` estimates them when it cannot ask the API. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

function metadata(frontmatter: FrontmatterResult | undefined): Record<string, unknown> {
  return frontmatter?.kind === 'mapping' ? frontmatter.data : {};
}

/** A frontmatter value as Claude Code shows it: text, or a number or Boolean as text. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The name that a Markdown file gives itself. */
export function nameIn(source: Source, file: string): string | undefined {
  return shown(own(metadata(source.frontmatter(file)), 'name'));
}

/** A Markdown file as a component. `hidden`: its description is never sent to Claude. */
export function markdownComponent(reading: Reading, name: string, file: string, hidden = false) {
  const frontmatter = reading.source.frontmatter(file);
  const data = metadata(frontmatter);
  const description = shown(own(data, 'description'));
  const isHidden = hidden || own(data, 'disable-model-invocation') === true;
  const always = `${name}${description ?? ''}${shown(own(data, 'when_to_use')) ?? ''}`;
  const isNamed = frontmatter?.kind === 'mapping' && own(data, 'name') !== undefined;
  return {
    name,
    file,
    line: isNamed ? reading.lineOfKey(frontmatter, 'name') : 1,
    ...present({ description }),
    tokens: { alwaysOn: isHidden ? 0 : tokensOf(always), onInvoke: tokensOf(frontmatter?.body ?? '') },
  };
}
