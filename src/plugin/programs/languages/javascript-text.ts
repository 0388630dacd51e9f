const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
};

/** What an escape in a text means: `\n`, `\x41`, `\u{41}`. */
export const javascriptEscape = (written: string): string => {
  const hex = /^\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|u\{([\dA-Fa-f]{1,6})\})$/u.exec(written);
  const code = hex && Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
  if (typeof code === 'number') return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  const one = written.slice(1);
  return escapes[one] ?? one;
};
