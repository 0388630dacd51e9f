import { declaredFiles, experimental } from '../declared.ts';
import type { Source } from '../source.ts';
import { asText, isObject, own, present } from '../values.ts';
import { defineKind } from './kind.ts';
import { baseName } from './markdown.ts';

export const theme = defineKind({
  kind: 'theme',
  component: {},
  find({ source, raw, plugin }, found) {
    for (const file of themeFiles(source, raw)) {
      const parsed = source.json(file);
      if (parsed?.ok !== true || !isObject(parsed.value)) continue;
      const name = `${plugin}:${baseName(file).replace(/\.json$/, '')}`;
      found.component({
        name,
        ...present({ description: asText(own(parsed.value, 'name')) }),
        file,
        line: 1,
      });
    }
  },
});

/** The theme files of a plugin. */
export function themeFiles(source: Source, manifest: Record<string, unknown>): string[] {
  return declaredFiles(source, experimental(manifest, 'themes').value, 'themes', '.json');
}
