/** Redirects that are followed. */
const mostRedirects = 5;
const milliseconds = 30_000;

/** Whether an address may be fetched: over https, or over http on this machine. */
export function mayAsk(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}

/**
 * Fetches an address.
 * @param most largest answer, in bytes
 * @returns undefined where there is nothing (404)
 * @throws with one sentence where it cannot be fetched
 */
export async function fetchBytes(address: string, most: number): Promise<Buffer | undefined> {
  let at = address;
  for (let redirects = 0; ; redirects++) {
    if (!mayAsk(at)) throw new Error(`Expected an address that starts with https://, but it is "${at}".`);
    const answer = await fetch(at, { redirect: 'manual', signal: AbortSignal.timeout(milliseconds) }).catch(
      (error: unknown) => {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        throw new Error(`"${at}" did not answer: ${cause instanceof Error ? cause.message : String(cause)}.`);
      },
    );
    const to = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && to !== null && redirects < mostRedirects) {
      at = new URL(to, at).href;
      continue;
    }
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`"${at}" answered with ${answer.status}.`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body ?? []) {
      length += chunk.length;
      if (length > most) throw new Error(`"${at}" answered with more than ${most} bytes.`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}
