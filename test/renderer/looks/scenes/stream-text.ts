/** One section of a long answer, each with other words, so that nothing is drawn twice. */
function section(at: number): string {
  return `## Part ${at}: splitting the work

The cost of step ${at} is \\(O(${at} n \\log n)\\), as **each half** is sorted by \`sortHalf${at}\` and then merged.
See [the notes](https://example.org/${at}) for the proof, which is *short*.

$$
T_{${at}}(n) = 2\\,T\\!\\left(\\frac{n}{${at + 1}}\\right) + \\Theta(n)
$$

\`\`\`typescript
/** Sorts the half with number ${at}, and leaves what it was given as it is. */
export function sortHalf${at}<T>(items: readonly T[], isBefore: (a: T, b: T) => boolean): readonly T[] {
  if (items.length < 2) return items
  const middle = Math.floor(items.length / ${at + 1})
  const halves = [items.slice(0, middle), items.slice(middle)]
  const [left = [], right = []] = halves.map(half => sortHalf${at}(half, isBefore))
  return merged(left, right, 'in order ${at}')
}
\`\`\`

| Way | Best | Worst | Notes |
| --- | ---: | ---: | --- |
| merge sort ${at} | n log n | n log n | needs as much room again as the list |
| quick sort ${at} | n log n | n² | in place |
| heap sort ${at} | n log n | n log n | in place, not stable |

1. Split until one is left.
2. Merge:
   - take the smaller head
   - go on until one is empty

`
}

const characters = 20_000
const sections = Array.from({ length: 40 }, (_, at) => section(at + 1)).join('')
const lines = Array.from(
  { length: 600 },
  (_, at) => `const value${at} = compute(${at}, "line ${at}") // as before`,
).join('\n')
const items = Array.from(
  { length: 400 },
  (_, at) => `- point **${at}**: what \`value${at}\` is for, in a few words`,
).join('\n')
const rows = Array.from(
  { length: 600 },
  (_, at) => `| value ${at} | ${at * 3} | a few words on row ${at} |`,
).join('\n')

/** What is streamed to measure the window: all kinds of blocks, or one that never ends. */
export const streamTexts = {
  mixed: sections.slice(0, characters),
  code: `\`\`\`typescript\n${lines}`.slice(0, characters),
  list: items.slice(0, characters),
  table: `| Name | Size | Notes |\n| --- | ---: | --- |\n${rows}`.slice(0, characters),
  prose: sections
    .replaceAll(/```[\s\S]*?```|\$\$[\s\S]*?\$\$|\n/g, ' ')
    .replaceAll(/[|#]/g, '')
    .repeat(2)
    .slice(0, characters),
} as const
