#!/usr/bin/env node
/**
 * Plugin Finder's MCP server: newline-delimited JSON-RPC on standard input and output. No dependencies, Node 18 or newer.
 * It reads one registry and answers questions about it; it installs nothing and writes no file.
 */
import { readFileSync } from 'node:fs';
import { codes, failure, protocol } from './protocol.mjs';
import { registryReader } from './registry.mjs';
import { finder } from './tools.mjs';

const maxLineBytes = 1024 * 1024;
const manifest = JSON.parse(readFileSync(new URL('../.claude-plugin/plugin.json', import.meta.url), 'utf8'));
const { instructions, tools, call } = finder(registryReader({ env: process.env, cwd: process.cwd() }));
const handle = protocol({
  info: { name: manifest.name, title: manifest.displayName, version: manifest.version },
  instructions,
  tools,
  call,
});

/** @param {unknown} answer */
function send(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** Answers that are on their way. @type {Set<Promise<void>>} */
const pending = new Set();

/** @param {string} line */
function receive(line) {
  if (line.trim() === '') return;
  const work = handle(line).then((answer) => {
    if (answer !== undefined) send(answer);
  });
  pending.add(work);
  work.finally(() => pending.delete(work));
}

/** @type {Buffer[]} */
let parts = [];
let size = 0;
let overflow = false;

/** @param {Buffer} chunk */
function take(chunk) {
  let start = 0;
  for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
    keep(chunk.subarray(start, end));
    flush();
    start = end + 1;
  }
  keep(chunk.subarray(start));
}

/** @param {Buffer} part */
function keep(part) {
  size += part.length;
  if (size > maxLineBytes) {
    overflow = true;
    parts = [];
  } else if (part.length > 0) {
    parts.push(part);
  }
}

function flush() {
  if (overflow)
    send(failure(null, codes.invalidRequest, `Expected a message of at most ${maxLineBytes} bytes`));
  else receive(Buffer.concat(parts).toString('utf8'));
  parts = [];
  size = 0;
  overflow = false;
}

process.stdin.on('data', take);
process.stdin.on('end', () => {
  if (size > 0) flush();
  // What was asked is still answered; each read has its own time limit, so this ends.
  Promise.allSettled(pending).then(() => process.stdout.write('', () => process.exit(0)));
});
// The client went away: nobody is left to answer.
process.stdout.on('error', () => process.exit(0));
