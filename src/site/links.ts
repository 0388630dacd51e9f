import { readRegistry } from './registry.ts';

/**
 * `path` (without a leading slash) of this site as a link that works under any base path. The base is that of the registry, because
 * what bundlers offer as the base follows a variable of the environment.
 */
export function href(path: string): string {
  return new URL(path, readRegistry().site).href.slice(new URL(readRegistry().site).origin.length);
}

/** Absolute address of a page as it is published. */
export function canonical(path: string): string {
  return new URL(path, readRegistry().site).href;
}

/** `text` where it is an http or https address without credentials, and nothing otherwise: an author may write any scheme. */
export function webAddress(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username || url.password ? undefined : url.href;
}

/** A plugin's folder, or a line of one of its files, at the marketplace's repository on GitHub. */
export function sourceLink(plugin: string, file?: string, line?: number): string {
  const repository = `https://github.com/${readRegistry().repository}`;
  const folder = `HEAD/plugins/${encodeURIComponent(plugin)}`;
  if (file === undefined) return `${repository}/tree/${folder}`;
  const path = file.split('/').map(encodeURIComponent).join('/');
  // "plain" shows the lines of a file that GitHub would render, such as Markdown.
  return `${repository}/blob/${folder}/${path}?plain=1${line === undefined ? '' : `#L${line}`}`;
}

export function commitLink(commit: string): string {
  return `https://github.com/${readRegistry().repository}/commit/${encodeURIComponent(commit)}`;
}
