import { folderFileSystem } from '../../plugin/file-system.ts';
import { findRepository } from '../../plugin/git.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { directoryFindings } from '../directory/findings.ts';
import { ignoredIn, leftOut } from './ignored.ts';
import { toDiagnostic } from './run-rules.ts';

/** The diagnostics of the directory's requirements, as `directory-<requirement>`; none where the folder holds no plugin. */
export function checkDirectory(path: string, repository: string): Diagnostic[] {
  const fs = folderFileSystem(path, leftOut(ignoredIn(path)));
  const around = findRepository(path);
  const found = directoryFindings({
    fs,
    path,
    ...(around === undefined || around.prefix === '' ? {} : { root: folderFileSystem(around.root) }),
  });
  const docsOf = () => `https://github.com/${repository}/blob/main/docs/directory.md`;
  return (found ?? []).map(({ requirement, ...finding }) =>
    toDiagnostic(
      {
        id: `directory-${requirement}`,
        version: 1,
        authority: 'claude-code',
        severity: finding.severity,
        waivable: false,
      },
      finding,
      { docsOf },
    ),
  );
}
