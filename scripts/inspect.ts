// npm run inspect: what a plugin brings and can do.
import { failure, rootOption, runCommand, write } from './command-line.ts';

await runCommand({
  name: 'npm run inspect',
  about:
    'Says everything that a plugin brings and can do, as you would want to know it before you install it. Reads its files and runs none of them. Needs no marketplace.',
  arguments: {
    plugin: {
      about:
        'the folder of a plugin, a commit on this machine (../repository@<commit>:plugins/my-plugin), or the name of a plugin in plugins/',
      isList: true,
    },
  },
  options: {
    format: { value: 'format', about: 'output format', choices: ['text', 'json'], default: 'text' },
    root: rootOption,
  },
  example: '../downloads/some-plugin',
  exitCodes: { 0: 'the plugin was read' },
  async run({ plugin: given, format, root }) {
    const [{ targetOf }, { inspect }] = await Promise.all([
      import('../src/inspect/targets.ts'),
      import('../src/inspect/report.ts'),
    ]);
    const targets = [];
    for (const argument of given) {
      const target = targetOf(argument, process.cwd(), root);
      if (!target.ok) throw failure(target.message, 2);
      const { fs, dir, name } = target.found;
      targets.push(await inspect(fs, dir, name));
    }
    if (format === 'json')
      return write(`${JSON.stringify({ targets: targets.map(({ inspected }) => inspected) }, null, 2)}\n`);
    const { textReport } = await import('../src/inspect/text-report.ts');
    write(targets.map(textReport).join('\n'));
  },
});
