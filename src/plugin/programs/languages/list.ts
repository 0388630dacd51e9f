import type { Language } from '../language.ts';
import type { LanguageReader } from './reader.ts';

/** Loads the reader of a language, when the first program in it is read. */
const readers: Partial<Record<Language, () => Promise<LanguageReader>>> = {
  shell: async () => (await import('./shell.ts')).readShell,
  javascript: async () => (await import('./javascript.ts')).readJavascript,
  typescript: async () => (await import('./javascript.ts')).readJavascript,
  tsx: async () => (await import('./javascript.ts')).readJavascript,
  python: async () => (await import('./python.ts')).readPython,
  go: async () => (await import('./go.ts')).readGo,
  php: async () => (await import('./php.ts')).readPhp,
  powershell: async () => (await import('./powershell.ts')).readPowershell,
  ruby: async () => (await import('./ruby.ts')).readRuby,
};

export async function readerOf(language: Language): Promise<LanguageReader | undefined> {
  return readers[language]?.();
}

/** Whether programs in a language are read as programs. */
export function isRead(language: Language | undefined): boolean {
  return language !== undefined && readers[language] !== undefined;
}
