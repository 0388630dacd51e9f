// npm run schemas: compiles the JSON Schemas that are needed at run time: compiling costs 150 ms or more at every start, loading what was compiled 3 ms.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

const usage = `Usage: npm run schemas [-- options]

Compiles the JSON Schemas that the commands validate with, and writes the modules beside them.

  --root <folder>  the marketplace's folder (default: this repository)
  --help           show this`;

/** Which schema becomes which module. Only the owner's own file is searched for all of its mistakes: an author's may hold a million. */
const compiled = [
  {
    schema: 'src/plugin/schemas/listing.schema.json',
    module: 'src/plugin/schemas/validate-listing.js',
    all: false,
  },
  {
    schema: 'src/check/config/schemas/marketplace-config.schema.json',
    module: 'src/check/config/schemas/validate-config.js',
    all: true,
  },
] as const;

/** What ajv's code asks for at run time, written out: it writes `require` even into modules. */
const helpers: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default':
    '(text) => { let length = 0; for (const _ of text) length++; return length; }',
};

/** The modules as they should be, by path. Deterministic. */
export function compileSchemas(root: string): Map<string, string> {
  const modules = new Map<string, string>();
  for (const { schema, module, all } of compiled) {
    const ajv = new Ajv2020({
      allErrors: all,
      allowUnionTypes: true,
      code: { source: true, esm: true, lines: true },
    });
    const validate = ajv.compile(JSON.parse(readFileSync(join(root, schema), 'utf8')) as object);
    let code = standaloneCode
      .default(ajv, validate)
      .replace(/^"use strict";\n?/, '')
      .replace(/^export default .*\n/m, '');
    for (const [asked, helper] of Object.entries(helpers)) code = code.replaceAll(asked, helper);
    const unknown = /require\([^)]*\)/.exec(code)?.[0];
    if (unknown !== undefined)
      throw new Error(
        `The code for ${schema} asks for ${unknown}: add it to "helpers" in scripts/schemas.ts.`,
      );
    const head = [
      `// Generated from ${schema} by "node scripts/schemas.ts". Do not edit.`,
      '// biome-ignore-all lint: generated',
      '// biome-ignore-all format: generated',
      '// biome-ignore-all assist: generated',
    ];
    modules.set(module, `${head.join('\n')}\n${code.trimEnd()}\n`);
  }
  return modules;
}

function main(): number {
  let values: { root?: string; help: boolean };
  try {
    values = parseArgs({
      options: { root: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    return 2;
  }
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const root = values.root === undefined ? join(import.meta.dirname, '..') : resolve(values.root);
  for (const [path, text] of compileSchemas(root)) {
    writeFileSync(join(root, path), text);
    console.log(path);
  }
  return 0;
}

if (import.meta.main) process.exitCode = main();
