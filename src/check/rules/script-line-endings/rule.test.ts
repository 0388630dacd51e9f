import { expect, it } from 'vitest';
import { diagnose, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const windows = (text: string) => text.replaceAll('\n', '\r\n');

it.each<[string, Overlay]>([
  ['a shell script', { 'scripts/start.sh': windows('#!/bin/sh\nexit 0\n') }],
  ['a shell script without ending', { 'lib/start': windows('#!/usr/bin/env -S bash -e\nexit 0\n') }],
  ['a shell script without first line', { 'lib/common.sh': windows('greet() {\n  echo hello\n}\n') }],
  [
    'a program that is started by its path',
    { 'scripts/run.mjs': { text: windows('#!/usr/bin/env node\nrun();\n'), executable: true } },
  ],
  ['a command', { 'bin/greet': windows('#!/usr/bin/env python3\nprint(1)\n') }],
  ['a first line alone', { 'scripts/start.sh': '#!/bin/bash\r\nexit 0\n' }],
])('finds %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toHaveLength(1);
});

it.each<[string, Overlay]>([
  ['line feeds', { 'scripts/start.sh': '#!/bin/sh\nprintf "a\\r\\n"\n' }],
  ['a program that an interpreter is given', { 'server.mjs': windows('#!/usr/bin/env node\nrun();\n') }],
  ['a text', { 'README.md': windows('# Title\n\nText.\n') }],
  ['a script for Windows', { 'scripts/run.cmd': windows('@echo off\nrem x\n') }],
  ['a test', { 'test/run.sh': windows('#!/bin/sh\nexit 0\n') }],
  ['an empty file', { 'scripts/start.sh': '' }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
