// What the house promises about itself: which room may know which, and what only commands may touch.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which rooms of `src/` each room may import. What comes later in the flow knows what comes earlier, never the reverse. */
const mayImport: Record<string, string[]> = {
  plugin: [],
  check: ['plugin'],
  registry: ['plugin', 'check'],
  new: ['plugin', 'check'],
  lifecycle: ['plugin', 'check', 'registry'],
  verify: ['plugin', 'check', 'registry'],
  inspect: ['plugin', 'check'],
  review: ['plugin', 'check', 'registry'],
  github: ['plugin', 'check', 'registry', 'review'],
  host: ['plugin', 'check', 'registry'],
  site: ['plugin', 'registry'],
};
/** Rooms that take of the others only types, and modules that read nothing: what they show is the registry's, in a browser too. */
const pureOnly = new Set(['site']);

/** `lazy`: loaded where the code first needs it. */
type Import = { specifier: string; typeOnly: boolean; lazy?: true };
type Source = { path: string; tree: ts.SourceFile; imports: Import[] };

function walk(folder: string): string[] {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return entry.name === 'fixtures' || entry.name === 'node_modules' ? [] : walk(path);
      return entry.isFile() ? [path] : [];
    });
}

/** The TypeScript of a file: of an Astro file, what stands between its fences. */
function code(path: string): string {
  const text = readFileSync(join(root, path), 'utf8');
  return path.endsWith('.astro') ? (/^---\n(.*?)\n---/s.exec(text)?.[1] ?? '') : text;
}

function read(path: string): Source {
  const tree = ts.createSourceFile(path, code(path), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const imports: Import[] = [];
  visit(tree, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const typeOnly = ts.isImportDeclaration(node) ? isTypeOnly(node) : node.isTypeOnly;
      imports.push({ specifier: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      imports.push({
        specifier: argument && ts.isStringLiteralLike(argument) ? argument.text : '(computed)',
        typeOnly: false,
        lazy: true,
      });
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      imports.push({ specifier: node.argument.literal.text, typeOnly: true });
    }
  });
  return { path, tree, imports };
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  return (
    !importClause.name &&
    !!names &&
    ts.isNamedImports(names) &&
    names.elements.every(({ isTypeOnly: type }) => type)
  );
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function at(source: Source, node: ts.Node): string {
  return `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`;
}

/** The folder of `src/` that a path from the root lies in; of a file in `src/` itself, the empty text. */
function room(path: string): string {
  return path.split('/').slice(1, -1)[0] ?? '';
}

const isTest = (path: string) => path.endsWith('.test.ts');
const sources = ['src', 'scripts', 'bench', 'test']
  .flatMap(walk)
  .filter((path) => /\.(ts|astro)$/.test(path))
  .map(read);
const inSrc = sources.filter(({ path }) => path.startsWith('src/'));
const product = inSrc.filter(({ path }) => !isTest(path) && !path.endsWith('rule-fixtures.ts'));

/** Where a relative import leads, from the root with `/`. */
function target(from: string, specifier: string): string {
  return relative(root, resolve(root, dirname(from), specifier)).replaceAll(sep, '/');
}

test('there is a house to inspect', () => {
  expect(product.length).toBeGreaterThan(20);
  expect(product.some(({ path }) => path.endsWith('.astro'))).toBe(true);
  expect(new Set(product.map(({ path }) => room(path))).size).toBeGreaterThanOrEqual(4);
});

describe('the flow goes one way', () => {
  test('every room is known, and every room that is known is there', () => {
    const there = new Set(inSrc.map(({ path }) => room(path)));
    expect([...there].sort()).toEqual(Object.keys(mayImport).sort());
    const named = [...Object.values(mayImport).flat(), ...pureOnly];
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });

  test('no room imports a later one', () => {
    let inspected = 0;
    const wrong: string[] = [];
    for (const { path, imports } of product)
      for (const { specifier } of imports) {
        if (!specifier.startsWith('.')) continue;
        inspected++;
        const to = target(path, specifier);
        if (!to.startsWith('src/')) wrong.push(`${path} imports ${to}, outside src/`);
        else if (room(to) !== room(path) && !mayImport[room(path)]?.includes(room(to)))
          wrong.push(`${path} imports ${to}`);
      }
    expect(wrong).toEqual([]);
    expect(inspected).toBeGreaterThan(20);
  });

  test('what the site takes of other rooms is types, and modules that import nothing but such modules', () => {
    const byPath = new Map(product.map((source) => [source.path, source]));
    /** What a module needs when it runs that is no module of ours, and by which way. */
    const needs = (path: string, way: string[] = []): string[] =>
      way.includes(path)
        ? []
        : (byPath.get(path)?.imports ?? [{ specifier: 'no file of ours', typeOnly: false }])
            .filter(({ typeOnly }) => !typeOnly)
            .flatMap(({ specifier }) =>
              specifier.startsWith('.')
                ? needs(target(path, specifier), [...way, path])
                : [`${[...way, path].join(' → ')} imports ${specifier}`],
            );
    const taken = product
      .filter(({ path }) => pureOnly.has(room(path)))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
          .map(({ specifier }) => target(path, specifier))
          .filter((to) => room(to) !== room(path)),
      );
    expect(taken.length).toBeGreaterThan(5);
    expect([...new Set(taken)].flatMap((path) => needs(path))).toEqual([]);
    // The guard sees what it is there for.
    expect(needs('src/registry/build.ts')).not.toEqual([]);
  });

  test('nobody imports a command, and what is imported is named in full', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier }) => {
        if (specifier === '(computed)')
          return path.startsWith('src/') && !isTest(path) ? [`${path} imports a computed name`] : [];
        if (!specifier.startsWith('.'))
          return specifier.startsWith('file:') ? [`${path} imports ${specifier}`] : [];
        const to = target(path, specifier);
        if (to.startsWith('scripts/') && !path.startsWith('scripts/') && to !== 'scripts/command-line.ts')
          return [`${path} imports ${to}`];
        return existsSync(join(root, to)) && /\.[a-z]+$/.test(to)
          ? []
          : [`${path} imports ${to}, which is no file`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('only commands touch the world', () => {
  const forbidden: Record<string, string[]> = {
    process: ['argv', 'env', 'exit', 'exitCode', 'stdin', 'stdout', 'stderr', 'cwd', 'chdir', 'hrtime'],
    console: ['*'],
    Date: ['now'],
    Math: ['random'],
    performance: ['now'],
  };

  test('src/ reads no argument, environment, clock or chance, and neither prints nor exits', () => {
    let inspected = 0;
    const wrong: string[] = [];
    for (const source of product) {
      for (const { specifier } of source.imports)
        if (/^(node:)?process$/.test(specifier)) wrong.push(`${source.path} imports ${specifier}`);
      visit(source.tree, (node) => {
        inspected++;
        if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
          const members = Object.hasOwn(forbidden, node.expression.text)
            ? forbidden[node.expression.text]
            : undefined;
          if (members?.includes('*') || members?.includes(node.name.text)) wrong.push(at(source, node));
        }
        const isDate = (call: ts.NewExpression | ts.CallExpression) =>
          ts.isIdentifier(call.expression) && call.expression.text === 'Date';
        if (ts.isNewExpression(node) && isDate(node) && !node.arguments?.length) wrong.push(at(source, node));
        if (ts.isCallExpression(node) && isDate(node)) wrong.push(at(source, node));
      });
    }
    expect(wrong).toEqual([]);
    expect(inspected).toBeGreaterThan(1000);
  });
});

describe('the habits of the house', () => {
  test('no file does nothing but hand on what others export', () => {
    const barrels = inSrc.filter(
      ({ path, tree }) =>
        !path.endsWith('.d.ts') &&
        tree.statements.length > 0 &&
        tree.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier),
    );
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  test('no any, in whatever room', () => {
    const wrong: string[] = [];
    for (const source of sources)
      visit(source.tree, (node) => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) wrong.push(at(source, node.parent));
      });
    expect(wrong).toEqual([]);
  });

  test('no default export in src/', () => {
    const wrong: string[] = [];
    for (const source of inSrc)
      visit(source.tree, (node) => {
        if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
          if (!ts.isDefaultClause(node.parent)) wrong.push(at(source, node));
        }
      });
    expect(wrong).toEqual([]);
  });
});

describe('the page about the architecture is true', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const section = page.split('\n## Rooms\n')[1]?.split('\n## ')[0] ?? '';
  const named = [...section.matchAll(/^\| `([^`]+)\/` \|/gm)].map(([, path = '']) => path);
  /** Folders in which every folder is a room of its own, but for these. */
  const roomsIn = ['src', ...Object.keys(mayImport).map((name) => `src/${name}`), 'scripts', 'test'];
  const noRooms = ['fixtures', 'node_modules'];

  test('it names every room, and only rooms that exist', () => {
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const rooms = roomsIn.flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && (folder === 'test' || !noRooms.includes(entry.name)))
        .map(({ name }) => `${folder}/${name}`),
    );
    expect(rooms.filter((room) => !named.includes(room))).toEqual([]);
  });

  test('every file that it names exists', () => {
    const files = [...page.matchAll(/`((?:src|scripts|test)\/[\w./-]+\.(?:ts|astro))`/g)].map(
      ([, path = '']) => path,
    );
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('every type that it names is exported by the file beside it', () => {
    const rows = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| `(src\/[\w./-]+\.ts)` \|/gm)];
    expect(rows.length).toBeGreaterThan(5);
    const missing = rows.flatMap(([, types = '', path = '']) => {
      const text = readFileSync(join(root, path), 'utf8');
      return [...types.matchAll(/`(\w+)`/g)].flatMap(([, type = '']) =>
        new RegExp(`^export type (?:${type}\\b|\\{[^}]*\\b${type}\\b)`, 'm').test(text)
          ? []
          : [`${type} in ${path}`],
      );
    });
    expect(missing).toEqual([]);
  });
});

describe('the size of things', () => {
  const shipped = sources.filter(
    ({ path }) => /^(?:src|scripts)\//.test(path) && !isTest(path) && !path.endsWith('.d.ts'),
  );

  test('no file in src/ and scripts/ has more than 400 lines', () => {
    const long = shipped
      .map(({ path }) => [path, readFileSync(join(root, path), 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 400);
    expect(long.map(([path, lines]) => `${path} has ${lines} lines`)).toEqual([]);
  });

  test('no imports form a circle', () => {
    const importsOf = new Map(
      shipped.map(({ path, imports }) => [
        path,
        imports
          .filter(({ specifier, typeOnly, lazy }) => specifier.startsWith('.') && !typeOnly && !lazy)
          .map(({ specifier }) => target(path, specifier)),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      if (done.has(path) || way.includes(path)) return;
      for (const next of importsOf.get(path) ?? []) follow(next, [...way, path]);
      done.add(path);
    };
    for (const path of importsOf.keys()) follow(path, []);
    expect(circles).toEqual([]);
    expect(done.size).toBeGreaterThan(200);
  });
});

describe('what is written about the commands holds', () => {
  const {
    scripts,
    dependencies,
    devDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  const guides = [
    'README.md',
    'CONTRIBUTING.md',
    'src/site/pages/guide.astro',
    ...walk('docs').filter((path) => path.endsWith('.md')),
  ];
  /** Guides that name no command, because they are for those who have no copy of the repository. */
  const withoutCommands = ['SECURITY.md', 'docs/api.md'];

  test.each([...new Set([...guides, ...withoutCommands])])('every npm command named in %s exists', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const named = [...text.matchAll(/npm (?:run (?:--silent )?([a-z][\w:-]*)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own ?? '',
    );
    expect(named.length > 0).toBe(!withoutCommands.includes(file));
    expect(named.filter((name) => !scripts?.[name])).toEqual([]);
  });

  test('every command is in the README', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    const missing = Object.keys(scripts ?? {}).filter(
      (name) => !new RegExp(`npm (run )?${name}\\b`).test(text),
    );
    expect(missing).toEqual([]);
  });

  test('every npm command leads to a file, and every file in scripts/ is led to', () => {
    const files = Object.values(scripts ?? {}).flatMap((line) =>
      [...line.matchAll(/[\w@./-]+\.(?:ts|mjs|js)\b/g)].map(([path]) => path),
    );
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);

    const callers = ['package.json', '.ci/run', ...walk('.github'), ...walk('scripts'), ...walk('bench')];
    const commands = walk('scripts').filter((path) => !isTest(path));
    expect(commands.length).toBeGreaterThan(3);
    const unreached = commands.filter(
      (path) =>
        !callers.some(
          (caller) =>
            caller !== path &&
            existsSync(join(root, caller)) &&
            readFileSync(join(root, caller), 'utf8').includes(path),
        ) &&
        !sources.some((source) =>
          source.imports.some(
            ({ specifier }) => specifier.startsWith('.') && target(source.path, specifier) === path,
          ),
        ),
    );
    expect(unreached).toEqual([]);
  });

  test('every dependency is at an exact version', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies });
    expect(versions.length).toBeGreaterThan(5);
    expect(versions.filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('the lockfile holds every package for every platform, from the public registry', () => {
    const {
      packages,
    }: { packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }> } =
      JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(100);
    expect(
      entries.filter(([, { resolved }]) => !resolved?.startsWith('https://registry.npmjs.org/')),
    ).toEqual([]);
    const isLocked = (from: string, name: string): boolean => {
      if (packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`]) return true;
      if (from === '') return false;
      const end = from.lastIndexOf('/node_modules/');
      return isLocked(end < 0 ? '' : from.slice(0, end), name);
    };
    const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
    );
    expect(missing).toEqual([]);
  });
});
