// Generated from waivers.schema.json by "npm run schemas". Do not edit.
// biome-ignore-all format: generated

/** A rule that a person has looked at and lets pass for one file, with the reason. */
export type Waiver = {
  /** The rule's id, as the diagnostic names it. */
  rule: string;
  /** The file as the diagnostic names it, relative to the plugin; "." for the plugin itself. */
  file: string;
  /** Why the rule may be passed over here, in 20 characters or more. */
  reason: string;
};

/** "waivers.json": rules that a person has looked at and lets pass for one file of a plugin. What is waived is lowered to a note and always shown. */
export type Waivers = Waiver[];
