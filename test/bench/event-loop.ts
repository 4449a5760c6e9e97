import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SessionId } from '#contract/ids'
import { openDatabase } from '#main/store/open-database'
import { sessionShelf } from '#main/store/session-shelf'

/**
 * How long the event loop waits while turns are stored: 5,000 turns of two messages, 100 at once,
 * with checkpoints in their thread and, to compare, on the event loop itself.
 */
const turns = 5_000
const atOnce = 100
const text = '榕树 banyan '.repeat(80)

for (const [name, thread] of [
  ['checkpoint thread', join(import.meta.dirname, '../../main/store/checkpoint-thread.ts')],
  ['no thread', null],
] as const) {
  const blocks = await blocksWhileStoring(thread)
  const [longest = 0] = blocks
  const over = blocks.filter(block => block > 5).length
  console.log(
    `${name.padEnd(18)} longest block ${longest.toFixed(1).padStart(6)} ms, over 5 ms ${String(over).padStart(3)} times`,
  )
}

/** Every turn of the event loop, longest first, in milliseconds. */
async function blocksWhileStoring(checkpointThread: string | null): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-loop-'))
  const database = await openDatabase({ path: join(folder, 'bench.db'), checkpointThread })
  const shelf = sessionShelf(database)
  const blocks: number[] = []
  let isOver = false
  let last = performance.now()
  const tick = () => {
    const now = performance.now()
    blocks.push(now - last)
    last = now
    if (!isOver) setImmediate(tick)
  }
  setImmediate(tick)
  for (let done = 0; done < turns; done += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, (_, index) =>
        shelf.saveTurn({
          sessionId: SessionId.parse(`session ${index}`),
          system: null,
          title: 'bench',
          message: text,
          askedAt: done,
          response: text,
          answeredAt: done,
          workerId: 'w',
          model: 'm',
          promptTokens: 1,
          completionTokens: 1,
          latencyMs: 1,
        }),
      ),
    )
  }
  isOver = true
  await database.close()
  rmSync(folder, { recursive: true })
  return blocks.sort((a, b) => b - a)
}
