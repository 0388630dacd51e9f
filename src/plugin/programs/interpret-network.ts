import {
  type Called,
  type Found,
  likelyText,
  type Meaning,
  type Parsed,
  parsedWords,
  withoutStart,
} from './interpret-found.ts';
import type { Step } from './step.ts';
import { joined, text, textOf, type Value } from './value.ts';

type Request = Extract<Step, { step: 'request' }>;

const curlValued =
  '-o --output -H --header -d --data --data-raw --data-binary --data-ascii --data-urlencode --json -X --request -u --user -A --user-agent -e --referer ' +
  '-b --cookie -c --cookie-jar -w --write-out -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -x --proxy -T --upload-file -F --form ' +
  '--form-string -K --config -E --cert --key --cacert --capath --resolve -r --range --url -t -C --continue-at -Y -y -z --max-redirs --limit-rate --output-dir ' +
  '--unix-socket --interface --oauth2-bearer --aws-sigv4 -D --dump-header --trace --stderr --socks5 --socks5-hostname --noproxy -P --variable --url-query';

/** Adds a request of a program. */
function request(called: Called, found: Found, asked: Omit<Request, 'step' | 'line'>): Request {
  const step: Request = { step: 'request', line: called.line, ...asked };
  found.steps.push(step);
  found.tools.set(step, called.name);
  return step;
}

function save(found: Found, path: Value, step: Step): void {
  found.steps.push({ step: 'writes', path, content: { kind: 'result', step }, line: step.line });
}

/** What `@file` and `-` stand for in the data of curl. */
function dataOf(value: Value, called: Called, found: Found): Value {
  const written = textOf(value);
  const at = written.startsWith('@') ? 0 : /^[\w.[\]-]*[=@]?@|^[\w.[\]-]*=</.exec(written)?.[0].length;
  if (at === undefined) return value;
  const path = withoutStart(value, at === 0 ? 1 : at);
  if (textOf(path) === '-') return called.input ?? text('');
  const reads: Step = { step: 'reads', path: withoutEnd(path), line: called.line };
  found.steps.push(reads);
  return { kind: 'result', step: reads };
}

/** A path without what stands behind `;`, as in `-F file=@path;type=text/plain`. */
function withoutEnd(path: Value): Value {
  return path.kind === 'text' ? text(path.text.replace(/;.*$/, '')) : path;
}

const isData = /^(?:-d|--data(?:-\w+)?|--json|-F|--form(?:-string)?|--url-query)$/;

const curl: Meaning = (called, found) => {
  const parsed = parsedWords(called, curlValued);
  const sent: Value[] = [];
  const headers: Value[] = [];
  const addresses = parsed.operands.map(({ value }) => value);
  let output: Value | undefined;
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    if (isData.test(name))
      sent.push(name === '--data-raw' || name === '--form-string' ? value : dataOf(value, called, found));
    else if (name === '-T' || name === '--upload-file')
      sent.push(
        textOf(value) === '-'
          ? (called.input ?? text(''))
          : dataOf(joined([text('@'), value]), called, found),
      );
    else if (/^(?:-H|--header|-u|--user|-b|--cookie|--oauth2-bearer)$/.test(name)) headers.push(value);
    else if (name === '--url') addresses.push(value);
    else if (name === '-o' || name === '--output') output = value;
  }
  const isSaved = parsed.options.some(({ name }) => name === '-O' || name === '--remote-name');
  for (const address of addresses) {
    const step = request(called, found, { address, by: 'request', sent, ...headersOf(headers) });
    if (output !== undefined && textOf(output) !== '-') save(found, output, step);
    else if (isSaved) save(found, lastPart(address), step);
  }
  return true;
};

const headersOf = (headers: Value[]): { headers?: Value } =>
  headers.length === 0 ? {} : { headers: { kind: 'list', items: headers } };

const lastPart = (address: Value): Value =>
  text(
    likelyText(address)
      .replace(/[?#].*$/, '')
      .replace(/^.*\//, ''),
  );

const wget: Meaning = (called, found) => {
  const valued =
    '-O --output-document -P --directory-prefix -o --output-file --post-data --post-file --body-data --body-file --header -U --user-agent -t --tries -T --timeout --method --user --password -i --input-file -e -a';
  const parsed = parsedWords(called, valued);
  const sent: Value[] = [];
  const headers: Value[] = [];
  let output: Value | undefined;
  let folder: Value | undefined;
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    if (/^--(?:post|body)-data$/.test(name)) sent.push(value);
    else if (/^--(?:post|body)-file$/.test(name))
      sent.push(dataOf(joined([text('@'), value]), called, found));
    else if (name === '--header') headers.push(value);
    else if (name === '-O' || name === '--output-document') output = value;
    else if (name === '-P' || name === '--directory-prefix') folder = value;
  }
  for (const { value: address } of parsed.operands) {
    const step = request(called, found, { address, by: 'request', sent, ...headersOf(headers) });
    if (output === undefined)
      save(
        found,
        folder === undefined ? lastPart(address) : joined([folder, text('/'), lastPart(address)]),
        step,
      );
    else if (textOf(output) !== '-') save(found, output, step);
  }
  return true;
};

/** https://httpie.io/docs/cli/request-items */
const httpie: Meaning = (called, found) => {
  const { operands } = parsedWords(
    called,
    '-a --auth -A --auth-type -o --output -p --print --session --verify --proxy',
  );
  const [first, ...rest] = operands;
  const isMethod = /^[A-Z]+$/.test(first?.text ?? '');
  const address = isMethod ? rest[0] : first;
  if (address === undefined) return true;
  const items = (isMethod ? rest.slice(1) : rest).filter(({ text: item }) => /^[^:]*(?:=|@)/.test(item));
  const sent = items.map(({ value }) => dataOf(value, called, found));
  if (called.input !== undefined) sent.push(called.input);
  request(called, found, { address: address.value, by: 'request', sent });
  return true;
};

/** `nc host port`, `telnet host port`. */
const netcat: Meaning = (called, found) => {
  const parsed = parsedWords(called, '-p -s -w -i -q -x -X -e -c -o -g -G');
  if (parsed.options.some(({ name }) => name === '-l' || name === '--listen')) return false;
  const [host, port] = parsed.operands;
  if (host === undefined || parsed.options.some(({ name }) => name === '-z')) return true;
  const address = joined([
    text('tcp://'),
    host.value,
    ...(port === undefined ? [] : [text(':'), port.value]),
  ]);
  const step = request(called, found, {
    address,
    by: 'socket',
    sent: called.input === undefined ? [] : [called.input],
  });
  const shell = parsed.options.find(({ name }) => name === '-e' || name === '-c')?.value;
  if (shell !== undefined)
    found.steps.push({
      step: 'evaluates',
      code: { kind: 'result', step },
      language: 'shell',
      line: called.line,
    });
  return true;
};

const socat: Meaning = (called, found) => {
  for (const { text: end } of parsedWords(called, '-T -t -b').operands) {
    const match = /^(?:TCP4?|TCP6|UDP4?|OPENSSL|SSL|SOCKS4A?|PROXY)(?:-CONNECT)?:([^:,]+):([^:,]+)/i.exec(
      end,
    );
    if (match !== null)
      request(called, found, {
        address: text(`tcp://${match[1]}:${match[2]}`),
        by: 'socket',
        sent: called.input === undefined ? [] : [called.input],
      });
  }
  return true;
};

const sshValued = '-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -P';

/** Programs that connect to `user@host`. */
const ssh: Meaning = (called, found) => {
  const [target, ...rest] = parsedWords(called, sshValued).operands;
  if (target === undefined) return true;
  const host = target.text
    .replace(/^ssh:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/:.*$/, '');
  const sent = [...(called.input === undefined ? [] : [called.input]), ...rest.map(({ value }) => value)];
  request(called, found, {
    address: text(`ssh://${host}`),
    by: 'socket',
    sent: called.input === undefined ? [] : sent,
  });
  return true;
};

/** Copies between machines: what has a host before `:` is elsewhere. */
const copies: Meaning = (called, found) => {
  const { operands } = parsedWords(
    called,
    `${sshValued} -e --rsh --exclude --include --exclude-from -T --password-file`,
  );
  const target = operands.at(-1);
  const hostOf = ({ text: path }: Parsed['operands'][number]) =>
    /^(?:(?:rsync|sftp|scp):\/\/)?(?:[^/:@]*@)?([\w.-]+|\$\{\w+\})(?:::?|\/(?=.*:\/\/))/.exec(path)?.[1];
  if (target === undefined) return true;
  const to = hostOf(target);
  const sent: Value[] = [];
  for (const source of operands.slice(0, -1)) {
    const from = hostOf(source);
    if (from !== undefined && !/^[A-Za-z]$/.test(from)) {
      const step = request(called, found, { address: text(`ssh://${from}`), by: 'socket', sent: [] });
      save(found, target.value, step);
      continue;
    }
    const reads: Step = { step: 'reads', path: source.value, line: called.line };
    found.steps.push(reads);
    sent.push({ kind: 'result', step: reads });
  }
  if (to !== undefined && !/^[A-Za-z]$/.test(to))
    request(called, found, { address: text(`ssh://${to}`), by: 'socket', sent });
  else if (sent.length > 0 && called.name === 'rsync')
    for (const content of sent)
      found.steps.push({ step: 'writes', path: target.value, content, line: called.line });
  return true;
};

const dns: Meaning = (called, found) => {
  const { operands } = parsedWords(called, '-t -q -p -b -k -c -type -query');
  for (const { value, text: word } of operands) {
    if (/^(?:A|AAAA|TXT|MX|NS|CNAME|ANY|SOA|SRV|PTR|\+.*)$/i.test(word)) continue;
    const name = word.startsWith('@') ? withoutStart(value, 1) : value;
    request(called, found, { address: joined([text('dns://'), name]), by: 'dns', sent: [] });
  }
  return true;
};

const mail: Meaning = (called, found) => {
  const sent = called.input === undefined ? called.values : [called.input];
  found.steps.push({ step: 'service', service: 'e-mail', hosts: [], sent, line: called.line });
  return true;
};

const all = (list: string, meaning: Meaning) => list.split(' ').map((name) => [name, meaning] as const);

/** What programs that reach the network mean. */
export const network: readonly (readonly [string, Meaning])[] = [
  ...all('curl curlie', curl),
  ...all('wget wget2', wget),
  ...all('http https xh xhs', httpie),
  ...all('nc ncat netcat telnet', netcat),
  ...all('socat', socat),
  ...all('ssh sftp ftp lftp mosh', ssh),
  ...all('scp rsync', copies),
  ...all('dig nslookup host drill', dns),
  ...all('mail mailx sendmail mutt msmtp swaks', mail),
];
