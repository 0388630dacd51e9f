import { isFetchedBinary } from '../binaries.ts';
import { findDownloads } from '../downloads.ts';
import { languageOf } from '../programs/language.ts';
import { isRead } from '../programs/languages/list.ts';
import { manifestFile } from '../read-manifest.ts';
import { isScript } from '../scripts.ts';
import { asRecord, own } from '../values.ts';
import { flag, optional, text, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const runtimeDownload = defineKind({
  kind: 'runtime-download',
  capability: {
    fields: {
      tool: optional(
        text('The command that downloads, such as "npx" or "pip install"; absent where Claude Code does.'),
      ),
      packages: texts('The packages, images or addresses that it names, as written.'),
      pipedTo: optional(text('The program that runs what was downloaded.')),
      lockFile: optional(text('The lock file whose packages Claude Code installs with the plugin.')),
      pinned: flag('Whether an exact version is named.'),
    },
    identity: ({ tool, packages, pipedTo, lockFile }) =>
      JSON.stringify([tool, packages.map(withoutVersion), pipedTo, lockFile]),
    once: ({ tool, packages, pipedTo, lockFile }) => JSON.stringify([tool, packages, pipedTo, lockFile]),
    subject: ({ tool, packages, lockFile }) =>
      lockFile === undefined
        ? { kind: 'program', value: packages[0] ?? tool ?? '' }
        : { kind: 'path', value: lockFile },
    flags: () => ['downloads-code'],
    group: () => 'downloads-code',
  },
  find({ source, raw, lineAt, lineOf }, found) {
    for (const [name, value] of Object.entries(asRecord(own(raw, 'binaries')))) {
      if (!isFetchedBinary(name, value)) continue;
      const place = { file: manifestFile, line: lineOf(manifestFile, ['binaries', name]) };
      found.capability({
        packages: [name],
        pinned: true,
        trigger: triggerAt('event:install', place),
        ...place,
      });
    }
    for (const file of source.files.values()) {
      if (!isScript(file) || isRead(languageOf(file))) continue;
      const content = file.text ?? '';
      for (const { offset, ...download } of findDownloads(content))
        found.capability({ ...download, file: file.path, line: lineAt(content, offset) });
    }
    // https://code.claude.com/docs/en/plugins-reference#node-js-package-dependencies
    const lockFile = lockFiles.find((name) => source.files.has(name));
    if (lockFile === undefined || !source.files.has('package.json')) return;
    const tool = lockFile.startsWith('bun') ? 'bun install' : 'npm ci';
    const place = { file: 'package.json', line: 1 };
    const trigger = triggerAt('event:install', place);
    found.capability({ tool, packages: [], lockFile, pinned: true, trigger, ...place });
  },
});

const lockFiles = ['bun.lock', 'bun.lockb', 'npm-shrinkwrap.json', 'package-lock.json'];

const withoutVersion = (name: string) => name.replace(/(?<=\S)(?:@|==|:)v?(?:\d\S*|latest\b)/g, '');
