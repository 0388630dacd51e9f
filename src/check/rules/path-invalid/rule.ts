import { posix } from 'node:path';
import { insidePath } from '../../../plugin/declared.ts';
import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import {
  type DeclaredPath,
  declaredPaths,
  isRemoteBundle,
  namesJsonFile,
  pathFormProblem,
  resolveDeclared,
} from '../../claude-code/paths.ts';
import { contractLimit, contractProblem } from '../../claude-code/types-contract.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'path-invalid', version: 2, ...clientError, clientReads: ['manifest'] },
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
      } else if (declared.field === 'types') {
        const problem = contractProblemOf(source, declared);
        if (problem !== undefined)
          report({
            file: manifestFile,
            at: { json: declared.path },
            message: `The type contract ${quote(declared.value)} ${problem}.`,
            fix: "Write exported types, and a `declare module 'claude-code'` block, in one file.",
          });
      } else if (namesJsonFile(declared) && resolveDeclared(source, declared) === 'directory') {
        report({
          file: manifestFile,
          at: { json: declared.path },
          message: `The path ${quote(declared.value)} is a folder; ${quote(declared.field)} names JSON files.`,
          fix: fixFor(declared.field),
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

/** Why Claude Code refuses the type contract at a path; undefined where it does not, or where nothing is there. */
function contractProblemOf(source: Source, declared: DeclaredPath): string | undefined {
  const kind = resolveDeclared(source, declared);
  if (kind === 'directory') return 'is a folder';
  if (kind !== 'file') return undefined;
  const file = source.files.get(source.resolve(insidePath(declared.value) ?? '').path);
  if (file === undefined || file.bytes > contractLimit) return `is larger than ${contractLimit} bytes`;
  return file.text === undefined ? 'is no text' : contractProblem(file.text);
}

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
