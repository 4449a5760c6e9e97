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

/** An answer that is cut within its code. */
export const streamedInChinese = `## 最少負載

根節點不數請求，而是比較**佔用的比例**：8 個名額用了 3 個，比 4 個名額用了 2 個更閒，也就是 $\\frac{3}{8} < \\frac{2}{4}$。

| 工作節點 | 名額 | 使用中 | 比例 |
| --- | ---: | ---: | ---: |
| fra-1a | 8 | 3 | 38 % |
| nrt-1a | 4 | 2 | 50 % |
| 法蘭克福備援機房的第二台主機 | 16 | 16 | 100 % |

1. 先略過沒有名額的工作節點。
2. 其餘的依比例排序：
   - 比例相同時，選較快的一台
   - 仍然相同時，輪流

\`\`\`typescript
const leastLoaded = ready => ready.filter(hasFreeSlot).toSorted((a, b) => load(a) - load(b))[0]

const hasFreeSlot = worker => worker.running < worker.slots
const load = worker => worker.running / worker.slots
\`\`\`
`
