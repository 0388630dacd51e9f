import { hole, textsOf, type Value } from './value.ts';

/** What a path leads to. */
export type PathPlace = {
  /** With `~` for the home folder. */
  written: string;
  /** Outside the project, the plugin and the temporary folder. */
  outside: boolean;
  secret: boolean;
  /** The agent that the file configures. */
  agent?: string;
  /** What starts something again because of the file. */
  starts?: 'shell-start-file' | 'cron' | 'launchd' | 'systemd' | 'login-item' | 'git-hook';
  conversation: boolean;
};

/** Variables that hold a folder, and the folder where they are not set. */
const folderNames: Readonly<Record<string, string>> = {
  XDG_CONFIG_HOME: '~/.config',
  XDG_DATA_HOME: '~/.local/share',
  XDG_STATE_HOME: '~/.local/state',
  XDG_CACHE_HOME: '~/.cache',
  CLAUDE_CONFIG_DIR: '~/.claude',
  CODEX_HOME: '~/.codex',
  ZDOTDIR: '~',
  APPDATA: '~/AppData/Roaming',
  LOCALAPPDATA: '~/AppData/Local',
  CARGO_HOME: '~/.cargo',
  GNUPGHOME: '~/.gnupg',
  KUBECONFIG: '~/.kube/config',
};

/** A path with folders that variables hold, and without what leads nowhere. */
function normalPath(path: string): string {
  const named = path.replace(/^\$\{(\w+)\}/, (whole, name: string) =>
    Object.hasOwn(folderNames, name) ? (folderNames[name] ?? whole) : whole,
  );
  const home = named
    .replaceAll(hole, '*')
    .replace(/^(?:\/(?:home|Users)\/[^/$*]+|\/root)(?=\/|$)/, '~')
    .replaceAll('\\', '/');
  return home
    .replace(/\/(?:\.\/)+/g, '/')
    .replace(/(?<=.)\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '');
}

const secretFiles = new RegExp(
  [
    String.raw`/\.ssh(?:$|/(?!config$|known_hosts|authorized_keys|.*\.pub$))`,
    String.raw`/\.aws/(?:credentials|config|sso|cli)`,
    '/[._]netrc$',
    String.raw`/\.config/gh/hosts\.yml$`,
    String.raw`/\.docker/config\.json$`,
    String.raw`/\.kube/config`,
    String.raw`/\.gnupg(?:/|$)`,
    String.raw`~/\.(?:npmrc|yarnrc\.yml|pypirc|git-credentials|pgpass|my\.cnf|vault-token|password-store|s3cfg|boto)(?:/|$)`,
    String.raw`~/\.config/(?:gcloud|op|rclone|hub)(?:/|$)`,
    String.raw`~/\.azure(?:/|$)`,
    String.raw`~/\.terraform\.d/credentials`,
    String.raw`~/\.(?:cargo|gem)/credentials`,
    String.raw`/\.claude/\.credentials\.json$`,
    String.raw`/\.codex/auth\.json$`,
    String.raw`/\.gemini/oauth_creds`,
    '/Library/Keychains(?:/|$)',
    String.raw`/(?:Google/Chrome|google-chrome|Chromium|chromium|BraveSoftware|Microsoft Edge|Firefox|\.mozilla)(?:/(?!(?:.*/)?(?:DevToolsActivePort|NativeMessagingHosts|SingletonLock)(?:/|$))|$)`,
    String.raw`/(?:Login Data|Cookies|logins\.json|key[34]\.db|Local State)$`,
    String.raw`/\.(?:bitcoin|ethereum|electrum|monero)(?:/|$)`,
    String.raw`/(?:wallet\.dat|solana/id\.json|Exodus|Electrum)(?:/|$)`,
    String.raw`/\.env(?:\.(?!example|sample|template|dist|defaults?|md|schema|test$)[\w-]+)*\*?$`,
    '/(?:id_rsa|id_ed25519|id_ecdsa|id_dsa)$',
    String.raw`\.(?:pem|p12|pfx|keystore|jks|kdbx)$`,
    String.raw`/(?:secrets?|credentials?|service[-_]account[\w-]*|client_secret[\w.-]*)\.(?:json|ya?ml|toml|ini|txt)$`,
    '^/etc/(?:shadow|sudoers)',
    String.raw`/proc/(?:self|\d+)/environ$`,
  ].join('|'),
);

const agentFiles: readonly (readonly [RegExp, string])[] = [
  [
    /\/\.claude\/(?:settings(?:\.local)?\.json|(?:agents|commands|skills|rules|hooks|output-styles|plugins\/(?:installed_plugins|known_marketplaces|config)[\w.]*)(?:\/|$)|keybindings\.json|statusline[\w.-]*|CLAUDE\.md)/,
    'Claude Code',
  ],
  [/(?:\/\.claude\.json|\/managed-settings\.json|\/\.mcp\.json)$/, 'Claude Code'],
  [/(?:^|\/)CLAUDE(?:\.local)?\.md$/, 'Claude Code'],
  [/^\$\{CLAUDE_ENV_FILE\}$/, 'Claude Code'],
  [/claude_desktop_config\.json$/, 'Claude Desktop'],
  [/\/\.codex\/(?:config\.toml|AGENTS\.md|prompts|skills|instructions\.md|hooks)/, 'Codex'],
  [/\/\.cursor\/(?:rules|mcp\.json|commands|hooks)|\/\.cursorrules$/, 'Cursor'],
  [/\/\.gemini\/(?:settings\.json|extensions|commands)|(?:^|\/)GEMINI\.md$/, 'Gemini CLI'],
  [/\/\.github\/(?:copilot-instructions\.md|instructions\/)/, 'GitHub Copilot'],
  [/\/\.windsurf(?:rules|\/rules)|\/\.codeium\/windsurf/, 'Windsurf'],
  [/\/\.clinerules|\/\.roo(?:\/|rules)/, 'Cline'],
  [/\/(?:\.config\/opencode|\.opencode)\/|\/opencode\.jsonc?$/, 'opencode'],
  [/\/\.aider\.conf\.yml$/, 'Aider'],
  [/\/\.continue\//, 'Continue'],
  [/\/\.kiro\/(?:steering|settings|hooks)/, 'Kiro'],
  [/\/\.vscode\/mcp\.json$/, 'VS Code'],
  [/(?:^|\/)AGENTS\.md$/, 'agents that read AGENTS.md'],
];

const startFiles: readonly (readonly [RegExp, NonNullable<PathPlace['starts']>])[] = [
  [
    /^~\/\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zprofile|zshenv|zlogin|kshrc|cshrc|tcshrc|login|config\/fish\/(?:config\.fish|conf\.d\/))/,
    'shell-start-file',
  ],
  [
    /^\/etc\/(?:profile|bash\.bashrc|bashrc|zshrc|zsh\/|environment)|(?:Microsoft\.PowerShell_profile|\/profile)\.ps1$|^\$\{(?:PROFILE|env:PROFILE)\}/,
    'shell-start-file',
  ],
  [/\/Library\/(?:LaunchAgents|LaunchDaemons)(?:\/|$)/, 'launchd'],
  [/\/(?:etc|lib|usr\/lib)\/systemd\/|~\/\.config\/systemd\//, 'systemd'],
  [/^\/etc\/cron|^\/var\/spool\/cron/, 'cron'],
  [/\/CurrentVersion\/(?:Policies\/Explorer\/)?Run(?:Once|Services)?(?:\/|$)/i, 'login-item'],
  [/~\/\.config\/autostart\/|\/Start Menu\/Programs\/Startup\//, 'login-item'],
  [/\/\.git\/hooks(?:\/|$)|^\.git\/hooks/, 'git-hook'],
];

const outsideFolder =
  /^(?:~(?:\/|$)|\/(?:etc|usr|opt|var|srv|Library|Applications|System|Volumes|mnt|media|root|home|Users)(?:\/|$)|[A-Za-z]:\/)/;
const temporary = /^\/(?:private\/)?(?:tmp|var\/(?:tmp|folders))(?:\/|$)|^[A-Za-z]:\/Temp/i;
/** Programs that every system has lie there, and to look whether one is there is to read nothing. */
const programFolder = /^\/(?:usr\/(?:local\/)?|opt\/homebrew\/)?s?bin(?:\/|$)/;

/** Where a path leads: each of several. */
export function placesOf(path: Value): PathPlace[] {
  return textsOf(path).flatMap((text) => {
    const written = normalPath(text);
    return written === '' || written.includes('/~/') || written.length > 400 || /\s{2}|\n/.test(written)
      ? []
      : [placeOf(written)];
  });
}

/** Whether a path leads to a file or folder of secrets. */
export const isSecretPath = (path: string) => placeOf(normalPath(path)).secret;

function placeOf(written: string): PathPlace {
  const rooted = /^[~/]/.test(written) ? written : `/${written}`;
  const agent = agentFiles.find(([pattern]) => pattern.test(written) || pattern.test(rooted))?.[1];
  const starts = startFiles.find(([pattern]) => pattern.test(written))?.[1];
  return {
    written,
    outside:
      outsideFolder.test(written) &&
      !temporary.test(written) &&
      !programFolder.test(written) &&
      // Somewhere in the home folder is no place that a statement can be about.
      !/^~\/[*…]/.test(written),
    secret: secretFiles.test(rooted),
    ...(agent === undefined ? {} : { agent }),
    ...(starts === undefined ? {} : { starts }),
    conversation: /~\/\.claude\/(?:projects|transcripts|sessions|history\.jsonl)(?:\/|$)/.test(written),
  };
}
