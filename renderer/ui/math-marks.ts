/** A piece of code, which is left as it is. An opening that nothing closes is code to the end, as a stream may go on. */
const code =
  /(^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|(?![\s\S]))|(?<!`)(`{1,8})(?!`)[^\n]*?(?<!`)\3(?!`))/gm

/** A dollar is a mark where its formula touches it, and no digit follows: `$x$`, but not `$5 and $10`. */
const dollars = /(?<![\\$])\$(?![\s$])([^$\n]{0,400}?[^\s$\\])\$(?![\d$])/g
const parentheses = /\\\(([^\n]{1,400}?)\\\)/g
const brackets = /\\\[([\s\S]{1,2000}?)\\\]/g

/** Brings the ways in which models write formulas into one, with two dollars. */
export function withMathMarks(text: string): string {
  if (!/[$\\]/.test(text)) return text
  let made = ''
  let from = 0
  for (const match of text.matchAll(code)) {
    made += inProse(text.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return made + inProse(text.slice(from))
}

function inProse(text: string): string {
  return text
    .replaceAll(brackets, (_, formula: string) => `\n$$\n${formula.trim()}\n$$\n`)
    .replaceAll(parentheses, (_, formula: string) => `$$${formula.trim()}$$`)
    .replaceAll(dollars, (_, formula: string) => `$$${formula}$$`)
}
