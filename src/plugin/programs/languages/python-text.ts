const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

const character = (code: number): string => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : '');

/** What a literal means: escapes are replaced unless it is raw, doubled braces are one in a formatted text. */
export const pythonText = (text: string, raw: boolean, formatted: boolean): string => {
  const plain = formatted ? text.replaceAll(/\{\{|\}\}/gu, (two) => two.slice(1)) : text;
  if (raw || !plain.includes('\\')) return plain;
  return plain.replaceAll(
    /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([0-7]{1,3})|([\s\S]))/gu,
    (whole, byte, short, long, octal, one) => {
      const hex = byte ?? short ?? long;
      if (hex) return character(Number.parseInt(hex, 16));
      if (octal) return character(Number.parseInt(octal, 8));
      return escapes[one] ?? whole;
    },
  );
};
