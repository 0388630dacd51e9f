// Says how publishing ended: a failure opens one issue, the next success closes it.
import { upsertComment } from '../../src/github/comment.ts';
import { asRecord, asText, own } from '../../src/plugin/values.ts';
import { connectHere, log, required, runUrl, workflowCommand } from './context.ts';

const label = 'publishing';
const title = 'Publishing failed';

await workflowCommand({
  file: 'outcome',
  about: 'Reports how publishing ended: a failure opens one issue, the next success closes it.',
  async run() {
    const github = connectHere();
    const needs = asRecord(JSON.parse(required('NEEDS')) as unknown);
    const results = Object.entries(needs).map(
      ([job, value]) => [job, asText(own(asRecord(value), 'result')) ?? ''] as const,
    );
    if (results.length === 0) throw new Error('There is no job whose outcome could be told.');
    const resultOf = (job: string) => results.find(([id]) => id === job)?.[1];
    if (resultOf('registry') === 'success' && resultOf('build') === 'skipped') {
      log('The branch went on meanwhile: the run for that publishes both.');
      return 0;
    }
    const failed = results.filter(
      // The owner may have switched attestations off.
      ([job, result]) => result !== 'success' && !(job === 'attest' && result === 'skipped'),
    );
    const { data: issues } = await github.rest<
      { number: number; title: string; user: { type?: string } | null }[]
    >('GET', `/repos/${github.repository}/issues?state=open&labels=${label}&per_page=50`);
    const open = issues.filter((issue) => issue.title === title && issue.user?.type === 'Bot');
    if (failed.length === 0) {
      for (const { number } of open) {
        await upsertComment(github, {
          number,
          kind: 'published',
          body: `Published again: ${runUrl() ?? ''}`,
        });
        await github.rest('PATCH', `/repos/${github.repository}/issues/${number}`, {
          state: 'closed',
          state_reason: 'completed',
        });
        log(`Closed #${number}.`);
      }
      return 0;
    }
    const told = failed.map(([job, result]) => `- \`${job}\`: ${result}`).join('\n');
    const body = `What is on the default branch is not published:\n\n${told}\n\nThe log says why: ${runUrl() ?? ''}\n\nThe next publishing that succeeds closes this issue.`;
    const [first] = open;
    if (first !== undefined) {
      await upsertComment(github, { number: first.number, kind: 'publishing', body });
      log(`#${first.number} is open already.`);
      return 0;
    }
    const { data } = await github.rest<{ number: number }>('POST', `/repos/${github.repository}/issues`, {
      title,
      body,
      labels: [label],
    });
    log(`Opened #${data.number}.`);
    return 0;
  },
});
