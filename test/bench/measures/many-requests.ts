import { setTimeout as pause } from 'node:timers/promises'
import { figureText } from '../figures.ts'
import { sendLoad } from '../load.ts'
import type { Subject } from '../subjects/subject.ts'
import { table } from '../table.ts'

const requests = 100_000
const steps = 5
const settleMs = 3_000
/** What a garbage collector may leave lying about from one look to the next. */
const flatWithinMiB = 10

/** Memory after so many requests and so many more; one that loses something with each would climb. */
export async function printManyRequests(root: Subject, say: (line: string) => void): Promise<void> {
  const held = [root.process.rssMiB()]
  for (let step = 1; step <= steps; step++) {
    say(`memory: ${step} of ${steps}`)
    await sendLoad(root, { requests: requests / steps, concurrency: 16, plan: null })
    await pause(settleMs)
    held.push(root.process.rssMiB())
  }
  const grown = (held.at(-1) ?? Number.NaN) - (held[0] ?? Number.NaN)
  const at = (step: number) => ((requests / steps) * step).toLocaleString('en')
  console.log(
    `\n${table(
      ['RSS in MiB after requests', ...held.map((_, step) => at(step)), 'grown', 'aim', ''],
      [
        [
          'root node',
          ...held.map(figureText),
          figureText(grown),
          `≤ ${flatWithinMiB}`,
          grown <= flatWithinMiB ? 'ok' : 'over',
        ],
      ],
    )}`,
  )
}
