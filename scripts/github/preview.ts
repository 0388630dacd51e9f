// Puts the changed plugins of a pull request into this checkout as plain files, so that the site can be built as it would be.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePlugins } from '../../src/github/write-plugins.ts';
import { log, root, workflowCommand } from './context.ts';
import { changedPlugins, judgeEvent } from './judge.ts';

await workflowCommand({
  file: 'preview',
  about:
    'Writes the changed plugins of a pull request into this checkout, so that the site can be built with them.',
  async run() {
    const { review, tree } = await judgeEvent();
    const folder = join(root, 'plugins');
    for (const { change, name, formerName } of review.plugins) {
      const gone = change === 'removed' ? name : formerName;
      if (gone !== undefined) rmSync(join(folder, gone), { recursive: true, force: true });
    }
    const written = writePlugins(root, tree, changedPlugins(review), folder);
    for (const { name, files, bytes } of written) log(`${name}: ${files} files, ${bytes} bytes`);
    return 0;
  },
});
