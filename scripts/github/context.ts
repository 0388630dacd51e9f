// What the commands of the workflows share, and what they read from their environment:
// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
import { appendFileSync, readFileSync } from 'node:fs';
import type { MarketplaceConfig } from '../../src/check/config/policy.ts';
import { connect, type GitHub } from '../../src/github/connection.ts';
import { gitCredentials } from '../../src/github/git-access.ts';
import type { Option } from '../command-help.ts';
import { home, type Result, runCommand, type Values } from '../command-line.ts';
import { ownerConfig } from '../owner-config.ts';

/** The marketplace's folder: the checkout that the workflow's commands come from. */
export const root = home;

/** An environment variable that has to be there. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`The environment has no ${name}: this runs in a workflow.`);
  return value;
}

/** The event that started the workflow: its name, and its payload. */
export function readEvent(): { name: string; payload: unknown } {
  return {
    name: required('GITHUB_EVENT_NAME'),
    payload: JSON.parse(readFileSync(required('GITHUB_EVENT_PATH'), 'utf8')) as unknown,
  };
}

/** A connection with the workflow's own token. */
export function connectHere(): GitHub {
  return connect({
    token: required('GITHUB_TOKEN'),
    api: process.env.GITHUB_API_URL || 'https://api.github.com',
    graphql: process.env.GITHUB_GRAPHQL_URL || 'https://api.github.com/graphql',
    repository: required('GITHUB_REPOSITORY'),
  });
}

/** Lets git use the workflow's token, where there is one, from here on. */
export function useTokenForGit(): void {
  const token = process.env.GITHUB_TOKEN;
  if (token === undefined || token === '') return;
  Object.assign(process.env, gitCredentials(token, `${serverUrl()}/${required('GITHUB_REPOSITORY')}`));
}

/** The address of the GitHub server, without a slash at the end. */
export function serverUrl(): string {
  return (process.env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/$/, '');
}

/** The page of this run. */
export function runUrl(): string | undefined {
  const id = process.env.GITHUB_RUN_ID;
  return id === undefined ? undefined : `${serverUrl()}/${required('GITHUB_REPOSITORY')}/actions/runs/${id}`;
}

/** The owner's configuration, from the checkout. */
export function configHere(): MarketplaceConfig {
  return ownerConfig(root);
}

/** Adds to the summary page of the run, if there is one. */
export function summarize(markdown: string): void {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file !== undefined && file !== '') appendFileSync(file, markdown);
}

/** Hands a value to later steps. Never one that somebody else could choose freely: a line break would make it two. */
export function setOutput(name: string, value: string): void {
  if (/[\r\n]/.test(value)) throw new Error(`The output ${name} would have two lines.`);
  const file = process.env.GITHUB_OUTPUT;
  if (file !== undefined && file !== '') appendFileSync(file, `${name}=${value}\n`);
}

/** Writes to the log. Nothing in the text can act as a workflow command. */
export function log(text: string): void {
  process.stdout.write(
    `${text
      .replace(/[^\P{Cc}\n]|\p{Cf}/gu, '?')
      .replaceAll('##[', '#?[')
      .replace(/^(\s*)::/gm, '$1?:')}\n`,
  );
}

/** What a command of the workflows declares. */
type WorkflowCommand<O extends Readonly<Record<string, Option>>> = {
  /** The name of its file, without the ending. */
  file: string;
  about: string;
  options?: O;
  run(values: Values<Record<never, never>, O>): Result | Promise<Result>;
};

/** Runs a command of the workflows. Its errors are annotations. */
export async function workflowCommand<
  const O extends Readonly<Record<string, Option>> = Record<never, never>,
>({ file, about, options, run }: WorkflowCommand<O>): Promise<void> {
  await runCommand<Record<never, never>, O>({
    name: `node scripts/github/${file}.ts`,
    about: `${about} Runs in a workflow, whose environment it reads.`,
    options: options ?? ({} as O),
    example: Object.entries(options ?? {})
      .map(([name, { value }]) => `--${name}${value === undefined ? '' : ` <${value}>`}`)
      .join(' '),
    exitCodes: { 0: 'it was done', 1: 'the verdict is a failure' },
    run,
    printError: annotate,
  });
}

function annotate(message: string): void {
  const line = message.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replaceAll('%', '%25');
  process.stdout.write(`::error::${line}\n`);
}
