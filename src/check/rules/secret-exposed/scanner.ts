/** What has the shape of a secret: where, what kind of thing it is in words, and the text itself, which is judged and never reported. */
type FoundSecret = { offset: number; what: string; text: string };
export type SecretScanner = (path: string, text: string) => Promise<FoundSecret[]>;

/** Length of the shortest token that anybody issues and a rule of the preset knows: `vcp_` and twenty more. */
const shortestToken = 24;

/** Which characters tokens are made of. */
const inToken = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.') {
  inToken[character.charCodeAt(0)] = 1;
}

/** The tokens of secretlint's recommended preset (13.0.7), a line for each rule, cut down to what is quick to search and still rare. */
const token = new RegExp(
  [
    'T3BlbkFJ|sk-ant-api0[0-9]-', // openai, anthropic
    '[sr]k_(?:live|test)_[a-zA-Z0-9]{24}|gsk_[a-zA-Z0-9]{52}', // stripe, groq
    'npm_[A-Za-z0-9_]{36}', // npm
    'gh[pousr]_[A-Za-z0-9_]{36}|ghs_[0-9]{1,20}_|github_pat_[A-Za-z0-9_]{82}', // github
    'glpat-[A-Za-z0-9_-]{20}', // gitlab
    'gl(?:c|sa)_[A-Za-z0-9+/]{32}', // grafana
    'hf_[a-zA-Z]{34}|lin_api_[a-zA-Z0-9_]{32}|ntn_[0-9]{11}', // huggingface, linear, notion
    'xox[bpaor]-|xapp-', // slack
    'SG\\.\\w{1,128}\\.\\w', // sendgrid
    'shp(?:pa|ca|at|ss)_[a-zA-Z0-9]{32}', // shopify
    'ops_ey[A-Za-z0-9+/=]{100}', // 1password
    'hv[sbr]\\.[A-Za-z0-9_-]{90}', // hashicorp-vault
    'vc[piark]_[A-Za-z0-9]{20}|dapi[A-Fa-f0-9]{32}|dckr_pat_[a-zA-Z0-9_-]{27}', // vercel, databricks, docker
    'figd_[A-Za-z0-9_-]{40}|cf(?:k|ut|at)_[A-Za-z0-9]{48}|tskey-[a-z]{2,20}-', // figma, cloudflare, tailscale
  ].join('|'),
);

/** aws: the name of the key and its value. */
const awsKey =
  /(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)["']?\s*[:=]>?\s*["']?[A-Za-z0-9/+=]{40}/;
/** basicauth, database-connection-string, slack's webhooks: what may follow the `://` of an address. */
const address = /[^:/\s]{1,256}:[^@/\s]{1,256}@|hooks\.slack\.com\/services\//iy;

let bytes = Buffer.allocUnsafe(1 << 16);

/**
 * Whether the scanner could report anything: it takes about 0.7 ms a kilobyte, and this about 2 µs.
 * One regular expression for all takes 7 µs, because it stops at every character; only words that are long enough for a token are looked at.
 * A test holds samples of every rule of the preset against this, so that a new release cannot slip past.
 */
export function mayHoldSecret(path: string, text: string): boolean {
  // privatekey and gcp; npm, whose own settings file holds tokens that have no shape.
  if (text.includes('PRIVATE KEY')) return true;
  if (path.endsWith('.npmrc') && text.includes('_authToken=')) return true;
  if (path.endsWith('.json') && text.includes(':x-oauth-basic@')) return true;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    address.lastIndex = at + 3;
    if (address.test(text)) return true;
  }
  return hasToken(text);
}

function hasToken(text: string): boolean {
  if (bytes.length < text.length) bytes = Buffer.allocUnsafe(text.length);
  // Bytes are quicker to look at than characters. One above 255 loses its upper half, which can only make a word look longer.
  const length = bytes.write(text, 'latin1');
  for (let start = 0; start + shortestToken <= length; ) {
    // Where the last place of a window cannot be in a token, nothing before it needs looking at: most of a text is skipped.
    let at = start + shortestToken - 1;
    while (at >= start && inToken[bytes[at] as number] === 1) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortestToken;
    while (end < length && inToken[bytes[end] as number] === 1) end++;
    if (token.test(text.slice(start, end))) return true;
    if (end - start >= 40 && awsKey.test(text.slice(Math.max(0, start - 200), end))) return true;
    start = end + 1;
  }
  return false;
}

/** What each rule of the preset finds, to stand after "this reads as". */
const kinds: Readonly<Record<string, string>> = {
  '1password': 'a 1Password service account token',
  anthropic: 'an Anthropic API key',
  aws: 'an AWS secret access key',
  basicauth: 'a user name and password inside an address',
  cloudflare: 'a Cloudflare API key or token',
  'database-connection-string': 'the user name and password of a database',
  databricks: 'a Databricks access token',
  docker: 'a Docker access token',
  figma: 'a Figma access token',
  gcp: "a Google Cloud service account's private key",
  github: 'a GitHub token',
  gitlab: 'a GitLab access token',
  grafana: 'a Grafana token',
  groq: 'a Groq API key',
  'hashicorp-vault': 'a HashiCorp Vault token',
  huggingface: 'a Hugging Face token',
  linear: 'a Linear API key',
  notion: 'a Notion integration token',
  npm: 'an npm or GitHub token',
  openai: 'an OpenAI API key',
  privatekey: 'a private key',
  sendgrid: 'a SendGrid API key',
  shopify: 'a Shopify key or token',
  slack: 'a Slack token or webhook',
  stripe: 'a Stripe key',
  tailscale: 'a Tailscale key',
  vercel: 'a Vercel token',
};

/** The preset's rule that lets a comment in the text switch the others off, which no plugin may. */
const switchingOff = '@secretlint/secretlint-rule-filter-comments';

/** secretlint with its recommended preset. Rejects where its packages are not installed. */
export async function loadScanner(): Promise<SecretScanner> {
  const [{ lintSource }, preset] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  // Naming each rule, because a preset does not heed that one of its rules is switched off.
  const rules = preset.rules
    .filter((rule) => rule.meta.id !== switchingOff)
    .map((rule) => ({ id: rule.meta.id, rule }));
  return async (path, text) => {
    const result = await lintSource({
      source: {
        // One rule reads the file that this names when it ends in .p12; the content alone is to be judged.
        filePath: path.endsWith('.npmrc') || /package(?:-lock)?\.json$/.test(path) ? path : 'plugin.txt',
        content: text,
        ext: path.endsWith('.json') ? '.json' : '.txt',
        contentType: 'text',
      },
      options: { config: { rules }, noPhysicFilePath: true, maskSecrets: true },
    });
    const found = new Map<string, FoundSecret>();
    for (const message of result.messages) {
      const name = message.ruleId.replace('@secretlint/secretlint-rule-', '');
      const secret = {
        offset: message.range[0],
        what: kinds[name] ?? 'a secret',
        text: foundText(name, text, message.range),
      };
      found.set(`${secret.offset} ${secret.what}`, secret);
    }
    return [...found.values()];
  };
}

/** Where the range of a rule is not that of the secret: the secret in the text that starts at the range. */
const secretOf: Readonly<Record<string, RegExp>> = {
  gcp: /"-----BEGIN[^"]{0,20000}/,
  aws: /(?<=[:=]>?\s{0,20}["']?)[A-Za-z0-9/+=]{40}|^[A-Z0-9]{20}/,
  npm: /^npm_\w+|(?<=_authToken=)\S{1,500}|(?<=:\/\/)[^\n]{1,256}(?=:x-oauth-basic@)/,
};

function foundText(name: string, text: string, [start, end]: readonly [number, number]): string {
  const range = text.slice(start, end);
  return secretOf[name]?.exec(name === 'gcp' ? range : text.slice(start, start + 700))?.[0] ?? range;
}
