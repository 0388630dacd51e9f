import type { ToldCommand } from './command-words.ts';

/** Whether one of the words looks like something. */
export const has = (words: readonly string[], pattern: RegExp) => words.some((word) => pattern.test(word));

export function isPrivileged({ program, words }: ToldCommand): boolean {
  if (program === 'su' && has(words, /^-c$/)) return true;
  return (
    /^(?:docker|podman)$/.test(program) &&
    (has(words, /^--(?:privileged|pid=host|cap-add(?:=(?:ALL|SYS_\w+))?$)/) ||
      has(words, /^\/var\/run\/docker\.sock/) ||
      words.some(
        (word, at) => (word === '-u' || word === '--user') && /^(?:root|0)\b/.test(words[at + 1] ?? ''),
      ))
  );
}

/** Folders that builds fill anew. */
const rebuilt =
  /(?:^|\/)(?:node_modules|dist|build|out|target|coverage|\.(?:next|nuxt|output|svelte-kit|angular|parcel-cache|vite|expo|dart_tool)|\.cache|cache|__pycache__|\.pytest_cache|\.venv|venv|tmp|temp|\.turbo|bin|obj|DerivedData|_build|deps|\.gradle|\.terraform)(?:\/|$|\*)|^\/tmp\/|\$\{?(?:TMP|TEMP|tmp|temp)|\bmktemp\b/i;

type Words = { words: readonly string[]; plain: readonly string[]; line: string };

const cleansContainers = ({ plain: [first = '', second = ''] }: Words) =>
  /^(?:system|volume|image|container|builder|network)$/.test(first) && /^(?:prune|rm)$/.test(second);
const removesTrees = ({ words, plain }: Words) =>
  (has(words, /^-\w*[rR]|^--recursive$|^-Recurse$/i) || has(plain, /\*|^~|^\//)) &&
  plain.some((path) => !rebuilt.test(path));
const deletesInCloud = ({ plain }: Words) =>
  plain.slice(0, 4).some((word) => /^delete$|:destroy$/.test(word));
const destroys = ({ plain }: Words) => plain[0] === 'destroy';

/** Commands of git that remove work which is not kept elsewhere. */
function deletesInGit({ words, plain }: Words): boolean {
  const [first = '', second = ''] = plain;
  switch (first) {
    case 'branch':
      return has(words, /^-\w*D$|^-d$|^--delete$/);
    case 'worktree':
      return second === 'remove';
    case 'reset':
      return has(words, /^--hard$/);
    case 'clean':
      return has(words, /^-\w*f/);
    case 'checkout':
      return words.includes('--') && plain.includes('.');
    case 'restore':
      return plain.includes('.') && !words.includes('--staged');
    case 'stash':
      return /^(?:drop|clear)$/.test(second);
    case 'tag':
      return has(words, /^-d$|^--delete$/);
    case 'push':
      return has(words, /^--delete$|^-d$/) || has(plain.slice(1), /^:/);
    default:
      return /^filter-(?:branch|repo)$/.test(first);
  }
}

const deleting: Readonly<Record<string, (command: Words) => boolean>> = {
  rm: removesTrees,
  'Remove-Item': removesTrees,
  rmdir: ({ words }) => has(words, /^\/s$/i),
  git: deletesInGit,
  docker: cleansContainers,
  podman: cleansContainers,
  kubectl: ({ plain }) => plain[0] === 'delete',
  terraform: destroys,
  tofu: destroys,
  pulumi: destroys,
  aws: ({ plain }) => has(plain, /^(?:delete|terminate|remove)-|^rb$|^rm$/),
  gcloud: deletesInCloud,
  az: deletesInCloud,
  gh: deletesInCloud,
  heroku: deletesInCloud,
  fly: deletesInCloud,
  find: ({ words }) => has(words, /^-delete$/),
  security: ({ plain }) => /^delete-/.test(plain[0] ?? ''),
  'secret-tool': ({ plain }) => plain[0] === 'clear',
  cmdkey: ({ words }) => has(words, /^\/delete/i),
  dropdb: () => true,
  shred: () => true,
  dd: ({ words }) => has(words, /^of=\/dev\//),
  mkfs: () => true,
};

export const deletes = (command: ToldCommand) => isIn(deleting, command);

/** Whether the table has a word for a program's arguments. */
function isIn(
  table: Readonly<Record<string, (command: Words) => boolean>>,
  { program, words }: ToldCommand,
): boolean {
  const judge = Object.hasOwn(table, program) ? table[program] : undefined;
  return (
    judge?.({ words, plain: words.filter((word) => !word.startsWith('-')), line: words.join(' ') }) === true
  );
}

/** Options that switch off a question, a check or a protection, whatever program has them. */
const unsafeOption =
  /^--(?:yolo|dangerously-[\w-]+|allow-dangerously-[\w-]+|no-verify|no-gpg-sign|no-check-certificate|insecure|trusted-host|break-system-packages|disable-web-security|no-sandbox|full-auto|allow-unsafe|skip-permissions|allow-all(?:-tools|-paths)?|unsafe-perm|disable-gpu-sandbox|ignore-certificate-errors|admin|no-preserve-root|ignore-ssl-errors)(?:=|$)/;

const bypassesPolicy = ({ words }: Words) =>
  words.some((word, at) => /^-(?:ep|executionpolicy)$/i.test(word) && /^bypass$/i.test(words[at + 1] ?? ''));
const trustsAnyHost = ({ words }: Words) => has(words, /^StrictHostKeyChecking=no$/i);

const unsafe: Readonly<Record<string, (command: Words) => boolean>> = {
  git: ({ words, plain }) =>
    (plain[0] === 'push' && has(words, /^(?:-f|--force(?:-with-lease)?(?:=.*)?)$/)) ||
    has(words, /^http\.sslVerify=false$/i),
  chmod: ({ words }) => has(words, /^0?777$|^[ao]?\+[rwx]*w[rwx]*$|^a=rwx$/),
  curl: ({ words }) => has(words, /^-[a-zA-Z]*k[a-zA-Z]*$/),
  npm: ({ words }) => has(words, /^--force$/),
  deno: ({ words, plain }) => plain[0] === 'run' && has(words, /^-A$|^--allow-all$/),
  spctl: ({ words }) => has(words, /^--(?:master|global)-disable$/),
  xattr: ({ words }) => has(words, /quarantine/),
  setenforce: ({ plain }) => plain[0] === '0',
  ufw: ({ plain }) => plain[0] === 'disable',
  'Set-ExecutionPolicy': ({ words }) => has(words, /^(?:Bypass|Unrestricted)$/i),
  ssh: trustsAnyHost,
  scp: trustsAnyHost,
  powershell: bypassesPolicy,
  pwsh: bypassesPolicy,
};

export function skipsSafeguards(command: ToldCommand): boolean {
  const { words, assigned } = command;
  return (
    has(words, unsafeOption) ||
    has(
      words,
      /^(?:yolo|bypassPermissions|danger-full-access)$|^--(?:permission|approval)-mode=(?:yolo|bypassPermissions)$/,
    ) ||
    has(
      assigned,
      /^(?:NODE_TLS_REJECT_UNAUTHORIZED=0|GIT_SSL_NO_VERIFY=|HUSKY=0|PYTHONHTTPSVERIFY=0|SKIP=)/,
    ) ||
    isIn(unsafe, command)
  );
}

/** The first words of commands that put something where others see it, or change what runs elsewhere. */
const publishing: Readonly<Record<string, RegExp>> = {
  git: /^push\b/,
  npm: /^publish\b/,
  pnpm: /^publish\b/,
  yarn: /^(?:npm )?publish\b/,
  bun: /^publish\b/,
  cargo: /^publish\b/,
  twine: /^upload\b/,
  uv: /^publish\b/,
  poetry: /^publish\b/,
  gem: /^push\b/,
  docker: /^(?:push|compose push)\b/,
  podman: /^push\b/,
  gh: /^(?:pr (?:create|merge|comment|review|edit|close)|release (?:create|upload)|issue (?:create|comment|edit|close)|gist create|repo (?:create|fork|edit)|workflow run|secret set)\b/,
  glab: /^(?:mr|issue|release) (?:create|merge|note)\b/,
  vercel: /^(?:deploy\b|--prod|$)/,
  netlify: /^deploy\b/,
  wrangler: /^(?:deploy|publish|pages deploy|secret put)\b/,
  fly: /^deploy\b/,
  flyctl: /^deploy\b/,
  firebase: /^deploy\b/,
  railway: /^up\b/,
  heroku: /^(?:create|config:set)\b/,
  gcloud: /^(?:run|app|functions) deploy\b/,
  terraform: /^apply\b/,
  tofu: /^apply\b/,
  pulumi: /^up\b/,
  kubectl: /^(?:apply|create|replace|patch|set|scale|rollout restart)\b/,
  helm: /^(?:install|upgrade|push)\b/,
  serverless: /^deploy\b/,
  sam: /^deploy\b/,
  cdk: /^deploy\b/,
};

export function publishes({ program, words }: ToldCommand): boolean {
  const line = words.join(' ').replace(/^(?:-\S+ )+/, '');
  if (has(words, /^--dry-run/)) return false;
  if (program === 'aws') return /^s3 (?:cp|sync|mv) \S+ s3:/.test(line);
  const pattern = Object.hasOwn(publishing, program) ? publishing[program] : undefined;
  return pattern?.test(line) === true;
}

const secretPath =
  /(?:^|[/~"'=])(?:\.ssh\/(?:id_\w+$|\*|config)|\.aws\/credentials|\.netrc|\.pgpass|\.npmrc|\.pypirc|\.docker\/config\.json|\.kube\/config|\.gnupg|\.git-credentials|\.config\/gh\/hosts\.yml|\.claude\/\.credentials\.json)|(?:^|\/)\.env(?:\.(?:local|production|development|prod|dev|staging))?$|\.pem$|(?:^|\/)credentials(?:\.json)?$/;
const printers =
  /^(?:cat|less|more|head|tail|bat|source|\.|grep|awk|sed|cut|base64|xxd|type|Get-Content|strings|export|jq)$/;

const secretPrograms: Readonly<Record<string, (command: Words) => boolean>> = {
  security: ({ line }) => /^find-(?:generic|internet)-password/.test(line),
  'secret-tool': ({ line }) => /^(?:lookup|search)\b/.test(line),
  op: ({ line }) => /^(?:read|item get|run|inject)\b/.test(line),
  pass: ({ line }) => /^show\b/.test(line),
  gh: ({ line }) => /^auth token\b/.test(line),
  aws: ({ line }) => /^(?:configure get|secretsmanager get-secret-value|ssm get-parameter)\b/.test(line),
  gcloud: ({ line }) =>
    /^auth (?:application-default )?print-(?:access|identity)-token\b|^secrets versions access\b/.test(line),
  az: ({ line }) => /^account get-access-token\b|^keyvault secret show\b/.test(line),
  vault: ({ line }) => /^(?:kv get|read)\b/.test(line),
  kubectl: ({ line }) => /^get secrets?\b.*(?:-o|--output)/.test(line),
  printenv: ({ words }) => words.length === 0,
  echo: ({ words }) =>
    has(words, /^\$\{?[A-Z_]*(?:TOKEN|SECRET|PASSWORD|API_?KEY|PRIVATE_KEY|CREDENTIALS?)[A-Z_]*\}?$/),
};

export const readsSecret = (command: ToldCommand) =>
  (printers.test(command.program) && has(command.words, secretPath)) || isIn(secretPrograms, command);

const startFile =
  /(?:^|[/~]|HOME\}?\/)(?:\.(?:bashrc|bash_profile|zshrc|zprofile|profile|zshenv|config\/fish\/config\.fish|gitconfig|npmrc|claude(?:\/|\.json)|codex\/|gemini\/|cursor\/))|^\$PROFILE$/;

const writesStartFile = ({ words }: Words) => startFile.test(words.at(-1) ?? '');
const setsConfig = ({ line }: Words) => /^config set\b/.test(line);

const settingUp: Readonly<Record<string, (command: Words) => boolean>> = {
  git: ({ line }) => /^config (?:\S+ )*--(?:global|system)\b/.test(line) && !/--get|--list/.test(line),
  npm: setsConfig,
  pnpm: setsConfig,
  crontab: ({ line }) => !/^-l\b/.test(line),
  launchctl: ({ line }) => /^(?:load|bootstrap|enable)\b/.test(line),
  systemctl: ({ line }) => /^(?:--user )?(?:enable|start)\b/.test(line),
  schtasks: ({ line }) => /\/create/i.test(line),
  claude: ({ line }) =>
    /^(?:mcp (?:add|remove)|plugin (?:install|add|marketplace add|uninstall|enable|disable)|config set)\b/.test(
      line,
    ),
  cp: writesStartFile,
  mv: writesStartFile,
  ln: writesStartFile,
  tee: writesStartFile,
  defaults: ({ line }) => /^write\b/.test(line),
  setx: () => true,
};

/** Whether a command changes how the machine or an agent is set up. */
export const changesSetup = (command: ToldCommand) =>
  command.redirects.some((path) => startFile.test(path)) || isIn(settingUp, command);
