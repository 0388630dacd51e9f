import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { own } from '../../../plugin/values.ts';
import { isReadByClient, mcpFiles } from '../../claude-code/client-files.ts';
import { declaredServerIssues, mcpFileIssues, userConfigIssues } from '../../claude-code/mcp.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'mcp-server-invalid', version: 1, ...clientError, clientReads: ['manifest'] },
  ({ source, report }) => {
    // Other rules report the files that Claude Code does not read.
    const unread = new Set(mcpFiles(source).filter((file) => !isReadByClient(source, file)));
    for (const file of mcpFiles(source)) {
      const parsed = unread.has(file) ? undefined : source.json(file);
      if (parsed?.ok !== true) continue;
      for (const issue of mcpFileIssues(parsed.value)) report({ file, ...issue });
    }
    const manifest = rawManifest(source);
    for (const issue of declaredServerIssues(own(manifest, 'mcpServers'), ['mcpServers']))
      report({ file: manifestFile, ...issue });
    for (const finding of userConfigIssues(source, manifest))
      if (!unread.has(finding.file ?? '')) report(finding);
  },
);
