import type { SourceFile } from '../../../plugin/source.ts';
import { formatBytes } from '../../../plugin/text.ts';
import { type PluginContext, type PluginRule, pluginRule } from '../../rule.ts';
import { loadScanner, mayHoldSecret, type SecretScanner } from './scanner.ts';

/** Bytes of suspicious text that are scanned for one plugin. Scanning costs about 0.7 ms a kilobyte, and far more where text is made to be slow. */
export const scanLimit = 1 << 20;

/** The rule, over any scanner: one that does not load or does not finish is an error, never a pass. */
export function secretRule(load: () => Promise<SecretScanner>): PluginRule {
  return pluginRule(
    { id: 'secret-exposed', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
    (context) => {
      const suspicious = [...context.source.files.values()].filter(
        ({ path, text }) => text !== undefined && mayHoldSecret(path, text),
      );
      return suspicious.length === 0 ? undefined : scan(suspicious, load, context);
    },
  );
}

export const rule = secretRule(loadScanner);

async function scan(
  files: readonly SourceFile[],
  load: () => Promise<SecretScanner>,
  { report }: PluginContext,
): Promise<void> {
  const failed = (file: SourceFile, why: string) => {
    report({
      file: file.path,
      message: `Expected this file to be searched for secrets, but ${why}.`,
      fix: 'npm ci, and run the check again; a plugin that was not searched is not listed.',
    });
  };
  let scanner: SecretScanner;
  try {
    scanner = await load();
  } catch {
    for (const file of files) failed(file, 'the scanner could not be loaded');
    return;
  }
  let scanned = 0;
  for (const file of files) {
    scanned += file.bytes;
    if (scanned > scanLimit) {
      failed(file, `the plugin holds more than ${formatBytes(scanLimit)} of text that looks like secrets`);
      continue;
    }
    try {
      for (const secret of await scanner(file.path, file.text ?? '')) {
        report({
          file: file.path,
          at: { offset: secret.offset },
          // What was found is never repeated: diagnostics are printed, stored and published.
          message: `Disallowed secret: this reads as ${secret.what}.`,
          fix: 'Revoke it where it was issued, because whoever saw the file has it; then remove it and ask for it through "userConfig" with "sensitive": true.',
        });
      }
    } catch {
      failed(file, 'the scanner stopped with an error');
    }
  }
}
