/** What a component or capability may run or call. */
type Called = {
  kind?: string;
  command?: string;
  url?: string;
  bundle?: string;
  prompt?: string;
  module?: string;
  server?: string;
  tool?: string;
  args?: readonly string[];
};

/** What runs or is called, without arguments: a command, an address, a bundle, a prompt, a module, or a server and its tool. */
export function targetOf({ command, url, bundle, prompt, module, server, tool }: Called): string | undefined {
  const mcpTool = server === undefined || tool === undefined ? undefined : `${server} ${tool}`;
  return command ?? url ?? bundle ?? prompt ?? module ?? mcpTool;
}

/** What runs or is called, with its arguments. */
export function callOf(called: Called): string {
  return [targetOf(called) ?? '', ...(called.args ?? [])].join(' ');
}
