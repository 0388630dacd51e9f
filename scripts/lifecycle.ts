// npm run lifecycle: deprecates, withdraws, removes, renames or hands over a plugin, in one step that does all of it or nothing.
import { shellWord } from '../src/check/diagnostic.ts';
import type { Home } from '../src/lifecycle/home.ts';
import type { Plan, Planned, Problem } from '../src/lifecycle/plan.ts';
import { command, failure, print, rootOption, runCommandOf } from './command-line.ts';

const exitCodes = { 0: 'it was done', 1: 'it was refused, and nothing was changed' };
const shared = { 'dry-run': { about: 'show what would change, and write nothing' }, root: rootOption };
const plugin = { about: 'the name of a plugin' };
const date = { value: 'day', about: 'as in 2026-01-31 (default: today, in UTC)' };
const reason = { value: 'text', about: 'why, in one sentence', isRequired: true } as const;

await runCommandOf({
  name: 'npm run lifecycle',
  about:
    'Deprecates, withdraws a version of, removes, renames or hands over a plugin: writes all files of the change or none, and prints what to commit.',
  example: 'deprecate my-plugin --reason "A better one exists." --replacement other-plugin',
  exitCodes,
  commands: {
    deprecate: command({
      name: 'npm run lifecycle -- deprecate',
      about: 'Marks a plugin as not to be installed any more; those who have it keep it.',
      arguments: { plugin },
      options: {
        reason,
        replacement: { value: 'plugin', about: 'the plugin to use instead' },
        date,
        ...shared,
      },
      example: 'my-plugin --reason "A better one exists." --replacement other-plugin',
      exitCodes,
      run: ({ plugin: name, reason: why, replacement, date: day = today(), ...where }) =>
        apply(where, async (home) =>
          (await listingCommands()).planDeprecation(home, name, { reason: why, date: day, replacement }),
        ),
    }),
    undeprecate: command({
      name: 'npm run lifecycle -- undeprecate',
      about: 'Takes a deprecation back.',
      arguments: { plugin },
      options: shared,
      example: 'my-plugin',
      exitCodes,
      run: ({ plugin: name, ...where }) =>
        apply(where, async (home) => (await listingCommands()).planUndeprecation(home, name)),
    }),
    yank: command({
      name: 'npm run lifecycle -- yank',
      about: 'Withdraws a version: it is not offered any more.',
      arguments: { plugin, version: { about: 'a version of the plugin' } },
      options: { reason, date, ...shared },
      example: 'my-plugin 1.2.0 --reason "It deletes files."',
      exitCodes,
      run: ({ plugin: name, version, reason: why, date: day = today(), ...where }) =>
        apply(where, async (home) =>
          (await listingCommands()).planYank(home, name, { version, reason: why, date: day }),
        ),
    }),
    remove: command({
      name: 'npm run lifecycle -- remove',
      about: 'Deletes a plugin; its name stays reserved.',
      arguments: { plugin },
      options: { reason, ...shared },
      example: 'my-plugin --reason "Nobody maintains it."',
      exitCodes,
      run: ({ plugin: name, reason: why, ...where }) =>
        apply(where, async (home) => (await nameCommands()).planRemoval(home, name, { reason: why })),
    }),
    rename: command({
      name: 'npm run lifecycle -- rename',
      about: 'Renames a plugin; those who have the old one are led to the new one.',
      arguments: { plugin, 'new-name': { about: 'the new name of the plugin' } },
      options: {
        version: {
          value: 'version',
          about: 'the version under the new name (default: the next patch version)',
        },
        ...shared,
      },
      example: 'my-plugin new-name',
      exitCodes,
      run: ({ plugin: name, 'new-name': to, version, ...where }) =>
        apply(where, async (home) => (await nameCommands()).planRename(home, name, to, { version })),
    }),
    transfer: command({
      name: 'npm run lifecycle -- transfer',
      about: 'Hands a plugin over to other maintainers.',
      arguments: { plugin },
      options: {
        to: {
          value: 'login',
          about: 'the GitHub logins of the new maintainers',
          isRequired: true,
          isList: true,
        },
        ...shared,
      },
      example: 'my-plugin --to ada,bob',
      exitCodes,
      run: ({ plugin: name, to, ...where }) =>
        apply(where, async (home) =>
          (await listingCommands()).planTransfer(
            home,
            name,
            to.map((login) => login.trim()),
          ),
        ),
    }),
  },
});

function listingCommands() {
  return import('../src/lifecycle/listing-commands.ts');
}

function nameCommands() {
  return import('../src/lifecycle/name-commands.ts');
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Carries out a plan, unless it is a dry run, and prints it. */
async function apply(
  { root, 'dry-run': isDry }: { root: string; 'dry-run': boolean },
  plan: (home: Home) => Promise<Planned>,
): Promise<void> {
  const [{ openHome }, { applyPlan }] = await Promise.all([
    import('../src/lifecycle/home.ts'),
    import('../src/lifecycle/apply.ts'),
  ]);
  const opened = openHome(root);
  if (!opened.ok) throw refusal(opened.problems);
  const planned = await plan(opened.home);
  if (!planned.ok) throw refusal(planned.problems);
  try {
    if (!isDry) applyPlan(root, planned.plan, `lifecycle.${process.pid}`);
  } catch (error) {
    const message = `The files could not be written: ${error instanceof Error ? error.message : error}.`;
    throw refusal([{ message, fix: 'Everything is as it was.' }]);
  }
  report(planned.plan, isDry);
}

function refusal(problems: readonly Problem[]): Error {
  const lines = new Set(problems.map(({ message, fix }) => `  ${message} ${fix}`));
  return failure(['Nothing was changed:', ...lines].join('\n'));
}

function report({ summary, move, remove, edits, notes, subject, later }: Plan, isDry: boolean): void {
  print(isDry ? `Nothing was written. Without --dry-run:\n  ${summary}` : summary);
  print(isDry ? '\nIt would change:' : '\nChanged:');
  if (move !== undefined) print(`  ${move.from}/ → ${move.to}/`);
  if (remove !== undefined) print(`  ${remove}/ is deleted`);
  for (const { path } of edits) print(`  ${path}`);
  if (notes.length > 0) print('\nLook at this:');
  for (const note of notes) print(`  ${note}`);
  const folders = [move?.from, move?.to, remove].filter((path) => path !== undefined);
  const files = edits
    .map(({ path }) => path)
    .filter((path) => !folders.some((folder) => path.startsWith(`${folder}/`)));
  print('\nNext:');
  print(`  git add -A -- ${[...folders, ...files].map(shellWord).join(' ')}`);
  print(`  git commit -m ${shellWord(subject)}`);
  print(
    '  Open a pull request. Once it is merged, publishing updates the registry, the marketplace, the API, the site and the feeds.',
  );
  for (const line of later) print(`  Once it is merged: ${line}`);
}
