import type { Severity } from '../diagnostic.ts';
import type { Finding } from '../rule.ts';

/** The requirements of Anthropic's plugin directory that `claude plugin validate --profile directory` checks, by its codes in lower case, with their severity. */
const severities = {
  'readme-missing': 'error',
  'readme-trivial': 'error',
  'readme-not-rendered': 'warning',
  'license-missing': 'error',
  'icon-missing': 'warning',
  'icon-invalid': 'warning',
  'privacy-url-missing': 'warning',
  'listing-url-scheme': 'warning',
  'path-traversal': 'error',
  'manifest-not-found': 'info',
  'manifest-name-format': 'error',
  'manifest-name-not-kebab': 'warning',
  'manifest-invalid-json': 'error',
  'identifier-non-ascii': 'error',
  'mcp-file-unread': 'error',
  'mcpjson-unparseable': 'error',
  'hooks-file-unread': 'error',
  'hooks-json-invalid': 'error',
  'archive-os-metadata-file': 'warning',
} as const satisfies Record<string, Severity>;

/** A requirement of the directory. */
type Requirement = keyof typeof severities;

/** What the directory would say of a plugin. */
export type DirectoryFinding = Finding & { requirement: Requirement; severity: Severity };

/** Makes a finding with the directory's severity, unless it is only a note. */
export function finding(
  requirement: Requirement,
  file: string,
  message: string,
  fix: string,
  severity: Severity = severities[requirement],
): DirectoryFinding {
  return { requirement, severity, file, message, fix };
}
