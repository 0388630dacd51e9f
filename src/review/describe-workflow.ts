import { parseDocument } from 'yaml';
import { asRecord, asText, isObject } from '../plugin/values.ts';
import { say, shorten, type Words } from './words.ts';

/** Largest workflow, in UTF-16 units, and most aliases that are expanded. */
const most = { text: 64 << 10, aliases: 100, sentences: 60 } as const;
/** UTF-16 units of a value that is shown. */
const longestValue = 200;

/** Events for which a workflow has the repository's secrets, whoever caused them. */
const privileged = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'repository_dispatch',
]);

/** What matters of a workflow. Maps are by what identifies an entry. */
type Workflow = {
  triggers: ReadonlyMap<string, string>;
  /** Rights of the token, by job (empty for the whole workflow) and scope. */
  rights: ReadonlyMap<string, string>;
  /** What is used at which pin; several pins of one action are joined. */
  actions: ReadonlyMap<string, string>;
  secrets: ReadonlySet<string>;
  machines: ReadonlyMap<string, string>;
  commands: readonly string[];
};

/** What differs between two versions of a workflow or action that a reviewer has to know, one sentence each. A side is absent where there is no such file. */
export function describeWorkflow(before: string | undefined, after: string | undefined): Words[] {
  if (after === undefined) return [say`It is removed.`];
  const [was, is] = [before === undefined ? noWorkflow : readWorkflow(before), readWorkflow(after)];
  if (is === undefined || was === undefined)
    return [say`It cannot be read as a workflow, so all of it has to be read.`];
  const sentences = [
    ...(before === undefined ? [say`It is new.`] : []),
    ...triggerSentences(was.triggers, is.triggers),
    ...rightSentences(was.rights, is.rights),
    ...actionSentences(was.actions, is.actions),
    ...[...is.secrets]
      .filter((name) => !was.secrets.has(name))
      .map((name) => say`It uses the secret ${name}.`),
    ...changed(was.machines, is.machines).map(
      ([job, from, to]) =>
        say`The job ${job} runs on ${to ?? 'nothing'}${from === undefined ? [] : say` instead of ${from}`}.`,
    ),
  ];
  const known = new Set(was.commands);
  const commands = is.commands.filter((command) => !known.has(command)).length;
  if (commands > 0)
    sentences.push([`${commands} of its commands ${commands === 1 ? 'is' : 'are'} new or changed.`]);
  const rest = sentences.length - most.sentences;
  if (rest > 0) return [...sentences.slice(0, most.sentences), say`${rest} more things change.`];
  return sentences.length > 0 ? sentences : [say`Its triggers, rights, actions and commands stay the same.`];
}

const noWorkflow: Workflow = {
  triggers: new Map(),
  rights: new Map(),
  actions: new Map(),
  secrets: new Set(),
  machines: new Map(),
  commands: [],
};

function readWorkflow(text: string): Workflow | undefined {
  // Parsing takes time with the square of how deep brackets are nested.
  if (text.length > most.text || /(?:[[{]\s?){40}/.test(text)) return undefined;
  let value: unknown;
  try {
    const options = { uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;
    const document = parseDocument(text, options);
    if (document.errors.length > 0) return undefined;
    value = document.toJS({ maxAliasCount: most.aliases });
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const workflow = asRecord(value);
  const jobs = Object.entries(asRecord(workflow.jobs)).map(([name, job]) => [name, asRecord(job)] as const);
  const steps = [...jobs.map(([, job]) => job), asRecord(workflow.runs)].flatMap(({ steps }) =>
    Array.isArray(steps) ? steps.map(asRecord) : [],
  );
  const uses = [...steps, ...jobs.map(([, job]) => job)].flatMap((step) => asText(step.uses) ?? []);
  return {
    triggers: triggersOf(workflow.on ?? workflow.true),
    rights: new Map(
      [['', workflow] as const, ...jobs].flatMap(([name, holder]) => rightsOf(name, holder.permissions)),
    ),
    actions: actionsOf(uses),
    secrets: new Set([
      ...[...text.matchAll(/\bsecrets\s{0,9}(?:\.\s{0,9}|\[\s{0,9}['"])([\w-]{1,200})/g)].map(
        ([, name = '']) => name,
      ),
      ...jobs
        .filter(([, { secrets }]) => secrets === 'inherit')
        .map(([name]) => `all of them, in the job ${name}`),
    ]),
    machines: new Map(
      jobs.flatMap(([name, job]) => (job['runs-on'] === undefined ? [] : [[name, shown(job['runs-on'])]])),
    ),
    commands: steps.flatMap(({ run, shell, env, 'working-directory': folder }) =>
      run === undefined ? [] : [JSON.stringify([run, shell, env, folder])],
    ),
  };
}

function triggersOf(on: unknown): Map<string, string> {
  if (typeof on === 'string') return new Map([[on, '']]);
  if (Array.isArray(on)) return new Map(on.map((event) => [shown(event), '']));
  return new Map(
    Object.entries(asRecord(on)).map(([event, more]) => [event, more == null ? '' : shown(more)]),
  );
}

function rightsOf(job: string, permissions: unknown): [string, string][] {
  if (permissions === undefined) return [];
  if (!isObject(permissions)) return [[JSON.stringify([job, 'all rights']), shown(permissions)]];
  const rights = Object.entries(asRecord(permissions));
  return rights.length === 0
    ? [[JSON.stringify([job, 'all rights']), 'none']]
    : rights.map(([scope, level]) => [JSON.stringify([job, scope]), shown(level)]);
}

function actionsOf(uses: readonly string[]): Map<string, string> {
  const pins = Map.groupBy(uses, (one) => one.split('@')[0] ?? '');
  return new Map(
    [...pins].map(([name, all]) => [
      name,
      [...new Set(all.map((one) => one.slice(name.length + 1)))].sort().join(', '),
    ]),
  );
}

function triggerSentences(was: Workflow['triggers'], is: Workflow['triggers']): Words[] {
  return changed(was, is).map(([event, from, to]) => {
    if (to === undefined) return say`It no longer starts on ${event}.`;
    const filter = to === '' ? say` without a filter` : say` by ${to}`;
    const rights = privileged.has(event) ? ', which strangers can cause and which has secrets' : '';
    if (from === undefined) return say`It starts on ${event}${filter}${[rights]}.`;
    return say`It starts on ${event}${filter}, before ${from === '' ? ['without a filter'] : say`by ${from}`}${[rights]}.`;
  });
}

function rightSentences(was: Workflow['rights'], is: Workflow['rights']): Words[] {
  return changed(was, is).map(([key, from, to]) => {
    const [job = '', scope = ''] = JSON.parse(key) as string[];
    const whose = job === '' ? say`The token of the workflow` : say`The token of the job ${job}`;
    const level = to === undefined ? say`is no longer limited` : say`has ${to}`;
    return say`${whose} ${level} for ${scope}, before ${from ?? ['not set']}.`;
  });
}

function actionSentences(was: Workflow['actions'], is: Workflow['actions']): Words[] {
  return changed(was, is).map(([name, from, to]) => {
    if (to === undefined) return say`It no longer uses ${name}.`;
    const isOwn = name.startsWith('./');
    const pins = to.split(', ');
    const loose =
      isOwn || pins.every((pin) => /^(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(pin))
        ? ''
        : ', which is not pinned to a commit';
    const at = to === '' ? [] : say` at ${to}`;
    if (from === undefined) return say`It uses ${name}${at}${[loose]}.`;
    return say`It uses ${name}${at} instead of ${from}${[loose]}.`;
  });
}

/** The entries of two maps that differ, sorted by key. */
function changed(
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
): [key: string, from: string | undefined, to: string | undefined][] {
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => [key, was.get(key), is.get(key)]);
}

function shown(value: unknown): string {
  return shorten(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'), longestValue);
}
