import { asList, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { isObject, label, listOf, objectOf, type Shape, text } from './shape.ts';

/** Fields of an entry's `relevance`, and of its `signals`. */
export const relevanceFields: readonly string[] = ['topic', 'signals'];
export const signalFields: readonly string[] = ['cli', 'hosts', 'filesRead', 'manifestDeps', 'cwd'];

const sized = (
  most: number,
  fix: string,
  test: (value: string) => boolean = () => true,
  expected = '',
): Shape =>
  text(fix, {
    nonEmpty: true,
    accepts: {
      test: (value) => [...value].length <= most && test(value),
      expected: `${expected}${expected === '' ? '' : ', '}at most ${most} characters`,
    },
  });

const atMost =
  (most: number, item: Shape, fix: string): Shape =>
  (value, path, report) => {
    listOf(item, fix)(value, path, report);
    if (Array.isArray(value) && value.length > most) {
      report({
        path,
        message: `Expected ${quote(label(path))} to hold at most ${most}, and it holds ${value.length}.`,
        fix: `Keep the ${most} that tell most.`,
      });
    }
  };

const pattern: Shape = sized(256, 'Write a JavaScript regular expression', isPattern, 'a regular expression');
const glob: Shape = sized(
  256,
  'Write a glob with forward slashes: "**/*.tf"',
  (value) => !value.includes('\\'),
  'a glob without backslashes',
);

const signalShapes: Readonly<Record<string, Shape>> = {
  cli: atMost(10, sized(64, 'Write the name of a command: "terraform"'), 'Write a list of commands'),
  hosts: atMost(
    20,
    sized(
      128,
      'Write a bare host: "api.example.com"',
      (value) => /^[a-z0-9.-]+$/.test(value),
      'a lower-case host without scheme, port or path',
    ),
    'Write a list of hosts',
  ),
  filesRead: atMost(10, glob, 'Write a list of globs'),
  cwd: atMost(10, glob, 'Write a list of globs'),
  manifestDeps: (value, path, report) => {
    atMost(
      10,
      objectOf(
        { required: { file: pattern, pattern } },
        'Write { "file": "package\\\\.json$", "pattern": "\\"stripe\\"" }',
      ),
      'Write a list of { "file", "pattern" }',
    )(value, path, report);
    if (Array.isArray(value) && value.length === 0)
      report({
        path,
        message: `Expected ${quote(label(path))} to hold at least one.`,
        fix: 'Add { "file": "…", "pattern": "…" } or remove the field.',
      });
  },
};

/** Signals by which the client suggests a plugin, with their limits: https://code.claude.com/docs/en/plugin-relevance#field-reference */
export const relevanceShape: Shape = objectOf(
  {
    required: {
      signals: (value, path, report) => {
        objectOf({ optional: signalShapes }, 'Write "signals": { "cli": ["terraform"] }')(
          value,
          path,
          report,
        );
        if (!isObject(value) || signalFields.some((field) => asList(own(value, field)).length > 0)) return;
        report({
          path,
          message: `Expected ${quote(label(path))} to hold one or more of ${signalFields.map(quote).join(', ')}.`,
          fix: 'Add a signal: "cli": ["terraform"].',
        });
      },
    },
    optional: { topic: sized(64, 'Write a short phrase: "topic": "Terraform"') },
  },
  'Write "relevance": { "signals": { "cli": ["terraform"] } }',
);

function isPattern(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
