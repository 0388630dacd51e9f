import { createRequire } from 'node:module';
import { createContext, Script } from 'node:vm';
import { isObject, own } from '../plugin/values.ts';

const require = createRequire(import.meta.url);

/** Milliseconds that checking one result may take: a schema can make that as long as it likes. */
const patience = 2_000;

type Check = (value: unknown) => string | undefined;
const compiled = new WeakMap<object, Check>();

/**
 * Why the structured content of a result does not match a tool's `outputSchema`; undefined where it does, or where the tool reports an error.
 * @param schema as the tool declares it
 */
export function whyNotAsDeclared(
  schema: Readonly<Record<string, unknown>>,
  result: unknown,
): string | undefined {
  if (!isObject(result) || own(result, 'isError') === true) return undefined;
  const content = own(result, 'structuredContent');
  if (content === undefined) return 'it declares an "outputSchema" and returned no "structuredContent"';
  // Loaded before the clock runs: a module that is stopped half-way stays broken.
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  try {
    return inTime(() => {
      const known = compiled.get(schema) ?? compile(schema, Ajv2020);
      compiled.set(schema, known);
      return known(content);
    });
  } catch (error) {
    return `its result cannot be checked against its "outputSchema": ${(error as Error).message.slice(0, 200)}`;
  }
}

function compile(
  schema: Readonly<Record<string, unknown>>,
  Ajv2020: typeof import('ajv/dist/2020.js').Ajv2020,
): Check {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, addUsedSchema: false });
  const { $schema, $id, ...rest } = schema;
  const validate = ajv.compile(rest);
  return (value) => {
    if (validate(value)) return undefined;
    const [error] = validate.errors ?? [];
    const path = error?.instancePath ?? '';
    return `its result does not match its "outputSchema": ${path === '' ? 'it' : path.slice(0, 200)} ${error?.message ?? 'is wrong'}`;
  };
}

const context = createContext(Object.create(null) as object);
const script = new Script('run()');

/** Runs a function that must end within `patience`, a regular expression in it included. */
function inTime<Result>(work: () => Result): Result {
  Object.assign(context, { run: work });
  return script.runInContext(context, { timeout: patience }) as Result;
}
