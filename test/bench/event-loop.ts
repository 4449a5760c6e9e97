import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SessionId } from '#contract/ids'
import { Keeping } from '#main/store/keeping'
import { openDatabase } from '#main/store/open-database'
import { sessionShelf } from '#main/store/session-shelf'

/**
 * How long the event loop waits while turns are stored: 5,000 turns of two messages, 100 at once;
 * while all of it is copied and checked; and, to compare, while nothing is done for as long.
 */
const turns = 5_000
const atOnce = 100
const text = '榕树 banyan '.repeat(80)
const program = (name: string) => join(import.meta.dirname, '../../main/store', name)

const folder = mkdtempSync(join(tmpdir(), 'banyan-loop-'))
const path = join(folder, 'bench.db')
const database = await openDatabase({ path, writeThread: program('write-thread.ts') })
const keeping = new Keeping({ threadPath: program('keeping-thread.ts') })
const shelf = sessionShelf(database)
const began = performance.now()
print('storing turns', await blocksWhile(storeTurns))
const took = performance.now() - began
print('backing up', await blocksWhile(() => keeping.copy(path, join(folder, 'copy.db'))))
await database.close()
rmSync(folder, { recursive: true })
print('doing nothing', await blocksWhile(() => new Promise(resolve => setTimeout(resolve, took))))

interface Blocks {
  readonly longestMs: number
  readonly over5Ms: number
  readonly turns: number
}

/** Every turn of the event loop, by the clock and without the time in which other programs had the processor. */
async function blocksWhile(work: () => Promise<void>): Promise<{ clock: Blocks; cpu: Blocks }> {
  const clock = { longestMs: 0, over5Ms: 0, turns: 0 }
  const cpu = { ...clock }
  let isOver = false
  let last = performance.now()
  let lastCpu = process.threadCpuUsage()
  const tick = () => {
    const now = performance.now()
    const { user, system } = process.threadCpuUsage(lastCpu)
    count(clock, now - last)
    count(cpu, (user + system) / 1000)
    last = now
    lastCpu = process.threadCpuUsage()
    if (!isOver) setImmediate(tick)
  }
  setImmediate(tick)
  await work()
  isOver = true
  return { clock, cpu }
}

/** Kept as sums: a list of millions would itself be a load. */
function count(blocks: { longestMs: number; over5Ms: number; turns: number }, ms: number): void {
  blocks.longestMs = Math.max(blocks.longestMs, ms)
  if (ms > 5) blocks.over5Ms += 1
  blocks.turns += 1
}

async function storeTurns(): Promise<void> {
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
}

function print(name: string, { clock, cpu }: { clock: Blocks; cpu: Blocks }): void {
  for (const [by, { longestMs, over5Ms, turns }] of [
    ['by the clock', clock],
    ['of its own', cpu],
  ] as const) {
    console.log(
      `${name.padEnd(14)} ${by.padEnd(13)} longest block ${longestMs.toFixed(1).padStart(6)} ms, over 5 ms ${String(over5Ms).padStart(3)} of ${turns} times`,
    )
  }
}
