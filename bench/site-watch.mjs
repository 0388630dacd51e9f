// Loaded before a command that is measured: says at its end how much memory it had at once, and how much the programs that it started had.
import { readFileSync } from 'node:fs';

/** The most memory at once of the children that run, in KB, by their ids. */
const children = new Map();

function look() {
  try {
    for (const id of readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')) {
      const [, peak] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
      if (peak !== undefined) children.set(id, Number(peak));
    }
  } catch {
    // It ended just now, or this system does not tell.
  }
}

setInterval(look, 20).unref();
// A program that nobody waits for is counted by nobody: the search engine is ended, and the process with it.
process.once('beforeExit', () => setTimeout(() => {}, 200));
process.on('exit', () => {
  process._rawDebug(`peak ${process.resourceUsage().maxRSS} ${Math.max(0, ...children.values())}`);
});
