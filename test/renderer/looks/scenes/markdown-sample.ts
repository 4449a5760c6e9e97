/** A bit of everything that models write. */
export const markdownSample = `## Merge sort

It splits the list, sorts the halves and merges them. The cost is \\(O(n \\log n)\\), since

$$
T(n) = 2\\,T\\!\\left(\\frac{n}{2}\\right) + \\Theta(n) \\implies T(n) = \\Theta(n \\log n)
$$

It needs $n$ places more, costs $5 or $10 at most, and is *stable*.

\`\`\`typescript
/** Sorts without touching what it was given. */
export function mergeSort<T>(items: readonly T[], isBefore: (a: T, b: T) => boolean): readonly T[] {
  if (items.length < 2) return items
  const middle = Math.floor(items.length / 2) // the halves differ by one at most, whatever the length of the list may be
  const [left, right] = [items.slice(0, middle), items.slice(middle)].map(half => mergeSort(half, isBefore))
  return merged(left, right, "in order")
}
\`\`\`

| Way | Best | Mean | Worst | Stable | Notes |
| --- | ---: | ---: | ---: | :---: | --- |
| merge sort | n log n | n log n | n log n | yes | needs as much room again as the list itself takes |
| quick sort | n log n | n log n | n² | no | in place |

1. Split until one is left.
2. Merge:
   - take the smaller head
   - go on until one is empty

- [x] tested
- [ ] measured

> A list that is nearly sorted is better served by *insertion sort*.

See [the paper](https://example.org/paper) and compare ![its first figure](https://example.org/a.png).`
