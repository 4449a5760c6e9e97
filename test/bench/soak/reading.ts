import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { BenchProcess } from '../bench-process.ts'
import { median } from '../figures.ts'

/** What the root node says of itself. */
export interface Probed {
  /** Heap and what hangs on it, after a collection. */
  readonly heapMiB: number
  /** That keep the process alive. */
  readonly timers: number
}

/** What a root node that is at rest holds. */
export interface Reading extends Probed {
  readonly atSeconds: number
  readonly rssMiB: number
  /** Open files and sockets. */
  readonly handles: number
  /** Slots of workers that are taken. */
  readonly slots: number
  readonly inFlight: number
}

const restWithinMs = 15_000

/** Waits until nothing is under way, and looks. What is still taken after a while is told as it is. */
export async function readAtRest(
  root: BenchProcess,
  probeFile: string,
  atSeconds: number,
): Promise<Reading> {
  const until = Date.now() + restWithinMs
  let taken = await takenOf(root.url)
  while (taken.slots + taken.inFlight > 0 && Date.now() < until) {
    await pause(50)
    taken = await takenOf(root.url)
  }
  // Connections that were left behind are closed by now.
  await pause(200)
  const probed = await probe(root.pid, probeFile)
  const handles = readdirSync(`/proc/${root.pid}/fd`).length
  return { atSeconds, ...taken, ...probed, rssMiB: root.rssMiB(), handles }
}

async function takenOf(url: string): Promise<Pick<Reading, 'slots' | 'inFlight'>> {
  const answer = await fetch(`${url}/api/metrics`, { headers: { connection: 'close' } })
  const metrics: {
    readonly requests: { readonly in_flight: number }
    readonly workers: readonly { readonly in_flight: number }[]
  } = JSON.parse(await answer.text())
  const slots = metrics.workers.reduce((sum, worker) => sum + worker.in_flight, 0)
  return { slots, inFlight: metrics.requests.in_flight }
}

async function probe(pid: number, file: string): Promise<Probed> {
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  while (!existsSync(file)) await pause(20)
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** What grew from the first half to the second by more than rest and chance explain; nothing when all is flat. */
export function growthIn(readings: readonly Reading[]): readonly string[] {
  const half = Math.ceil(readings.length / 2)
  const middle = (some: readonly Reading[], name: keyof Reading) =>
    median(some.map(reading => reading[name]))
  const grown = (name: keyof Reading, mostMore: (before: number) => number) => {
    const from = middle(readings.slice(0, half), name)
    const to = middle(readings.slice(half), name)
    const isGrown = to > from + mostMore(from)
    return isGrown ? [`${name} grew from ${from.toFixed(1)} to ${to.toFixed(1)}`] : []
  }
  const left = (name: 'slots' | 'inFlight') => {
    const most = Math.max(...readings.map(reading => reading[name]))
    return most > 0 ? [`${name}: ${most} left at rest`] : []
  }
  return [
    ...left('slots'),
    ...left('inFlight'),
    ...grown('handles', () => 5),
    ...grown('timers', () => 5),
    ...grown('heapMiB', heap => 2 + heap * 0.05),
    // The system's figure: what the allocator keeps for later is in it.
    ...grown('rssMiB', rss => 16 + rss * 0.2),
  ]
}
