// Runs when a Claude Code session begins. What it prints, Claude reads as context; it changes nothing.
// Try it by itself: echo '{"cwd":"/tmp"}' | node scripts/session-start.mjs
let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  text += chunk;
});
process.stdin.on('end', () => {
  let folder = 'an unknown folder';
  try {
    folder = JSON.parse(text).cwd ?? folder;
  } catch {
    // Started by hand, without the event on stdin.
  }
  process.stdout.write(`The plugin __NAME__ is active in ${folder}.\n`);
});
