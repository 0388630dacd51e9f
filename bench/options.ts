import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The options of a benchmark. Ends the process where `--help` asks how to use it, and where something is wrong with them, which it says. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}

/** Numbers of plugins, with commas between. Ends the process where that is none, which it says. */
export function readSizes(usage: string, written: string, least: number): number[] {
  const sizes = written.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= least)) return sizes;
  console.error(`Expected numbers of plugins of at least ${least}, not "${written}".\n${usage}`);
  process.exit(2);
}
