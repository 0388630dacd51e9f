import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { asList, own } from '../../../plugin/values.ts';
import { clientFileLimit, mcpFiles } from '../../claude-code/client-files.ts';
import { mcpFileIssues, serverIssues, userConfigIssues } from '../../claude-code/mcp.ts';
import { isObject } from '../../claude-code/shape.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'mcp-server-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    const unread = new Set<string>();
    for (const file of mcpFiles(source)) {
      const entry = source.files.get(file);
      const parsed = source.json(file);
      // The client does not read links, byte order marks or files over its limit; other rules say so.
      if (
        entry === undefined ||
        entry.kind === 'link' ||
        entry.bytes > clientFileLimit ||
        entry.byteOrderMark === true
      ) {
        unread.add(file);
        continue;
      }
      if (parsed?.ok !== true) continue;
      for (const { path, message, fix } of mcpFileIssues(parsed.value))
        report({ file, at: { json: path }, message, fix });
      if (!isObject(parsed.value)) continue;
      const wrapped = own(parsed.value, 'mcpServers');
      const servers = wrapped === undefined ? parsed.value : wrapped;
      if (!isObject(servers)) continue;
      for (const [name, config] of Object.entries(servers)) {
        for (const { path, message, fix } of serverIssues(
          config,
          wrapped === undefined ? [name] : ['mcpServers', name],
        )) {
          report({ file, at: { json: path }, message, fix });
        }
      }
    }
    const manifest = rawManifest(source);
    const declared = own(manifest, 'mcpServers');
    for (const [index, item] of asList(declared).entries()) {
      if (!isObject(item)) continue;
      const at = Array.isArray(declared) ? ['mcpServers', index] : ['mcpServers'];
      for (const [name, config] of Object.entries(item)) {
        for (const { path, message, fix } of serverIssues(config, [...at, name])) {
          report({ file: manifestFile, at: { json: path }, message, fix });
        }
      }
    }
    for (const { file, path, message, fix } of userConfigIssues(source, manifest)) {
      if (!unread.has(file)) report({ file, at: { json: path }, message, fix });
    }
  },
};
