import { graphql } from '@octokit/graphql';
import { visible } from '../check/diagnostic.ts';

/** A repository on GitHub, and how to query it. */
export type GitHub = {
  /** `owner/name`. */
  repository: string;
  owner: string;
  name: string;
  /**
   * Queries by GraphQL; `$owner` and `$name` are filled in.
   * @throws one sentence, where GitHub refuses
   */
  query<T>(text: string, variables?: Readonly<Record<string, unknown>>): Promise<T>;
  /**
   * Sends a REST request.
   * @param path from the API's root, with a leading slash
   * @returns the answer, for statuses below 300 and those in `expected`
   * @throws one sentence, for any other status
   */
  rest<T>(method: Method, path: string, body?: object, expected?: readonly number[]): Promise<Answer<T>>;
};

/** An answer of the REST API: its HTTP status, and its JSON. */
type Answer<T> = { status: number; data: T };
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Where GitHub is, the token to use, and the repository. */
type ConnectionOptions = {
  token: string;
  /** `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL` of a workflow. */
  api: string;
  graphql: string;
  /** `owner/name`. */
  repository: string;
};

/** Characters of a REST answer. */
const largestAnswer = 16 << 20;
/** Milliseconds until a request without an answer is canceled. */
const patience = 30_000;

/** A connection to the API of one repository. Nothing is requested yet. */
export function connect({ token, api, graphql: address, repository }: ConnectionOptions): GitHub {
  const [owner = '', name = ''] = repository.split('/');
  const ask = graphql.defaults({
    baseUrl: address.replace(/\/graphql$/, ''),
    headers: { authorization: `bearer ${token}` },
  });
  return {
    repository,
    owner,
    name,
    async query<T>(text: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
      try {
        return await ask<T>(text, {
          ...(/\$owner\b/.test(text) ? { owner, name } : {}),
          ...variables,
          request: { signal: AbortSignal.timeout(patience) },
        });
      } catch (error) {
        throw new Error(`GitHub could not answer: ${firstLine(error)}`, { cause: error });
      }
    },
    async rest<T>(method: Method, path: string, body?: object, expected: readonly number[] = []) {
      const response = await fetch(`${api}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `bearer ${token}`,
          'x-github-api-version': '2022-11-28',
          'user-agent': 'plugin-marketplace',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A redirect could send the token elsewhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      });
      const text = await response.text();
      if (response.status >= 300 && !expected.includes(response.status))
        throw new Error(`GitHub answered ${response.status} to ${method} ${path}: ${messageIn(text)}`);
      if (text.length > largestAnswer)
        throw new Error(`GitHub answered with more than ${largestAnswer} characters to ${method} ${path}.`);
      return { status: response.status, data: (text === '' ? null : JSON.parse(text)) as T };
    },
  };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return shown(
    text.replace(/^Request failed due to following response errors:\s*-?\s*/, '').split('\n')[0] ?? '',
  );
}

function messageIn(text: string): string {
  try {
    return shown(String((JSON.parse(text) as { message?: unknown }).message));
  } catch {
    return 'no reason given.';
  }
}

function shown(text: string): string {
  return visible(text).slice(0, 300);
}
