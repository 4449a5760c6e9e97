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
  for (const [clock, ms] of [
    ['by the clock', blocks.map(block => block.clockMs)],
    ['of its own', blocks.map(block => block.cpuMs)],
  ] as const) {
    const over = ms.filter(each => each > 5).length
    const longest = ms.reduce((a, b) => Math.max(a, b), 0)
    console.log(
      `${name.padEnd(18)} ${clock.padEnd(13)} longest block ${longest.toFixed(1).padStart(6)} ms, over 5 ms ${String(over).padStart(3)} of ${ms.length} times`,
    )
  }
}

interface Block {
  readonly clockMs: number
  /** Without the time in which other programs had the processor. */
  readonly cpuMs: number
}

/** Every turn of the event loop. */
async function blocksWhileStoring(checkpointThread: string | null): Promise<readonly Block[]> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-loop-'))
  const database = await openDatabase({ path: join(folder, 'bench.db'), checkpointThread })
  const shelf = sessionShelf(database)
  const blocks: Block[] = []
  let isOver = false
  let last = performance.now()
  let lastCpu = process.threadCpuUsage()
  const tick = () => {
    const now = performance.now()
    const { user, system } = process.threadCpuUsage(lastCpu)
    blocks.push({ clockMs: now - last, cpuMs: (user + system) / 1000 })
    last = now
    lastCpu = process.threadCpuUsage()
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
  return blocks
}
