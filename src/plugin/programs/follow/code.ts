/** What all languages have in common, so that one evaluator follows names, constants and calls in each. `at` is the offset in the text. */
export type Expression = { readonly at: number } & (
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'name'; readonly name: string }
  /** `a.name`, `a['name']`, `a[0]`. */
  | { readonly is: 'member'; readonly of: Expression; readonly name: string }
  | { readonly is: 'item'; readonly of: Expression; readonly key: Expression }
  | Call
  /** Texts put together. */
  | { readonly is: 'join'; readonly parts: readonly Expression[] }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'record'; readonly entries: readonly Entry[] }
  /** All that a list or record holds, in a list, a record or the arguments of a call. */
  | { readonly is: 'spread'; readonly of: Expression }
  /** One of these. */
  | { readonly is: 'either'; readonly of: readonly Expression[] }
  /** One of the items of a list. */
  | { readonly is: 'each'; readonly of: Expression }
  /** Made of these in a way that is not followed. */
  | { readonly is: 'made'; readonly of: readonly Expression[] }
  /** Something of another file: a module or a member of it. */
  | { readonly is: 'outside'; readonly path: string }
  | { readonly is: 'function'; readonly code: FunctionCode }
  | { readonly is: 'class'; readonly code: ClassCode }
);

export type Call = {
  readonly is: 'call';
  readonly at: number;
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
};

/** `key` is absent where a whole record is spread. */
export type Entry = { readonly key?: Expression; readonly value: Expression };

/** A value given to a name, between `at` and the end of the block that holds it. */
export type Binding = {
  readonly name: string;
  /** Where the assignment ends: later uses see it. */
  readonly at: number;
  readonly block: readonly [start: number, end: number];
  /** Whether the name is unknown outside of the block. */
  readonly local: boolean;
  readonly value: Expression;
  /** Whether the value holds the one before, with something added. */
  readonly grows?: boolean;
  /** The function that gives the value to a name of the body around it. */
  readonly inside?: FunctionCode;
};

export type Parameter = {
  readonly name: string;
  readonly rest?: 'list' | 'record';
  readonly fallback?: Expression;
  /** What the type names. */
  readonly type?: Expression;
  /** What is taken out of a record, where it has another name. */
  readonly key?: string;
  /** Names that are taken out of what is given, by key. */
  readonly parts?: readonly Parameter[];
};

export type FunctionCode = {
  readonly name: string;
  readonly at: number;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
  /** Whether the first parameter is the object, as `self` in Python. */
  readonly method: boolean;
  /** Whether a member is what the function gives. */
  readonly getter?: boolean;
  readonly returns: readonly Expression[];
};

export type ClassCode = {
  readonly name: string;
  readonly at: number;
  readonly bases: readonly Expression[];
  readonly methods: ReadonlyMap<string, FunctionCode>;
  /** Values of attributes: of the class, or given in one of its methods. */
  readonly attributes: ReadonlyMap<string, readonly Attribute[]>;
  readonly body: Body;
};

export type Attribute = { readonly method?: FunctionCode; readonly value: Expression };

/** The statements of a module, function or class: what is evaluated in order, and what names stand for. */
export type Body = {
  readonly run: readonly Expression[];
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** Where it first depends on something whether the rest happens. */
  readonly branch: number;
};
