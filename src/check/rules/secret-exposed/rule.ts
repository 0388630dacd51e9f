import type { SourceFile } from '../../../plugin/source.ts';
import { formatBytes } from '../../../plugin/text.ts';
import { type PluginContext, type PluginRule, pluginRule } from '../../rule.ts';
import { isPlaceholder } from './placeholder.ts';
import { loadScanner, mayHoldSecret, type SecretScanner } from './scanner.ts';

/** Characters of suspicious text that are scanned for one plugin. Scanning costs about 0.7 ms a thousand, and far more where text is made to be slow. */
export const scanLimit = 1 << 20;
/** Characters of a part that is scanned by itself, and of what it shares with the next: the longest private key. */
const partLength = 1 << 16;
const overlap = 12_000;
/** Secrets of one file that are reported. */
const mostSecrets = 100;

/** The rule, over any scanner: one that does not load or does not finish is an error, never a pass. */
export function secretRule(load: () => Promise<SecretScanner>): PluginRule {
  return pluginRule(
    { id: 'secret-exposed', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
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
  let left = scanLimit;
  for (const file of files) {
    const parts = suspiciousParts(file);
    left -= parts.reduce((sum, { text }) => sum + text.length, 0);
    if (left < 0) {
      failed(file, `the plugin holds more than ${formatBytes(scanLimit)} of text that looks like secrets`);
      continue;
    }
    try {
      for (const [offset, what] of await secretsIn(file.path, parts, scanner)) {
        report({
          file: file.path,
          at: { offset },
          // What was found is never repeated: diagnostics are printed, stored and published.
          message: `Disallowed secret: this reads as ${what}.`,
          fix: 'Revoke it where it was issued, because whoever saw the file has it; then remove it and ask for it through "userConfig" with "sensitive": true.',
        });
      }
    } catch {
      failed(file, 'the scanner stopped with an error');
    }
  }
}

/** Searches one text after another: what its first secret reads as, undefined where there is none, or `unread` where it was not searched. */
export type SecretSearch = (
  file: Pick<SourceFile, 'path'> & { text: string },
) => Promise<string | 'unread' | undefined>;

/** A search with the bound of one plugin, for texts that belong to none. */
export function searchSecrets(load: () => Promise<SecretScanner> = loadScanner): SecretSearch {
  let left = scanLimit;
  let scanner: Promise<SecretScanner> | undefined;
  return async ({ path, text }) => {
    if (!mayHoldSecret(path, text)) return undefined;
    const parts = suspiciousParts({ path, text });
    left -= parts.reduce((sum, part) => sum + part.text.length, 0);
    if (left < 0) return 'unread';
    scanner ??= load();
    try {
      const [what] = (await secretsIn(path, parts, await scanner)).values();
      return what;
    } catch {
      return 'unread';
    }
  };
}

type Part = { offset: number; text: string };

/** A text whole, or of a long one only the parts that may hold a secret, which are few in a bundle of programs. */
function suspiciousParts({ path, text = '' }: Pick<SourceFile, 'path' | 'text'>): Part[] {
  if (text.length <= partLength) return [{ offset: 0, text }];
  const parts: Part[] = [];
  for (let offset = 0; offset < text.length; offset += partLength - overlap) {
    const part = text.slice(offset, offset + partLength);
    if (mayHoldSecret(path, part)) parts.push({ offset, text: part });
  }
  return parts;
}

/** Where secrets lie in a file, and what each reads as. Placeholders and examples are none. */
async function secretsIn(
  path: string,
  parts: readonly Part[],
  scanner: SecretScanner,
): Promise<ReadonlyMap<number, string>> {
  const secrets = new Map<number, string>();
  for (const part of parts) {
    for (const { offset, what, text } of await scanner(path, part.text)) {
      if (secrets.size < mostSecrets && !isPlaceholder(text)) secrets.set(part.offset + offset, what);
    }
  }
  return secrets;
}
