// Words that names and prose are made of.
export const secondWords =
  'schema pipeline changelog dashboard inventory kubernetes terraform notebook webhook snapshot telemetry fixture migration container firewall keyboard language metadata namespace observer protocol refactor scheduler template uploader validator workflow archive bundle checksum dataset endpoint formatter gateway heatmap invoice journal lockfile mockup'.split(
    ' ',
  );
export const thirdWords =
  'helper scout builder watcher doctor inspector pilot compass mender custodian weaver ranger sketcher tailor porter gardener herald navigator curator translator archivist planner drummer broker smith falconer juggler painter ferryman locksmith'.split(
    ' ',
  );
export const verbs =
  'reads writes compares explains collects renames groups checks prepares summarises measures records opens follows lists sorts repairs draws counts publishes'.split(
    ' ',
  );
export const things =
  'the open files|every failing test|the release notes|the build log|a pull request|the changed folders|the access token that you name|the slowest queries|the project settings|unused exports|the API key of the service|the current branch|stale tickets|the coverage report|a table of results|the environment variables|each dependency|the database schema|the password policy|a short plan'.split(
    '|',
  );
export const manners =
  'before anything is changed|in the order in which they appear|without leaving the terminal|and says what was left out|so that a reviewer can follow|once a day at most|with the reason beside each|only when you ask for it|and keeps the original beside it|until nothing is left to do|as a list that can be pasted|for the files that matter most|and stops at the first surprise|in a few plain sentences'.split(
    '|',
  );
