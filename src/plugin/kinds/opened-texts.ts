import type { FrontmatterResult } from '../frontmatter.ts';
import { manifestFile } from '../read-manifest.ts';
import { asRecord, asText, own, present } from '../values.ts';
import type { Place, Reading } from './kind.ts';

/** A text that Claude Code opens as a skill or command: a file, or what the manifest has in its place. */
export type OpenedText = {
  name: string;
  file: string;
  frontmatter: FrontmatterResult;
  /** The place of an offset in the body. */
  placeAt(offset: number): Place;
  /** The place of a key of the frontmatter. */
  placeOf(key: string): Place;
  /** `allowed-tools` of the frontmatter, or what the manifest has in its place. */
  allowedTools?: { value: unknown; place: Place };
};

/** The texts of a plugin's skills and commands. */
export function openedTexts(reading: Reading): OpenedText[] {
  const { source, raw, plugin, components } = reading;
  const declared = own(raw, 'commands');
  const listed = typeof declared === 'string' || Array.isArray(declared) ? {} : asRecord(declared);
  const keys = new Map(Object.keys(listed).map((key) => [`${plugin}:${key}`, key]));
  return components.flatMap(({ kind, name, file }) => {
    if (kind !== 'skill' && kind !== 'command') return [];
    const key = kind === 'command' ? keys.get(name) : undefined;
    const entry = key === undefined ? {} : asRecord(own(listed, key));
    const text =
      file === manifestFile && key !== undefined ? inManifest(reading, key, entry) : inFile(reading, file);
    if (text === undefined) return [];
    const allowedTools = key === undefined ? undefined : toolsInManifest(reading, key, entry);
    return [{ name, file, ...present({ allowedTools: allowedTools ?? toolsOf(text) }), ...text }];
  });

  function inFile({ lineAt, lineOfKey }: Reading, file: string) {
    const frontmatter = source.frontmatter(file);
    if (frontmatter === undefined || file === manifestFile) return undefined;
    const content = source.files.get(source.resolve(file).path)?.text ?? '';
    return {
      frontmatter,
      placeAt: (offset: number) => ({ file, line: lineAt(content, frontmatter.bodyOffset + offset) }),
      placeOf: (key: string) => ({
        file,
        line: frontmatter.kind === 'mapping' ? lineOfKey(frontmatter, key) : 1,
      }),
    };
  }
}

/** A command that the manifest holds whole. All of its text stands on one line of JSON. */
function inManifest({ frontmatterOf, lineOf }: Reading, key: string, entry: Record<string, unknown>) {
  const frontmatter = frontmatterOf(asText(own(entry, 'content')) ?? '');
  const place = { file: manifestFile, line: lineOf(manifestFile, ['commands', key, 'content']) };
  return { frontmatter, placeAt: () => place, placeOf: () => place };
}

/** What the manifest lets a command use, which replaces what its file says. */
function toolsInManifest({ lineOf }: Reading, key: string, entry: Record<string, unknown>) {
  const value = own(entry, 'allowedTools');
  const line = lineOf(manifestFile, ['commands', key, 'allowedTools']);
  return value === undefined ? undefined : { value, place: { file: manifestFile, line } };
}

function toolsOf({ frontmatter, placeOf }: Pick<OpenedText, 'frontmatter' | 'placeOf'>) {
  const value = frontmatter.kind === 'mapping' ? own(frontmatter.data, 'allowed-tools') : undefined;
  return value === undefined ? undefined : { value, place: placeOf('allowed-tools') };
}
