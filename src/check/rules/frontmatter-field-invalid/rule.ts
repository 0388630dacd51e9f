import { lineOfKey } from '../../../plugin/frontmatter.ts';
import { isObject, own } from '../../../plugin/values.ts';
import { clientFileLimit, clientMarkdown } from '../../claude-code/client-files.ts';
import { clientError, pluginRule } from '../../rule.ts';
import { kindOf, schemaIssues } from '../../schema/explain.ts';
import { object } from '../../schema/parts.ts';

export const rule = pluginRule(
  { id: 'frontmatter-field-invalid', version: 2, ...clientError, clientReads: ['markdown'] },
  ({ source, report }) => {
    for (const { file, kind } of clientMarkdown(source)) {
      const frontmatter = source.frontmatter(file);
      if (frontmatter?.kind !== 'mapping' || (source.files.get(file)?.bytes ?? 0) > clientFileLimit) continue;
      const metadata = own(frontmatter.data, 'metadata');
      if (kind !== 'agent' && metadata !== undefined && metadata !== null && !isObject(metadata))
        report({
          file,
          severity: 'warning',
          at: { line: lineOfKey(frontmatter, 'metadata') },
          message: `Expected "metadata" to be "key: value" lines, but it is ${kindOf(metadata)}, which Claude Code ignores.`,
          fix: 'Write your own fields below metadata:, indented by two spaces.',
        });
      const reported = new Set<string>();
      for (const { at, message } of schemaIssues(fieldsSchema, withFiniteNumbers(frontmatter.data))) {
        const field = String(at.json[0]);
        if (reported.has(field) || (field === 'shell' && kind === 'agent')) continue;
        reported.add(field);
        report({ file, at: { line: lineOfKey(frontmatter, field) }, message, fix: fixes[field] ?? '' });
      }
    }
  },
);

/** The client takes infinity for a number, which the validator does not. */
function withFiniteNumbers(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, typeof value === 'number' ? 0 : value]),
  );
}

/** The only four fields that the client looks at; it accepts every other as it is. */
const fieldsSchema = object(
  {},
  {
    name: { type: ['string', 'null'], title: 'a string' },
    description: { type: ['string', 'number', 'boolean', 'null'], title: 'a string' },
    'allowed-tools': {
      type: ['string', 'array', 'null'],
      items: { type: 'string' },
      title: 'a string or a list of strings',
    },
    shell: {
      type: ['string', 'null'],
      pattern: '^\\s*(?i:bash|powershell)\\s*$',
      title: '"bash" or "powershell"',
    },
  },
);

const fixes: Readonly<Record<string, string>> = {
  name: 'Put the name in quotes: name: "5".',
  description: 'Put the description in quotes: description: "…".',
  'allowed-tools': 'Write allowed-tools: Read, Grep, or a list of strings.',
  shell: 'Write shell: bash or shell: powershell.',
};
