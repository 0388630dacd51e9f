import { closesNetwork, type Isolation, majorOf } from './sandbox.ts';

/** What a level stops and what it does not, as a sentence. @param node the version of the Node.js that runs the plugins' programs */
export function isolationWords(level: Isolation, node: string): string {
  if (level === 'bwrap')
    return 'Bubblewrap shows the server the programs in /usr, its plugin, its data folder and what is granted, and nothing else: no other file, no other process, no network.';
  if (level === 'none')
    return 'Nothing is stopped: the server can read and change the files of the user that runs it, start programs and reach the network.';
  const network = closesNetwork(majorOf(node)) ? '' : 'reach the network, ';
  return `Node.js lets the server open only the files of its plugin, of its data folder and what is granted, and start no program; it can still ${network}follow symbolic links that the plugin brings, open files through node:sqlite and send signals to other processes.`;
}
