/** Words that passwords of examples consist of: whole passwords of them, with digits and punctuation, keep nothing secret. */
const passwordWords = `
  my your the new old a some this here for is not me use put set with change changed replace insert enter hidden masked redacted
  user username usr pass passwd password passphrase pwd pw secret token key api auth access credential credentials value string
  test testing tester example sample demo dummy fake mock placeholder default temp tmp todo none null invalid super strong secure
  complex random hard local localhost dev devel develop development prod production staging ci app db database sql postgres
  postgresql pg mysql mariadb mongo mongodb redis rabbitmq admin administrator root guest owner service server client host
  foo bar baz qux abc xyz xxx qwerty`
  .trim()
  .split(/\s+/);

/** Words of sample tokens. Looked for in one case only, because random letters hold a short word in mixed case too often. */
const tokenWords = new RegExp(
  'example sample placeholder dummy fake mock demo test your redacted replace change insert invalid secret token foobar qwerty deadbeef'
    .split(' ')
    .flatMap((word) => [word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`])
    .join('|'),
);

/** Tokens that their issuers print in their documentation: https://docs.stripe.com/keys and https://docs.github.com. */
const documented = /4eC39HqLyjWDarjtT1zdp7dc|BQokikJOvBiI2HlWgH4olfQ2|16C7e42F292c6912E7710c838347Ae178B4a/;

/** Characters of what was found that are looked at. */
const longest = 20_000;

/**
 * Whether a text in the shape of a secret is a placeholder, an example or an identifier, which nobody has to revoke.
 * @param found the text that the scanner found, which ends no later than its line or its private key
 */
export function isPlaceholder(found: string): boolean {
  const text = found.slice(0, longest);
  const webhook = /^https:\/\/hooks\.[^/]+\/services\/(.+)$/is.exec(text)?.[1];
  if (webhook !== undefined)
    return webhook.split('/').some(isFiller) || (webhook.split('/').at(-1) ?? '').length < 16;
  const credentials = /:\/\/([^:/\s]*):([^/\s]*)@([^\s/?#"'`@]*)(?:\/([\w-]*))?/.exec(text);
  if (credentials !== null) {
    const [, user = '', password = '', host = '', database = ''] = credentials;
    return isExamplePassword(decoded(password), [user, host, database]);
  }
  const pem = /-----BEGIN [A-Z ]+-----(.*?)(?:-----END|$)/s.exec(text)?.[1];
  if (pem !== undefined) return isSampleKey(pem.replace(/\s|\\[nr]/g, ''));
  return isSampleToken(text);
}

/** A password that is written as a variable, a mask, or in the words of examples and of the address itself. */
function isExamplePassword(
  password: string,
  [user = '', host = '', database = '']: readonly string[],
): boolean {
  if (isTemplate(password) || isRun(password)) return true;
  const lower = password.toLowerCase();
  if (/^p[a@4][s$5]{1,2}w?[o0$]?r?d?\W*\d{0,4}\W*$/.test(lower)) return true;
  const ofAddress = [user, host, database].flatMap((part) => part.toLowerCase().match(/[a-z]{3,}/g) ?? []);
  if (consistsOf(lower, passwordWords)) return true;
  // A name of the address as its own password is no secret where only the machine itself or a container is reached.
  return (
    isLocal(host) && [lower, unleet(lower)].some((one) => consistsOf(one, [...passwordWords, ...ofAddress]))
  );
}

/** `<password>`, `{password}`, `[password]`, `${PASSWORD}`, `$PASSWORD`, `%s`, `%PASSWORD%`, `***`, `...`. */
function isTemplate(text: string): boolean {
  return (
    /<[^>]*>?|\{[^}]*\}|\[[^\]]*\]|\$\{|\$\(|%[A-Z_]+%|\*{2,}|\.{3}|[…•]/.test(text) ||
    /^(?:\$[a-z_]\w*|%[sdv]|:\w+)$/i.test(text)
  );
}

/** A machine's own name, a single word as containers have, or a domain that nobody can own. */
function isLocal(host: string): boolean {
  const name = host.replace(/:\d*$/, '').toLowerCase();
  return (
    !name.includes('.') ||
    /^127\.|^0\.0\.0\.0$|(?:^|\.)example\.(?:com|net|org)$|\.(?:example|test|invalid|localhost|local|internal)$/.test(
      name,
    )
  );
}

/** Whether a text is words one after another, with up to four digits and punctuation between them. Linear in the text. */
function consistsOf(text: string, words: readonly string[]): boolean {
  const ends = new Set([0]);
  let hasWord = false;
  for (let at = 0; at < text.length && at < 200; at++) {
    if (!ends.has(at)) continue;
    for (const word of words) {
      if (!text.startsWith(word, at)) continue;
      ends.add(at + word.length);
      hasWord = true;
    }
    const filler = /^(?:[\W_]|\d{1,4}(?!\d))/.exec(text.slice(at, at + 6))?.[0];
    if (filler !== undefined) ends.add(at + filler.length);
  }
  return hasWord && ends.has(text.length);
}

function unleet(text: string): string {
  return text.replace(
    /[013457@$]/g,
    (one) => ({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' })[one] ?? one,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The bytes of a real key look random; those of a sample repeat or hold words. */
function isSampleKey(base64: string): boolean {
  return (
    new Set(base64).size < 20 ||
    isPeriodic(base64.slice(4)) ||
    /example|placeholder|dummy|your|fake/i.test(base64)
  );
}

/** A token that is filler, words, or part of a name; what follows the issuer's prefix is what counts. */
function isSampleToken(token: string): boolean {
  if (documented.test(token) || isTemplate(token)) return true;
  const body = token.replace(
    /^(?:[sr]k_(?:live|test)_|github_pat_|dckr_pat_|lin_api_|sk-(?:ant-api\d\d-|proj-|svcacct-|admin-)?|tskey-[a-z]+-|[a-z]{2,5}[._-])/i,
    '',
  );
  // Slack and SendGrid: the shapes that the scanner knows take much shorter texts than those that are issued.
  if (/^xox|^xapp/.test(token) && body.length < 28) return true;
  if (token.startsWith('SG.') && !/^[\w-]{20,24}\.[\w-]{40,}$/.test(body)) return true;
  return isFiller(body) || readsAsWords(body) || tokenWords.test(body);
}

function isFiller(text: string): boolean {
  if (/^0+$|(.)\1{5}/s.test(text) || isRun(text) || isPeriodic(text)) return true;
  const letters = text.replace(/[^A-Za-z]/g, '').toLowerCase();
  const digits = text.replace(/\D/g, '');
  // "a1b2c3d4e5f6": letters and digits each count up.
  return counts(text.toLowerCase(), 6) || counts(letters, 6) || counts(digits, 6);
}

/** One character, or one that follows another, all the way: "xxxx", "1234", "4321". */
function isRun(text: string): boolean {
  return /^(.)\1*$/s.test(text) || (text.length >= 3 && counts(text.toLowerCase(), Math.min(text.length, 5)));
}

/** Whether a text holds so many characters of which each follows the one before: "12345", "abcde", "54321". */
function counts(text: string, length: number): boolean {
  let up = 1;
  let down = 1;
  for (let at = 1; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    up = step === 1 || (text[at - 1] === '9' && text[at] === '0') ? up + 1 : 1;
    down = step === -1 ? down + 1 : 1;
    if (up >= length || down >= length) return true;
  }
  return false;
}

/** A few characters over and over: "abc123abc123abc123". */
function isPeriodic(text: string): boolean {
  for (let period = 1; period <= 8; period++) {
    if (text.length >= period * 3 && text.slice(period) === text.slice(0, -period)) return true;
  }
  return text.length >= 20 && new Set(text.toLowerCase()).size <= 6;
}

/** "latest_version_is_read_from_the_lock": runs of letters that are far longer than in random text. */
function readsAsWords(text: string): boolean {
  const letters = text.replace(/[^A-Za-z]/g, '');
  const digits = text.match(/\d/g)?.length ?? 0;
  if (digits > text.length * 0.15) return false;
  const isOneCase = letters === letters.toLowerCase() || letters === letters.toUpperCase();
  if (digits === 0 && isOneCase && letters.length >= 16) return true;
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  const areWords = /^(?:[A-Z]?[a-z]{2,}|[_-])+\d*$/.test(text);
  return runs.length > 0 && letters.length / runs.length >= (areWords ? 4 : 5);
}
