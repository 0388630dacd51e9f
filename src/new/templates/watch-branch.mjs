// Runs for as long as the session does, in its folder. Every line that it prints reaches Claude as a notification.
import { readFileSync } from 'node:fs';

const seconds = 5;

function branch() {
  try {
    const head = readFileSync('.git/HEAD', 'utf8').trim();
    return head.replace(/^ref: refs\/heads\//, '');
  } catch {
    return undefined;
  }
}

let last = branch();
setInterval(() => {
  const now = branch();
  if (now !== undefined && now !== last) process.stdout.write(`The branch is now ${now}.\n`);
  last = now;
}, seconds * 1000);
