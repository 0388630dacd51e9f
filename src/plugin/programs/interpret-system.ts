import { type Found, type Meaning, parsedWords } from './interpret-found.ts';
import { isShortened } from './interpret-paths.ts';

type Place = Extract<Found['acts'][number], { kind: 'persistence' }>['place'];

/** Arranges that something is started again. */
const persists =
  (place: Place, asks: (words: readonly string[]) => boolean): Meaning =>
  (called, found) => {
    if (asks(called.words) && !isShortened(called.input))
      found.acts.push({ kind: 'persistence', place, line: called.line });
    return true;
  };

const starts = (pattern: RegExp) => (words: readonly string[]) => words.some((word) => pattern.test(word));

/** Asks the keychain of a system or of a password manager. */
const keychain =
  (asks: RegExp): Meaning =>
  ({ words, line }, found) => {
    if (
      !asks.test(
        words
          .filter((word) => !/^-(?!-export)/.test(word))
          .slice(0, 3)
          .join(' '),
      )
    )
      return false;
    found.steps.push({ step: 'keychain', line });
    return true;
  };

const containers: Meaning = (called, found) => {
  const { words, line } = called;
  const isDetached = words.some((word) => /^(?:-[a-z]*d[a-z]*|--detach)$/.test(word));
  if (/^(?:run|start|up|compose)$/.test(words[0] ?? '') && isDetached)
    found.acts.push({ kind: 'background', command: [called.name, ...words].join(' ').slice(0, 200), line });
  return false;
};

/** Services that programs of their own send to. */
const storage =
  (service: string, hosts: readonly string[], copies: RegExp): Meaning =>
  (called, found) => {
    const { words, line, input } = called;
    if (!copies.test(words.slice(0, 3).join(' '))) return false;
    const { operands } = parsedWords(called, '--profile --region --acl --storage-class --content-type');
    const local = operands.filter(
      ({ text }) => !/^(?:[a-z0-9]+:(?:\/\/)?.*|s3|cp|mv|sync|copy|copyto|move|rsync|storage)$/.test(text),
    );
    const isUpload = /^[a-z0-9]+:/.test(operands.at(-1)?.text ?? '');
    const sent = local.map(({ value, text }) => {
      const reads = { step: 'reads', path: value, line } as const;
      if (text !== '-') found.steps.push(reads);
      return text === '-' && input !== undefined ? input : ({ kind: 'result', step: reads } as const);
    });
    found.steps.push({ step: 'service', service, hosts, sent: isUpload ? sent : [], line });
    return false;
  };

const list = (names: string, meaning: Meaning) => names.split(' ').map((name) => [name, meaning] as const);

/** What programs of the system mean. */
export const system: readonly (readonly [string, Meaning])[] = [
  ...list(
    'crontab',
    persists('cron', (words) => !words.some((word) => /^-[lr]/.test(word))),
  ),
  ...list(
    'at batch',
    persists('cron', (words) => !words.some((word) => /^-[lrcV]/.test(word))),
  ),
  ...list('launchctl', persists('launchd', starts(/^(?:load|bootstrap|enable|submit|kickstart)$/))),
  ...list('systemctl', persists('systemd', starts(/^(?:enable|reenable|link)$/))),
  ...list('schtasks schtasks.exe', persists('scheduled-task', starts(/^\/create$/i))),
  ...list(
    'Register-ScheduledTask',
    persists('scheduled-task', () => true),
  ),
  ...list('husky', persists('git-hook', starts(/^(?:install|init)$/))),
  ...list('pre-commit lefthook', persists('git-hook', starts(/^install$/))),
  ...list('security', keychain(/^(?:find-(?:generic|internet)-password|dump-keychain|export|find-identity)/)),
  ...list('secret-tool', keychain(/^(?:lookup|search)/)),
  ...list('op', keychain(/^(?:read|item get|inject|run)/)),
  ...list('pass gopass', keychain(/^(?:show|[\w-]+\/)/)),
  ...list('bw', keychain(/^(?:get|list)/)),
  ...list('vault', keychain(/^(?:read|kv get)/)),
  ...list('gpg gpg2', keychain(/--export-secret/)),
  ...list(
    'gcloud',
    keychain(/^auth (?:print-access-token|application-default print-access-token|print-identity-token)/),
  ),
  ...list('docker podman', containers),
  ...list('aws', storage('Amazon S3', ['s3.amazonaws.com'], /^s3 (?:cp|mv|sync)/)),
  ...list('gsutil', storage('Google Cloud Storage', ['storage.googleapis.com'], /(?:^|\s)(?:cp|mv|rsync)\b/)),
  ...list('rclone', storage('rclone', [], /^(?:copy|copyto|sync|move)/)),
];
