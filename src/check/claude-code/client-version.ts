/** The release of Claude Code whose verdicts the check follows. */
export const clientVersion = '2.1.332';
