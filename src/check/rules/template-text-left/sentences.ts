/** What `npm run new` writes for the author to replace. The scaffold takes it from here, so that what it writes is what is found. */
export const templateText = {
  description: 'say here, in one sentence, what it does for whoever installs it.',
  skillDescription: 'Use when somebody asks for the thing that this plugin is about.',
  skill: 'Write here what Claude should do, step by step, as you would tell a new colleague:',
  readmePurpose: 'Say who this plugin helps and what was hard without it.',
  readmeNeeds:
    'Say which programs have to be installed, which files are read or written, which hosts are asked, and which secrets are needed.',
} as const;
