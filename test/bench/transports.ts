import { fileURLToPath } from 'node:url'
import { Cleanup } from '#main/base/cleanup'
import type { WorkerConnection } from '#main/worker-client/worker-connection'
import { runInLab } from '#tools/test-run/host-lab'
import { openLab } from '../hosts/lab.ts'
import { figureText, median } from './figures.ts'
import { table } from './table.ts'
import { type Way, waysTo } from './transports/ways.ts'

/** Each way, in milliseconds; what the delay allows to be asked in a few seconds. */
const rounds = [
  { delayMs: 0, requests: 400, bytes: 64_000_000 },
  { delayMs: 40, requests: 40, bytes: 16_000_000 },
  { delayMs: 120, requests: 20, bytes: 8_000_000 },
] as const

const streams = 4
const tokens = 100
const patient = { headMs: 60_000, pieceMs: 60_000 }
const question = Buffer.from('{"messages":[{"role":"user","content":"a small question"}]}')

interface Figures {
  readonly coldMs: number
  readonly p50: number
  readonly p99: number
  readonly one: number
  readonly four: number
  /** How much later than the quickest of its stream a token comes, at the median. */
  readonly lagMs: number
}

async function measure(way: Way, { requests, bytes }: (typeof rounds)[number]): Promise<Figures> {
  const cleanup = new Cleanup()
  try {
    const connection = await way.open(cleanup)
    cleanup.defer(() => connection.close())
    const coldMs = await timed(connection, '/')
    // So many connections as a busy worker has, kept from then on.
    await Promise.all(Array.from({ length: streams }, () => timed(connection, '/')))
    const times: number[] = []
    for (let request = 0; request < requests; request++) {
      await new Promise(resolve => setTimeout(resolve, 2))
      times.push(await timed(connection, '/'))
    }
    times.sort((a, b) => a - b)
    const load = (share: number) => timed(connection, `/?bytes=${Math.round(bytes / share)}`)
    const oneMs = await load(1)
    const began = performance.now()
    await Promise.all(Array.from({ length: streams }, () => load(streams)))
    const fourMs = performance.now() - began
    const speed = (ms: number) => bytes / 1_048_576 / (ms / 1_000)
    const p99 = times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN
    const lagMs = median(await lags(connection))
    return { coldMs, p50: median(times), p99, lagMs, one: speed(oneMs), four: speed(fourMs) }
  } finally {
    await cleanup.run()
  }
}

/** Of the tokens of one stream, each of which says when it was sent. */
async function lags(connection: WorkerConnection): Promise<readonly number[]> {
  const found: number[] = []
  await timed(connection, `/?tokens=${tokens}`, piece => {
    const now = Date.now()
    for (const [, sentAt] of piece.toString('latin1').matchAll(/data: (\d+)\n/g)) {
      found.push(now - Number(sentAt))
    }
  })
  const quickest = Math.min(...found)
  return found.map(lag => lag - quickest)
}

function timed(
  connection: WorkerConnection,
  path: string,
  hear: (piece: Buffer) => void = () => {},
): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    connection.send({ method: 'POST', path, requestId: '', headers: [], body: question }, patient, {
      onHead() {},
      onData(piece) {
        hear(piece)
        return true
      },
      onEnd: () => resolve(performance.now() - began),
      onFault: fault => reject(new Error(JSON.stringify(fault))),
    })
  })
}

async function main(): Promise<void> {
  const house = new Cleanup()
  try {
    const host = await openLab(house).up('bench')
    const ways = await waysTo(host)
    const rows: string[][] = []
    for (const round of rounds) {
      if (round.delayMs > 0) await host.lab('bad', String(round.delayMs))
      const found: Figures[] = []
      for (const way of ways) found.push(await measure(way, round))
      const yardstick = found[0]
      for (const [index, { coldMs, p50, p99, lagMs, one, four }] of found.entries()) {
        const added = yardstick ? p50 - yardstick.p50 : Number.NaN
        const figures = [coldMs, p50, added, p99, lagMs, one, four].map(figureText)
        rows.push([ways[index]?.name ?? '', String(round.delayMs), ...figures])
      }
    }
    const times = ['cold ms', 'p50 ms', 'added', 'p99 ms', 'token lag ms']
    const head = ['way', 'delay ms', ...times, 'MiB/s', 'MiB/s by 4']
    process.stdout.write(`${table(head, rows)}\n`)
  } finally {
    await house.run()
  }
}

/** Outside the lab it starts itself within. */
if (process.env['LAB_NET'] !== undefined && process.argv.includes('--inside')) await main()
else {
  const self = fileURLToPath(import.meta.url)
  process.exitCode = await runInLab(process.execPath, [self, '--inside'])
}
