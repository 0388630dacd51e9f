import { lineOfKey } from '../../../plugin/frontmatter.ts';
import { own } from '../../../plugin/values.ts';
import { clientFileLimit, clientMarkdown } from '../../claude-code/client-files.ts';
import { quote } from '../../diagnostic.ts';
import type { PluginRule } from '../../rule.ts';
import { kindOf } from '../../schema/explain.ts';

export const rule: PluginRule = {
  id: 'frontmatter-field-invalid',
  version: 1,
  looksAt: 'plugin',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  clientReads: ['markdown'],
  check({ source, report }) {
    for (const { file, kind } of clientMarkdown(source)) {
      const frontmatter = source.frontmatter(file);
      if (frontmatter?.kind !== 'mapping' || (source.files.get(file)?.bytes ?? 0) > clientFileLimit) continue;
      for (const [field, problem] of Object.entries(problems)) {
        const value = own(frontmatter.data, field);
        if (value === undefined || value === null || (field === 'shell' && kind === 'agent')) continue;
        const found = problem(value);
        if (found === undefined) continue;
        report({ file, at: { line: lineOfKey(frontmatter, field) }, ...found });
      }
    }
  },
};

type Problem = { message: string; fix: string };

/** The only four fields that the client looks at; it takes every other as it comes. */
const problems: Readonly<Record<string, (value: unknown) => Problem | undefined>> = {
  name: (value) =>
    typeof value === 'string'
      ? undefined
      : {
          message: `Expected "name" to be a string, but it is ${kindOf(value)}.`,
          fix: 'Put the name in quotes: name: "5".',
        },
  description: (value) =>
    typeof value !== 'object'
      ? undefined
      : {
          message: `Expected "description" to be a string, but it is ${kindOf(value)}.`,
          fix: 'Put the description in quotes: description: "…".',
        },
  'allowed-tools': (value) => {
    const fix = 'Write allowed-tools: Read, Grep, or a list of strings.';
    if (typeof value === 'string') return undefined;
    if (!Array.isArray(value))
      return {
        message: `Expected "allowed-tools" to be a string or a list, but it is ${kindOf(value)}.`,
        fix,
      };
    const wrong: unknown = value.find((item) => typeof item !== 'string');
    return wrong === undefined
      ? undefined
      : { message: `Expected "allowed-tools" to hold only texts, but it holds ${kindOf(wrong)}.`, fix };
  },
  shell: (value) => {
    const fix = 'Write shell: bash or shell: powershell.';
    if (typeof value !== 'string')
      return { message: `Expected "shell" to be a string, but it is ${kindOf(value)}.`, fix };
    return ['bash', 'powershell'].includes(value.trim().toLowerCase())
      ? undefined
      : { message: `Unknown shell ${quote(value)}.`, fix };
  },
};
