// npm run kinds: writes what is generated from the kinds of components and capabilities.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedJson, kindsMarkdown, kindsPage, withGenerated } from '../src/registry/generated-parts.ts';
import { home, print, runCommand } from './command-line.ts';

await runCommand({
  name: 'npm run kinds',
  about: 'Writes the parts of schemas and documents that are generated from src/plugin/kinds/.',
  options: {},
  example: '',
  exitCodes: { 0: 'the files were written' },
  run() {
    for (const part of generatedJson) {
      const path = join(home, part.file);
      writeFileSync(path, withGenerated(readFileSync(path, 'utf8'), part));
      print(part.file);
    }
    writeFileSync(join(home, kindsPage), kindsMarkdown());
    print(kindsPage);
  },
});
