import { asRecord, own } from './values.ts';

const binaryName = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?$/;

/** Whether Claude Code fetches a program of that name and value when it installs the plugin. */
export function isFetchedBinary(name: string, value: unknown): boolean {
  const digest = own(asRecord(value), 'sha256');
  return binaryName.test(name) && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);
}
