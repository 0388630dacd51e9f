// The workflows as GitHub's own parser and expression engine read them, and what this house asks of them besides.
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';

/** GitHub's packages import JSON as bundlers do, without saying that it is JSON. */
registerHooks({
  load: (url, context, next) =>
    next(
      url,
      url.endsWith('.json')
        ? { ...context, importAttributes: { ...context.importAttributes, type: 'json' } }
        : context,
    ),
});
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import(
  '@actions/workflow-parser'
);

export const root = join(import.meta.dirname, '..', '..');
const folder = join(root, '.github', 'workflows');

export type Step = {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
  env?: Record<string, unknown>;
};
export type Job = {
  name?: string;
  if?: string;
  needs?: string | string[];
  permissions?: Record<string, string> | string;
  outputs?: Record<string, string>;
  env?: Record<string, unknown>;
  environment?: unknown;
  'timeout-minutes'?: number;
  'runs-on'?: string;
  steps?: Step[];
};
type Workflow = {
  name: string;
  on: Record<string, unknown>;
  permissions?: unknown;
  concurrency?: { group: string; 'cancel-in-progress': boolean };
  env?: unknown;
  jobs: Record<string, Job>;
};

/** The texts of all workflows by file name. */
export function readWorkflows(): Map<string, string> {
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return new Map(files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

export function asWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

/** What GitHub itself finds wrong with a workflow. */
export async function parserProblems(file: string, text: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  const template = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  return [
    ...context.errors.getErrors().map(({ message }) => message),
    ...(template?.errors ?? []).map(({ Message }) => Message),
  ];
}

export function needsOf({ needs = [] }: Job): string[] {
  return typeof needs === 'string' ? [needs] : needs;
}

/** Events in which the workflow itself comes from the default branch and holds its rights, whoever caused them. */
const privileged = new Set(['workflow_run', 'issues', 'issue_comment', 'push', 'schedule']);

export function isPrivileged({ on }: Workflow): boolean {
  return Object.keys(on).some((event) => privileged.has(event));
}

/** Texts in an event that whoever caused it chose freely. */
const chosenByOthers =
  /github\.(?:head_ref|event\.(?:[\w*.]+\.)?(?:title|body|head_branch|head_commit|ref|label|default_branch_name|message|email|name|page_name|display_title)\b)/;

/** What may be checked out: the base, the default branch, or what an earlier job of the same run made. */
const refs = [
  undefined,
  '${{ github.event.repository.default_branch }}',
  '${{ needs.registry.outputs.commit }}',
  '${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.event.repository.default_branch }}',
];

/** Where one of those texts does no harm: GitHub itself reads it, and it names nothing but itself. */
const harmlessExpressions = [
  "startsWith(github.event.comment.body, '/')",
  "contains(github.event.issue.labels.*.name, 'submission')",
];

/** What this house asks of a workflow, and does not get. */
export function houseProblems(file: string, text: string): string[] {
  const workflow = asWorkflow(text);
  const problems: string[] = [];
  const events = Object.keys(workflow.on);
  const wrong = (what: string) => problems.push(`${file}: ${what}`);

  if (events.includes('pull_request_target')) wrong('pull_request_target is never used');
  if (JSON.stringify(workflow.permissions) !== '{}') wrong('permissions do not begin with none');
  if (workflow.concurrency === undefined) wrong('no concurrency');
  if (workflow.env !== undefined) wrong('environment for all jobs');
  const named = [...text.matchAll(/\bsecrets\b(?:\.(\w+))?/g)].map(([, name]) => name ?? 'all');
  if (named.some((name) => file !== 'publish.yml' || name !== 'PUBLISH_KEY')) wrong('a secret is named');
  for (const [, used = '', comment = ''] of text.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)) {
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(used)) wrong(`${used} is not pinned to a commit`);
    if (!/^ # v\d+\.\d+\.\d+$/.test(comment)) wrong(`${used} has no comment with its version`);
  }
  if (events.includes('pull_request') && !isPrivileged(workflow)) {
    if (workflow.concurrency?.['cancel-in-progress'] !== true) wrong('what is superseded is not cancelled');
  }
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const at = (what: string) => wrong(`${id}: ${what}`);
    const { permissions } = job;
    if (typeof permissions !== 'object') at('no permissions of its own');
    const writes = Object.entries(permissions ?? {}).filter(([, level]) => level !== 'read');
    const isPullRequest = events.some((event) => event.startsWith('pull_request') || event === 'merge_group');
    if (isPullRequest && writes.length > 0) at('a pull request gets a right to write');
    if (JSON.stringify(job).includes('secrets.') && job.environment === undefined)
      at('a secret without an environment');
    if (job['timeout-minutes'] === undefined) at('no time limit');
    if (job.env !== undefined) at('environment for all steps');
    if (!/^ubuntu-\d\d\.\d\d$/.test(job['runs-on'] ?? '')) at('not a runner of one version');
    for (const step of job.steps ?? []) {
      const uses = step.uses?.split('@')[0] ?? '';
      if (step.run?.includes('${{')) at('an expression in a shell line');
      const values = JSON.stringify([step.env ?? {}, step.with ?? {}]);
      if (chosenByOthers.test(values)) at('a text that others choose is handed to a step');
      for (const condition of [step.if, job.if]) {
        const rest = harmlessExpressions.reduce((left, known) => left.replace(known, ''), condition ?? '');
        if (chosenByOthers.test(rest)) at('a text that others choose decides');
      }
      if (uses === 'actions/checkout') {
        if (step.with?.['persist-credentials'] !== false) at('the token stays in the checkout');
        if (step.with?.['allow-unsafe-pr-checkout'] !== undefined || step.with?.repository !== undefined)
          at('checks out what is not ours');
        const isOwnCode = file === 'tests.yml' && !isPullRequestPrivileged(job);
        if (!isOwnCode && !refs.includes(step.with?.ref as string | undefined))
          at('checks out something else');
        if (!isOwnCode && isPullRequest && step.with?.ref === undefined) at('checks out the pull request');
      }
      if (
        uses === 'actions/setup-node' &&
        (step.with?.['package-manager-cache'] !== false || step.with.cache !== undefined)
      )
        at('a cache');
      if (/cache/.test(uses)) at('a cache');
      if (
        uses === 'actions/download-artifact' &&
        (step.with?.['run-id'] !== undefined || step.with?.['github-token'] !== undefined)
      )
        at('takes an artifact of another run');
      if (/\bgh\s|curl|wget|npx|npm (?:install|exec)\b|\bnpm ci(?! --ignore-scripts)/.test(step.run ?? ''))
        at('runs more than what the lockfile holds');
      if (/\bgit (?:checkout|switch|merge|pull|reset|worktree)\b/.test(step.run ?? ''))
        at('checks out by hand');
    }
  }
  return problems;
}

function isPullRequestPrivileged({ permissions }: Job): boolean {
  return JSON.stringify(permissions) !== '{"contents":"read"}';
}
