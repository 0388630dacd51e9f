/** One line of the search-quality set: what somebody types, and the plugin that must answer. */
export type QualityQuery = {
  /** What makes it hard. */
  kind:
    | 'exact'
    | 'prefix'
    | 'hyphen'
    | 'typo'
    | 'title'
    | 'trailing-word'
    | 'keyword'
    | 'component'
    | 'description'
    | 'sentence';
  query: string;
  /** Names of the plugins of which one must come first. */
  expect: readonly string[];
};

function of(kind: QualityQuery['kind'], lines: readonly (readonly [string, ...string[]])[]): QualityQuery[] {
  return lines.map(([query, ...expect]) => ({ kind, query, expect }));
}

/**
 * Over the plugins of `test/fixtures/marketplace` and those of `catalog.ts`. Every plugin that is expected is in the catalog of 1,000 and in that of 10,000,
 * where nine times as many others are near it.
 */
export const qualityQueries: readonly QualityQuery[] = [
  ...of('exact', [
    ['network-logger', 'network-logger'],
    ['workflow-helper', 'workflow-helper'],
    ['aws-manager', 'aws-manager'],
    ['log-sentinel', 'log-sentinel'],
    ['kubernetes-translation-explorer', 'kubernetes-translation-explorer'],
    ['Docker-Copilot', 'docker-copilot'],
  ]),
  ...of('prefix', [
    ['network-lo', 'network-logger'],
    ['performance-ana', 'performance-analyzer'],
    ['plugin-fin', 'plugin-finder'],
    ['kubernetes-transl', 'kubernetes-translation-explorer'],
    ['graphql-reco', 'graphql-recording-planner'],
    ['azure-workflow-m', 'azure-workflow-manager'],
    ['aws token wi', 'aws-token-wizard'],
    ['zasupa', 'zasupa-config-reviewer'],
  ]),
  ...of('hyphen', [
    ['networklogger', 'network-logger'],
    ['network logger', 'network-logger'],
    ['network_logger', 'network-logger'],
    ['performanceanalyzer', 'performance-analyzer'],
    ['pluginfinder', 'plugin-finder'],
    ['workflow helper', 'workflow-helper'],
    ['dockerpipelinemirror', 'docker-pipeline-mirror'],
    ['logsentinel', 'log-sentinel'],
    ['terraform backup-suite', 'terraform-backup-suite'],
  ]),
  ...of('typo', [
    ['netwrok-logger', 'network-logger'],
    ['network-loger', 'network-logger'],
    ['netwoklogger', 'network-logger'],
    ['perfomance analyzer', 'performance-analyzer'],
    ['performance analyser', 'performance-analyzer'],
    ['workflow-hleper', 'workflow-helper'],
    ['plugin findr', 'plugin-finder'],
    ['kuberntes analyzer', 'kubernetes-analyzer'],
    ['kubernets-auditor', 'kubernetes-auditor'],
    ['kubernetes-auditer', 'kubernetes-auditor'],
    ['kuberntes-translation', 'kubernetes-translation-explorer'],
    ['graphl-recording-planner', 'graphql-recording-planner'],
    ['terrafrom backup suite', 'terraform-backup-suite'],
    ['snowflke trace reader', 'snowflake-trace-reader'],
    ['tailwindd index coach', 'tailwind-index-coach'],
    ['azure wokflow manager', 'azure-workflow-manager'],
    ['raspbery-builder', 'raspberry-builder'],
    ['zasuba-config-reviewer', 'zasupa-config-reviewer'],
  ]),
  ...of('title', [
    ['Plugin Author', 'plugin-author'],
    ['Plugin Finder', 'plugin-finder'],
    ['Performance analyser', 'performance-analyzer'],
    ['Typescript Migration Debugger', 'typescript-migration-debugger'],
  ]),
  ...of('trailing-word', [
    ['logger', 'network-logger'],
    ['translation client', 'translation-client'],
    ['translation explorer', 'kubernetes-translation-explorer'],
    ['recording planner', 'graphql-recording-planner'],
    ['latency kit webpack', 'webpack-latency-kit'],
    ['container helper', 'ruby-container-helper'],
    ['explorer translation', 'kubernetes-translation-explorer'],
  ]),
  ...of('keyword', [
    ['waterfall', 'network-logger'],
    ['har', 'network-logger', 'performance-analyzer'],
    ['lighthouse', 'performance-analyzer'],
    ['web-vitals', 'performance-analyzer'],
    ['standup', 'workflow-helper'],
    ['git standup', 'workflow-helper'],
    ['lighthuose', 'performance-analyzer'],
    ['devtols', 'network-logger'],
  ]),
  ...of('component', [
    ['inspect-network', 'network-logger'],
    ['inspect network', 'network-logger'],
    ['inspectnetwork', 'network-logger'],
    ['inspct-network', 'network-logger'],
    ['untangle-branch', 'workflow-helper'],
    ['untangle branch', 'workflow-helper'],
    ['pr-summary', 'workflow-helper'],
    ['todo-scan', 'workflow-helper'],
    ['search_plugins', 'plugin-finder'],
    ['list categories', 'plugin-finder'],
    ['find-what-is-slow', 'performance-analyzer'],
    ['perf report', 'performance-analyzer'],
    ['fix-check', 'plugin-author'],
    ['plugin-reviewer', 'plugin-author'],
    ['prepare pull request', 'plugin-author'],
  ]),
  ...of('description', [
    ['see every request a page makes', 'network-logger'],
    ['third parties', 'network-logger'],
    ['core web vitals', 'performance-analyzer'],
    ['chrome traces', 'performance-analyzer'],
    ['staged diff commit message', 'workflow-helper'],
    ['split a messy branch', 'workflow-helper'],
    ['which kind of component to choose', 'plugin-author'],
    ['propose the line that installs it', 'plugin-finder'],
    ['stale fonts every region xml', 'xml-database-helper'],
    ['restores critical locks', 'voice-gateway'],
  ]),
  ...of('sentence', [
    ['why is my page slow', 'performance-analyzer', 'network-logger'],
    ['how do I write a plugin', 'plugin-author'],
    ['what blocks rendering of a web page', 'network-logger'],
    ['how can I split a messy branch', 'workflow-helper'],
    ['open a har file', 'network-logger', 'performance-analyzer'],
  ]),
];
