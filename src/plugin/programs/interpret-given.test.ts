import { describe, expect, it } from 'vitest';
import type { Language } from './language.ts';
import { openProgramReader } from './reader.ts';

const reader = openProgramReader();

const kinds = /^(?:calls-any-address|drives-browser|opens-any-file)$/;

/** What a program is told of when it runs, and what it controls. */
async function givenIn(language: Language, text: string) {
  const { acts } = await reader.read(language, text);
  return acts
    .filter(({ kind }) => kinds.test(kind))
    .map(({ line, ...act }) => `${line} ${Object.values(act).join(' ')}`);
}

describe('an address that a program is told of', () => {
  it.each<[Language, string, string[]]>([
    ['javascript', 'const [, , page] = process.argv;\nawait fetch(page);', ['2 calls-any-address']],
    ['javascript', 'fetch(process.env.API_BASE + "/v1");', ['1 calls-any-address API_BASE']],
    ['javascript', 'export const load = ({ url }) => fetch(url);', ['1 calls-any-address']],
    ['python', 'import sys, requests\nrequests.get(sys.argv[1])', ['2 calls-any-address']],
    [
      'python',
      'import os, requests\nrequests.get(f"https://{os.environ[\'REPORT_HOST\']}/x")',
      ['2 calls-any-address REPORT_HOST'],
    ],
    ['shell', 'curl -s "$1"', ['1 calls-any-address']],
    ['shell', 'curl -s "$REPORT_URL/x"', ['1 calls-any-address REPORT_URL']],
  ])('in %s: %s', async (language, text, expected) => {
    expect(await givenIn(language, text)).toEqual(expected);
  });

  it.each<[Language, string]>([
    ['javascript', "import { BASE } from './constants.js';\nfetch(BASE);"],
    ['javascript', 'fetch("https://api.acme.example/" + process.argv[2]);'],
    ['python', 'from .constants import BASE\nimport requests\nrequests.get(BASE)'],
    ['shell', 'curl -s "https://api.acme.example/$1"'],
  ])('is none where another file or the program itself says it: %s: %s', async (language, text) => {
    expect(await givenIn(language, text)).toEqual([]);
  });
});

describe('a file that a program is told of', () => {
  it.each<[Language, string, string[]]>([
    [
      'javascript',
      "import { writeFile } from 'node:fs/promises';\nexport const tool = { run: async ({ path }) => writeFile(path, '') };",
      ['2 opens-any-file writes'],
    ],
    ['python', '@mcp.tool()\ndef look(path: str):\n    return open(path).read()', ['3 opens-any-file reads']],
    ['python', 'from .constants import STATE\nopen(STATE).read()', []],
    [
      'javascript',
      "import fs from 'node:fs';\nexport const f = (name) => fs.readFileSync('data/' + name);",
      [],
    ],
  ])('in %s: %s', async (language, text, expected) => {
    expect(await givenIn(language, text)).toEqual(expected);
  });
});

describe('a browser that a program controls', () => {
  it.each<[Language, string, string[]]>([
    [
      'python',
      'from playwright.sync_api import sync_playwright\nwith sync_playwright() as p:\n    p.chromium.launch()',
      ['3 drives-browser Playwright'],
    ],
    ['python', 'from selenium import webdriver\nwebdriver.Chrome()', ['2 drives-browser Selenium']],
    [
      'javascript',
      "import puppeteer from 'puppeteer';\nawait puppeteer.launch();",
      ['2 drives-browser Puppeteer'],
    ],
    [
      'javascript',
      "const socket = new WebSocket('ws://127.0.0.1:9222/devtools/browser/1');\nsocket.send(JSON.stringify({ id: 1, method: 'Page.navigate' }));",
      ['1 drives-browser DevTools protocol'],
    ],
    ['javascript', "const socket = new WebSocket('ws://127.0.0.1:1/x');\nsocket.send('Page one');", []],
  ])('in %s: %s', async (language, text, expected) => {
    expect(await givenIn(language, text)).toEqual(expected);
  });
});
