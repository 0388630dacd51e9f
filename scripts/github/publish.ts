// Commits what publishing generates, as the bot, and tags the new versions. Stops for a person if the change is unusual.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTags, unusualChange } from '../../src/github/released.ts';
import { describeObjects, runGit } from '../../src/plugin/git.ts';
import { codeownersFile } from '../../src/registry/codeowners.ts';
import { marketplaceFile } from '../../src/registry/marketplace.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { registryFile } from '../../src/registry/serialize.ts';
import {
  log,
  required,
  root,
  serverUrl,
  setOutput,
  summarize,
  useTokenForGit,
  workflowCommand,
} from './context.ts';

const generated = [registryFile, marketplaceFile, codeownersFile];

/** https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-github_token */
const bot = { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' };

/** Pushed with a key it would start this workflow again: https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const message = 'Publish the registry\n\n[skip ci]';

/** https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints */
const hostKey = 'github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';

await workflowCommand({
  file: 'publish',
  about:
    'Commits what publishing generates, and tags the new versions. Stops for a person if the change is unusual.',
  options: { looked: { value: 'true', about: '"true" if a person has looked at an unusual change' } },
  run({ looked }) {
    const branch = required('DEFAULT_BRANCH');
    const was = git('rev-parse', 'HEAD');
    const before = runGit(root, ['cat-file', 'blob', `HEAD:${registryFile}`]);
    const { registry, bytes } = readRegistry();
    const unusual = unusualChange(
      before.ok ? (JSON.parse(before.output.toString('utf8')) as Registry) : undefined,
      registry,
      { before: before.ok ? before.output.length : 0, after: bytes },
    );
    if (unusual.length > 0) {
      const how = 'If this is meant, run the workflow "Publish" by hand and confirm that you looked.';
      summarize(`## Publishing stopped\n\n${unusual.map((line) => `- ${line}`).join('\n')}\n\n${how}\n`);
      for (const line of unusual) log(line);
      if (looked !== 'true')
        throw new Error(
          `This is more than publishing usually changes, so a person has to look at it. ${how}`,
        );
      log('A person looked at it and wants it published.');
    }
    const changed = git('status', '--porcelain', '--', ...generated) !== '';
    if (changed) {
      git('add', '--', ...generated);
      git(
        '-c',
        `user.name=${bot.name}`,
        '-c',
        `user.email=${bot.email}`,
        'commit',
        '--quiet',
        '-m',
        message,
        '--',
        ...generated,
      );
    }
    const commit = git('rev-parse', 'HEAD');
    const tags = missingTags(registry.plugins, new Set(git('tag', '--list').split('\n')));
    const remote = pushAddress();
    const refs = [
      ...(changed ? [`${commit}:refs/heads/${branch}`] : []),
      ...tags.map((tag) => `${tag.commit}:refs/tags/${tag.tag}`),
    ];
    const newer = push(remote, refs, { branch, was, commit });
    if (newer !== undefined) {
      log(`The branch has moved to ${newer} meanwhile: the run for that commit publishes both.`);
      return 0;
    }
    log(changed ? `Published ${was} as ${commit}.` : `The registry of ${was} was current.`);
    if (tags.length > 0) log(`Tagged ${tags.map(({ tag }) => tag).join(', ')}.`);
    setOutput('commit', commit);
    return 0;
  },
});

/** Pushes all refs. Where the branch has moved meanwhile, nothing is pushed, and its commit is returned. */
function push(
  remote: string,
  refs: readonly string[],
  { branch, was, commit }: { branch: string; was: string; commit: string },
): string | undefined {
  // In batches, because the first publishing of a marketplace has more tags than fit a command line.
  for (let from = 0; from < refs.length; from += 200)
    try {
      git('push', '--quiet', '--atomic', remote, ...refs.slice(from, from + 200));
    } catch (error) {
      const [now = ''] = git('ls-remote', remote, `refs/heads/${branch}`).split('\t');
      if ([was, commit, ''].includes(now)) throw error;
      return now;
    }
  return undefined;
}

/** The registry. It is regenerated if it names commits that this repository does not have, as after making it from a template. */
function readRegistry(): { registry: Registry; bytes: number } {
  const read = () => {
    const text = readFileSync(join(root, registryFile));
    return { registry: JSON.parse(text.toString('utf8')) as Registry, bytes: text.length };
  };
  const first = read();
  const commits = [
    ...new Set(first.registry.plugins.flatMap(({ versions }) => versions.map(({ commit }) => commit))),
  ];
  if (describeObjects(root, commits).size === commits.length) return first;
  log('The registry names commits of another repository: every plugin is read again.');
  execFileSync(process.execPath, [join(root, 'scripts', 'registry.ts'), '--fresh'], {
    cwd: root,
    stdio: 'inherit',
  });
  return read();
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).trim();
}

/** Where to push: with the deploy key if there is one, which a branch rule can allow; else with the workflow's token. */
function pushAddress(): string {
  const key = process.env.PUBLISH_KEY;
  delete process.env.PUBLISH_KEY;
  if (key === undefined || key === '') {
    useTokenForGit();
    return 'origin';
  }
  const { hostname } = new URL(serverUrl());
  if (hostname !== 'github.com')
    throw new Error(`A deploy key is only known to work with github.com, not with ${hostname}.`);
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  writeFileSync(join(folder, 'key'), `${key.trim()}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'hosts'), `${hostKey}\n`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.env.GIT_SSH_COMMAND = `ssh -F /dev/null -i ${folder}/key -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=${folder}/hosts`;
  return `git@github.com:${required('GITHUB_REPOSITORY')}.git`;
}
