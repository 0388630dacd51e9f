/** Control, bidirectional, zero-width and other invisible characters, and lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const SENSITIVE_NAME =
  /(?:^|[-_.[])(?:access|api|app|auth|client|csrf|xsrf|id|jwt|oauth|private|refresh|session|shared)?[-_]?(?:token|key|secret|password|passwd|pwd|passphrase|signature|sig|credentials?|auth|authorization|jwt|session|sessionid|jsessionid|phpsessid|sid|saml[-_]?(?:response|request)|passcode|code|otp|nonce|ticket|assertion|hmac)(?:$|[-_.\]])/i;
const SENSITIVE_HEADER =
  /authori[sz]ation|cookie|token|secret|api-?key|access-?key|password|credential|signature|session|csrf|xsrf|x-amz-security|assertion/i;
const JWT = /eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g;
const BEARER = /\b(Bearer|Basic|Digest|Negotiate)\s+[A-Za-z0-9+/=_.~-]{6,}/gi;

export const REDACTED = '[redacted]';

/** A hostile value as one harmless line of at most `max` characters. */
export function clean(value, max = 200) {
  const text = String(value ?? '')
    .slice(0, max * 4)
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

/** Milliseconds for a reader: `85 ms`, `1.24 s`. */
export function duration(ms) {
  if (!Number.isFinite(ms)) return '?';
  if (Math.round(Math.abs(ms)) >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${Math.abs(ms) < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
}

/** Bytes for a reader, by thousands as browsers show them: `812 B`, `12.3 kB`, `1.4 MB`. */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return '?';
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export function count(number, word, plural = `${word}s`) {
  return `${number} ${number === 1 ? word : plural}`;
}

/** Lines of cells as aligned columns; numbers (a cell starting with a digit) to the right. */
export function table(rows) {
  const widths = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, i) => {
        if (i === row.length - 1) return cell;
        return /^[\d.]+ ?[a-zA-Z%]*$/.test(cell) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Cuts at a line's end and says so, so that a result never floods a conversation. */
export function bounded(text, max = 24_000) {
  if (text.length <= max) return text;
  const cut = text.lastIndexOf('\n', max - 120);
  return `${text.slice(0, cut > 0 ? cut : max - 120)}\n… cut at ${max} characters: ask for less with "limit" or a filter.`;
}

/**
 * A URL without what could let someone in: no user or password, no fragment, no values of query parameters whose name or look says
 * secret. A data: URL keeps its type and length only.
 */
export function redactUrl(url, { showSecrets = false, max = 300 } = {}) {
  const text = String(url ?? '');
  if (/^data:/i.test(text))
    return clean(
      `${text.slice(0, Math.min(60, (text.indexOf(',') + 1 || 60) - 1))},… (${text.length} characters)`,
      120,
    );
  if (showSecrets) return clean(text, max);
  const [withoutFragment] = text.split('#', 1);
  const at = withoutFragment.indexOf('?');
  const base = at === -1 ? withoutFragment : withoutFragment.slice(0, at);
  const safeBase = base
    .slice(0, 4 * max)
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, `$1${REDACTED}@`)
    .replace(/(;[a-z]*sessionid=)[^;/?]*/gi, `$1${REDACTED}`)
    .replace(JWT, REDACTED);
  if (at === -1) return clean(safeBase, max);
  const query = withoutFragment
    .slice(at + 1, at + 1 + 8 * max)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) return pair.replace(JWT, REDACTED);
      const name = pair.slice(0, equals);
      return isSensitiveName(name)
        ? `${name}=${REDACTED}`
        : `${name}=${pair.slice(equals + 1).replace(JWT, REDACTED)}`;
    })
    .join('&');
  return clean(`${safeBase}?${query}`, max);
}

/** A header's value, or a mark in its place where the name says that it lets someone in. */
export function redactHeader(name, value, { showSecrets = false, max = 300 } = {}) {
  if (showSecrets) return clean(value, max);
  if (SENSITIVE_HEADER.test(name)) return REDACTED;
  if (/^(?:location|referer|content-location|:path|link|refresh|origin)$/i.test(name))
    return redactUrl(value, { max });
  return clean(
    String(value ?? '')
      .slice(0, 4 * max)
      .replace(JWT, REDACTED)
      .replace(BEARER, `$1 ${REDACTED}`),
    max,
  );
}

function isSensitiveName(name) {
  let decoded = name.slice(0, 200);
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    // Not a valid escape: judged as it stands.
  }
  return SENSITIVE_NAME.test(decoded.replace(/([a-z])([A-Z])/g, '$1_$2'));
}
