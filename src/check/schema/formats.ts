import { isPublicHttpsUrl } from '../claude-code/public-host.ts';

/** What `format` means in our schemas: whether a text is of that form. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  'http-url': (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
  'public-https-url': isPublicHttpsUrl,
  regex: isRegularExpression,
  url: (text) => URL.canParse(text),
  // Claude Code puts the values of variables in before it looks at the URL.
  'url-with-variables': (text) => text === '' || text.includes('${') || URL.canParse(text),
};

/** A day of the calendar as `YYYY-MM-DD`. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
