import { posix } from 'node:path';
import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import {
  type DeclaredPath,
  declaredPaths,
  isRemoteBundle,
  pathFormProblem,
  resolveDeclared,
} from '../../claude-code/paths.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'path-invalid', version: 1, ...clientError, clientReads: ['manifest'] },
  ({ source, report }) => {
    for (const declared of declaredPaths(rawManifest(source))) {
      if (isRemoteBundle(declared)) continue;
      const problem = pathFormProblem(declared);
      if (problem !== undefined) {
        report({
          file: manifestFile,
          at: { json: declared.path },
          message: `The path ${quote(declared.value)} ${problem}.`,
          fix: correctedFix(declared) ?? fixFor(declared.field),
        });
      } else if (declared.field === 'hooks' && resolveDeclared(source, declared) === 'directory') {
        report({
          file: manifestFile,
          at: { json: declared.path },
          message: `The path ${quote(declared.value)} is a folder; "hooks" names JSON files.`,
          fix: fixFor('hooks'),
        });
      } else if (declared.field === 'skills' && resolveDeclared(source, declared) === 'file') {
        report({
          file: manifestFile,
          at: { json: declared.path },
          message: `The path ${quote(declared.value)} is a file; "skills" names folders that hold a SKILL.md.`,
          fix: `Write ${quote(declared.value.replace(/\/[^/]*$/, ''))}.`,
        });
      }
    }
  },
);

/** The path as it should be written, where that can be told from how it is written. */
function correctedFix(declared: DeclaredPath): string | undefined {
  const written = declared.value.replaceAll('\\', '/').replace(/^\$\{CLAUDE_PLUGIN_ROOT\}\//, '');
  if (/^(?:[/~]|[\w+.-]*:)/.test(written)) return undefined;
  const path = posix.normalize(written);
  const value = `./${path}`;
  const isFine = path !== '.' && pathFormProblem({ ...declared, value }) === undefined;
  return isFine ? `Write ${quote(value)}.` : undefined;
}

function fixFor(field: string): string {
  switch (field) {
    case 'agents':
      return 'Name each agent\'s file: "agents": ["./agents/reviewer.md"].';
    case 'hooks':
    case 'lspServers':
    case 'monitors':
      return `Name a JSON file inside the plugin: "${field}": "./config/${field}.json".`;
    case 'mcpServers':
      return 'Name a JSON file inside the plugin: "mcpServers": "./.mcp.json".';
    default:
      return `Name a path inside the plugin: "${field}": "./${field}/".`;
  }
}
