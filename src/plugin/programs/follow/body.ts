import type { Attribute, Binding, Body, ClassCode, Expression, FunctionCode, Parameter } from './code.ts';

/** A body that is being read. */
export type OpenBody = {
  readonly run: Expression[];
  readonly bindings: Map<string, Binding[]>;
  readonly returns: Expression[];
  /** Names that stand for those of the module or of an outer function. */
  readonly outer: Map<string, OpenBody>;
  branch: number;
  readonly parent: OpenBody | undefined;
  /** The class whose methods stand in the body. */
  readonly owner?: OpenClass;
  /** The function that the body is of. */
  code?: FunctionCode;
};

export type OpenClass = {
  readonly methods: Map<string, FunctionCode>;
  readonly attributes: Map<string, Attribute[]>;
};

export const openBody = (parent: OpenBody | undefined, owner?: OpenClass): OpenBody => ({
  run: [],
  bindings: new Map(),
  returns: [],
  outer: new Map(),
  branch: Number.MAX_SAFE_INTEGER,
  parent,
  ...(owner && { owner }),
});

/** The function of a body, whose statements may still be added to it. */
export const functionOf = (
  name: string,
  at: number,
  parameters: readonly Parameter[],
  body: OpenBody,
  method = false,
): FunctionCode => {
  const code: FunctionCode = { name, at, parameters, body, method, returns: body.returns };
  body.code = code;
  return code;
};

export const classOf = (
  name: string,
  at: number,
  bases: readonly Expression[],
  body: Body,
  open: OpenClass,
): ClassCode => ({ name, at, bases, body, ...open });

const add = <T>(map: Map<string, T[]>, name: string, one: T): void => {
  const known = map.get(name);
  if (known) known.push(one);
  else map.set(name, [one]);
};

/** Gives a name a value, in the body that declares it. */
export const bind = (body: OpenBody, binding: Binding): void => {
  const outer = body.outer.get(binding.name);
  if (outer === undefined || outer === body) add(body.bindings, binding.name, binding);
  else
    add(outer.bindings, binding.name, {
      ...binding,
      at: 0,
      block: [-1, -1],
      local: false,
      ...(body.code && { inside: body.code }),
    });
};

/** Gives an attribute of an object a value. */
export const bindAttribute = (open: OpenClass, name: string, attribute: Attribute): void =>
  add(open.attributes, name, attribute);

export const textAt = (at: number, text: string): Expression => ({ is: 'text', at, text });
export const nameAt = (at: number, name: string): Expression => ({ is: 'name', at, name });
export const outsideAt = (at: number, path: string): Expression => ({ is: 'outside', at, path });
export const madeOf = (at: number, of: readonly Expression[]): Expression => ({ is: 'made', at, of });
export const eitherOf = (at: number, of: readonly Expression[]): Expression => ({ is: 'either', at, of });

/** A call of something that languages have built in, such as an operator. */
export const callOf = (at: number, path: string, args: readonly Expression[]): Expression => ({
  is: 'call',
  at,
  callee: outsideAt(at, path),
  args,
  named: [],
});

/** From here on, something decides whether the rest of a body happens. */
export const branchAt = (body: OpenBody, at: number): void => {
  body.branch = Math.min(body.branch, at);
};
