/** Letters of other scripts that most fonts draw as a Latin letter, a line for each: https://www.unicode.org/reports/tr39/#Confusable_Detection */
const table = `
  a аɑαаАΑᎪꓮᴀꭺ
  b ВΒᏴꓐʙЬƄ
  c сϲСϹᏟꓚᴄⲥꮯ
  d ԁᎠꓓᴅ
  e еεЕΕᎬꓰᴇҽ
  f ϝꓝғ
  g ɡցԌᏀꓖɢ
  h һհНΗᎻꓧʜ
  i іιıɩІΙӀᎥꓲɪ
  j јյЈᎫꓙᴊϳ
  k кκКΚᏦꓗᴋ
  l ӏᏞꓡʟ
  m мМΜᎷꓟᴍ
  n ոηпΝꓠɴ
  o оοօОΟՕꓳᴏⲟσ
  p рρРΡᏢꓑᴘⲣ
  q ԛզԚ
  r гᎡꓣʀᴦ
  s ѕЅՏᏚꓢꜱ
  t тτТΤᎢꓔᴛ
  u սυՍꓴᴜ
  v ѵνᏙꓦᴠ
  w ԝωшѡԜᎳꓪᴡա
  x хχХΧꓫ
  y уүγУΥҮꓬʏ
  z ΖᏃꓜᴢ
`;

const latin = new Map<string, string>();
for (const row of table.trim().split('\n')) {
  const [letter = '', others = ''] = row.trim().split(' ');
  for (const other of others) latin.set(other, letter);
}

const isLetter = /\p{L}/u;
const isLatin = /\p{Script=Latin}/u;

/** A text as it is read in Latin letters: without marks and styles, look-alikes as the Latin letter, lower case. Other letters stay. */
export function foldConfusables(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(plain, (letter) => latin.get(letter) ?? letter)
    .join('')
    .toLowerCase();
}

/** Whether a word mixes Latin letters with letters of another script that look like them, as no language is spelt. */
export function isMixedScript(word: string): boolean {
  let [hasLatin, hasLookAlike] = [false, false];
  for (const letter of word.normalize('NFKC')) {
    if (!isLetter.test(letter)) continue;
    if (isLatin.test(letter)) hasLatin = true;
    else if (latin.has(letter)) hasLookAlike = true;
    else return false;
  }
  return hasLatin && hasLookAlike;
}
