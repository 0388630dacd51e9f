import type { Html } from '../html.ts';

/** A page of which there are many: it is put into the shell that Astro rendered. */
export type StampedPage = {
  /** From the root of the site, with a slash at the end. */
  path: string;
  title: string;
  /** One sentence for search engines. */
  description: string;
  content: Html;
  /** More for the head, such as a data block. */
  head?: Html;
  /** Whether search engines are to leave it out. */
  isHidden?: true;
  /** The picture that stands for it where it is shared, from the root of the site; absent: that of the whole. */
  image?: string;
  /** Where the page's content has its own address, where that is not here. */
  canonicalPath?: string;
};
