/// <reference lib="dom" />
import { type CreateEngine, type Engine, handoverEvent } from '../engine.ts';
import { once } from '../once.ts';
import { metaWeights } from '../record.ts';
import { createSearch, type Search } from '../search.ts';
import { siteBase } from './dom.ts';
import { renewNames, siteNames } from './names.ts';
import { readFile } from './site-names.ts';

/** Runs the engine's script, whose address only the list of names tells. */
function runScript(address: string): Promise<CreateEngine> {
  return new Promise((done, fail) => {
    const script = document.createElement('script');
    const given = (event: Event) => done((event as CustomEvent<CreateEngine>).detail);
    // It hands itself over before it counts as loaded.
    const ended = () => {
      document.removeEventListener(handoverEvent, given);
      script.remove();
      fail(new Error(`${address} could not be loaded.`));
    };
    document.addEventListener(handoverEvent, given, { once: true });
    script.addEventListener('load', ended);
    script.addEventListener('error', ended);
    script.type = 'module';
    script.src = address;
    document.head.append(script);
  });
}

/** What runs the engine's script once for the page: a module that has run does not run again, whatever became of what it loads. */
let engineScript: (() => Promise<CreateEngine>) | undefined;

let made: Search | undefined;

/**
 * Does what `use` does with the search of this site; and once more with that of another build, where it fails because one was published meanwhile.
 * @throws what `use` throws
 */
export async function withSearch<T>(use: (search: Search) => Promise<T>): Promise<T> {
  const search = siteSearch();
  try {
    return await use(search);
  } catch (error) {
    if (await renewNames().catch(() => false)) {
      made = undefined;
      engineScript = undefined;
    }
    // Another one that failed beside this one may have been the first to notice.
    if (search === made) throw error;
    return use(siteSearch());
  }
}

/** The search of this site, one for all parts of a page. */
function siteSearch(): Search {
  made ??= createSearch({
    names: siteNames,
    columns: async (build, file) => new Uint8Array(await readFile(`${build}/${file}.bin`, 'default')),
    text: async (folder, name) => new Uint8Array(await readFile(`text/${folder}/${name}`, 'default')),
    readme: async (build, part) =>
      new TextDecoder().decode(
        await readFile(`${build}/${part === undefined ? 'readme' : `readme/${part}`}.bin`, 'default'),
      ),
    async engine(build): Promise<Engine> {
      const basePath = `${siteBase()}search/${build}/`;
      engineScript ??= once(() => runScript(`${basePath}engine.js`));
      const createEngine = await engineScript();
      const engine = createEngine({ basePath, ranking: { metaWeights } });
      await engine.init();
      return engine;
    },
  });
  return made;
}
