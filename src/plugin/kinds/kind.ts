import type { Download } from '../downloads.ts';
import type { FrontmatterResult } from '../frontmatter.ts';
import type { Source } from '../source.ts';
import type { Fields, ValuesOf } from './fields.ts';
import type {
  CapabilityFlag,
  CapabilityGroup,
  HostNaming,
  Platform,
  Subject,
  Trigger,
} from './vocabulary.ts';

/** Where something is declared: a path inside the plugin, with `/`, and a 1-based line. */
export type Place = { file: string; line: number };

/** Where something is declared, and when it happens. */
export type Happening = Place & { trigger: Trigger; component?: string; platforms?: readonly Platform[] };

type Flat<T> = { [Key in keyof T]: T[Key] };

/** A component of one kind. */
export type ComponentOf<K extends string, F extends Fields> = Flat<
  {
    kind: K;
    /** As Claude Code shows it: `plugin:skill` for skills, commands, agents and styles; the event for a hook; the key for a server. */
    name: string;
    /** From frontmatter or configuration; absent where the author wrote none. */
    description?: string;
    /** Estimated tokens: characters / 4, as `claude plugin details` counts when it cannot ask the API. Absent where the kind costs none. */
    tokens?: { alwaysOn: number; onInvoke: number };
  } & Place &
    ValuesOf<F>
>;

/** A capability of one kind. */
export type CapabilityOf<K extends string, F extends Fields> = Flat<
  {
    kind: K;
    /** When it happens; absent where that is not known. */
    trigger?: Trigger;
    /** The skill, command or other component that it happens for, where that is not the plugin as a whole. */
    component?: string;
    /** The only systems on which it is: those that do not tell capital letters apart. */
    platforms?: readonly Platform[];
  } & Place &
    ValuesOf<F>
>;

/** What a kind says of its capabilities. */
export type CapabilityPart<F extends Fields, C> = {
  fields: F;
  /** What makes two capabilities of this kind the same one in two versions of a plugin. */
  identity(capability: C): string;
  /** The one thing that it is about. */
  subject(capability: C): Subject;
  /** Fields whose difference is no change of what the plugin can do. */
  incidental?: readonly (keyof F & string)[];
  /** Whether a changed capability lets the plugin do no more than before. */
  isNarrower?(before: C, after: C): boolean;
  /** What must be equal for a capability to be listed once, at its first place. Without it, only exact duplicates are removed. */
  once?(capability: C): string;
  flags(capability: C): readonly CapabilityFlag[];
  group(capability: C): CapabilityGroup;
  /** Whether nothing happens until a person or Claude asks for it. */
  waits?: true;
};

/** What a kind reads: the plugin's files, and what other kinds found before. */
export type Reading = {
  source: Source;
  /** The manifest's JSON object. */
  raw: Record<string, unknown>;
  /** The plugin's name. */
  plugin: string;
  /** Components that the kinds listed before have found. */
  components: readonly ({ kind: string; name: string } & Place)[];
  /** The line of a value in a JSON file; `hint` is a text in it that may be unique in the file. */
  lineOf(file: string, path: readonly (string | number)[], hint?: string): number;
  /** The line of an offset in a text. */
  lineAt(text: string, offset: number): number;
  /** The frontmatter of a text that is no file; each text is parsed once. */
  frontmatterOf(text: string): FrontmatterResult;
  /** The line of a key of frontmatter. */
  lineOfKey(frontmatter: { block: string; blockLine: number }, key: string): number;
};

/** Takes what a kind finds. */
export type Finds<Component, Capability> = {
  component(component: Omit<Component, 'kind'>): void;
  capability(capability: Omit<Capability, 'kind'>): void;
  /** A command that starts programs, as a line for a shell or as words: what it does, and what the files that it leads to do, is read. */
  starts(command: string | readonly string[], when: Happening, folder?: string): void;
  /** A program of the plugin that a text leads Claude to. */
  leadsTo(path: string, when: Happening): void;
  /** Searches a text for hosts. */
  hosts(text: string, when: Happening, namedBy: HostNaming): void;
  download(download: Omit<Download, 'offset'>, when: Happening): void;
};

type ComponentIn<K extends string, F extends Fields> = [F] extends [never] ? never : ComponentOf<K, F>;
type CapabilityIn<K extends string, F extends Fields> = [F] extends [never] ? never : CapabilityOf<K, F>;

/** One kind of component, of capability, or of both: everything that the marketplace knows of it but its words. */
export type Kind<K extends string, CF extends Fields, AF extends Fields> = {
  kind: K;
  /** Fields of its components besides those that all have; absent where it has none. */
  component?: CF;
  /** Absent where it has no capabilities. */
  capability?: CapabilityPart<AF, CapabilityIn<K, AF>>;
  /** Finds every one in a plugin, in one walk. Absent where other kinds find them. */
  find?(reading: Reading, found: Finds<ComponentIn<K, CF>, CapabilityIn<K, AF>>): void;
};

/** Checks a kind against its own fields. */
export function defineKind<
  const K extends string,
  const CF extends Fields = never,
  const AF extends Fields = never,
>(kind: Kind<K, CF, AF>): Kind<K, CF, AF> {
  return kind;
}
