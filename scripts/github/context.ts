// What every command of the workflows needs to know from where it runs:
// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFile, readConfig } from '../../src/check/config/config.ts';
import type { MarketplaceConfig } from '../../src/check/config/policy.ts';
import { connect, type GitHub } from '../../src/github/connection.ts';
import { gitCredentials } from '../../src/github/git-access.ts';

/** The marketplace's folder: the checkout that the workflow's commands come from. */
export const root = join(import.meta.dirname, '..', '..');

/** An environment variable that has to be there. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`The environment has no ${name}: this runs in a workflow.`);
  return value;
}

/** The event that started the workflow: its name, and GitHub's account of it. */
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

/** Where repositories lie. */
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
  const read = readConfig(readFileSync(join(root, configFile), 'utf8'));
  if (!read.ok)
    throw new Error(read.problems.map(({ line, message }) => `${configFile}:${line} ${message}`).join('\n'));
  return read.config;
}

/** Adds to the page of the run, where it has one. */
export function summarise(markdown: string): void {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file !== undefined && file !== '') appendFileSync(file, markdown);
}

/** Hands a value to later steps. Never one that somebody else could choose freely: a line break would make it two. */
export function setOutput(name: string, value: string): void {
  if (/[\r\n]/.test(value)) throw new Error(`The output ${name} would have two lines.`);
  const file = process.env.GITHUB_OUTPUT;
  if (file !== undefined && file !== '') appendFileSync(file, `${name}=${value}\n`);
}

/** Says something in the log. Nothing in it is obeyed as a workflow command. */
export function say(text: string): void {
  process.stdout.write(
    `${text
      .replace(/[^\P{Cc}\n]|\p{Cf}/gu, '?')
      .replaceAll('##[', '#?[')
      .replace(/^(\s*)::/gm, '$1?:')}\n`,
  );
}

/** Runs a command: one that fails says why in one sentence. */
export async function command(main: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = message.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replaceAll('%', '%25');
    process.stdout.write(`::error::${line}\n`);
    process.exitCode = 1;
  }
}
