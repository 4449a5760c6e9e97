/**
 * Two answers that differ in case, width, spaces or punctuation alone are one after this. A sign
 * before a number, what stands between digits and what follows a letter as in `C#` is no mere
 * punctuation and stays.
 */
export function normalised(text: string): string {
  // Upper case first: `ß` is `SS` there, and `ς` becomes `σ` by way of `Σ`.
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
  const plain = folded
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(gaps, ' ')
    .replace(betweenHan, '')
    .trim()
  return plain === '' ? folded.trim() : plain
}

/** One class and one quantifier each, so that the time is linear whatever comes. */
const gaps =
  /(?:(?!(?<=\p{N})[.,:/](?=\p{N})|(?<![\p{L}\p{N}])-(?=\p{N})|(?<=[\p{L}\p{N}])[#%])[\p{P}\p{Z}\p{C}`])+/gu

/** Chinese and Japanese put no spaces between words, and where a comma was, nothing is left. */
const betweenHan =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]) (?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu
