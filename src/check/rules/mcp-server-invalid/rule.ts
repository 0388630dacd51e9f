import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { asList, asRecord, own } from '../../../plugin/values.ts';
import { isReadByClient, mcpFiles } from '../../claude-code/client-files.ts';
import {
  declaredServerIssues,
  mcpFileIssues,
  serversOfFile,
  serverWarnings,
  userConfigIssues,
} from '../../claude-code/mcp.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'mcp-server-invalid', version: 2, ...clientError, clientReads: ['manifest'] },
  ({ source, report }) => {
    // Other rules report the files that Claude Code does not read.
    const unread = new Set(mcpFiles(source).filter((file) => !isReadByClient(source, file)));
    for (const file of mcpFiles(source)) {
      const parsed = unread.has(file) ? undefined : source.json(file);
      if (parsed?.ok !== true) continue;
      for (const issue of mcpFileIssues(parsed.value)) report({ file, ...issue });
      const { servers, path } = serversOfFile(parsed.value);
      for (const issue of serverWarnings(servers, path)) report({ file, ...issue, severity: 'warning' });
    }
    const manifest = rawManifest(source);
    const declared = own(manifest, 'mcpServers');
    for (const issue of declaredServerIssues(declared, ['mcpServers']))
      report({ file: manifestFile, ...issue });
    for (const [index, item] of asList(declared).entries()) {
      const path = Array.isArray(declared) ? ['mcpServers', index] : ['mcpServers'];
      for (const issue of serverWarnings(asRecord(item), path))
        report({ file: manifestFile, ...issue, severity: 'warning' });
    }
    for (const finding of userConfigIssues(source, manifest))
      if (!unread.has(finding.file ?? '')) report(finding);
  },
);
