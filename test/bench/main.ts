import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchProcess, cores, pin, startProcess } from './bench-process.ts'
import { type Load, sendLoad } from './load.ts'

/**
 * What a request and a streamed chunk cost in processor time: at the worker itself, through the
 * least proxy that Node can be, and through the root node. All in one run on one machine, so that
 * the ratios hold where the figures do not; proxy and root node have a core, load and worker the
 * other. Build first: `npm run build`.
 */
const chunksAStream = 500
const warmUp: Load = { requests: 8_000, concurrency: 16, isStream: false }
const whole: Load = { requests: 4_000, concurrency: 16, isStream: false }
const stream: Load = { requests: 100, concurrency: 16, isStream: true }
const rounds = 15

const here = import.meta.dirname
const dist = join(here, '../../dist')
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-bench-'))
const jsonPort = (line: string) => (line.startsWith('{') ? Number(JSON.parse(line).port) : null)
const printedPort = (line: string) => {
  const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]
  return port === undefined ? null : Number(port)
}

pin(process.pid, cores.others)
const worker = await startProcess(
  join(here, 'canned-worker.ts'),
  { CHUNKS: String(chunksAStream) },
  jsonPort,
  cores.others,
)
const proxy = await startProcess(join(here, 'bare-proxy.ts'), { UPSTREAM: worker.url }, jsonPort)
const root = await startProcess(
  join(dist, 'headless.mjs'),
  {
    ROOT_NODE_PORT: '0',
    WORKERS: worker.url,
    LOCAL_WORKER: 'false',
    DATA_DIR: dataDir,
  },
  printedPort,
)
await new Promise(resolve => setTimeout(resolve, 1_000))

const subjects = [
  { name: 'bare worker', process: worker },
  { name: 'bare Node proxy', process: proxy },
  { name: 'root node', process: root },
]
const costs = new Map(
  subjects.map(({ name }) => [name, { request: [] as number[], chunk: [] as number[] }]),
)
for (const subject of subjects) await sendLoad(subject.process.url, warmUp)
for (let round = 0; round < rounds; round++) {
  for (const { name, process } of subjects) {
    const request = (await cost(process, whole)) / whole.requests
    const streamed = (await cost(process, stream)) / stream.requests
    costs.get(name)?.request.push(request)
    costs.get(name)?.chunk.push((streamed - request) / chunksAStream)
  }
}
print()
for (const { process } of [...subjects].reverse()) await process.stop()
rmSync(dataDir, { recursive: true })

async function cost(process: BenchProcess, load: Load): Promise<number> {
  const before = process.cpuMicros()
  await sendLoad(process.url, load)
  return process.cpuMicros() - before
}

/** A ratio is of figures of the same round, so that a machine that is busy at times does not bend it. */
function print(): void {
  const yardstick = costs.get('bare Node proxy')
  console.log(
    `CPU µs, median of ${rounds} rounds; ratio to the bare proxy, median of the rounds' own`,
  )
  console.log('                     a request  ratio   a chunk  ratio')
  for (const [name, { request, chunk }] of costs) {
    const figures = [
      median(request).toFixed(1).padStart(9),
      median(ratios(request, yardstick?.request)).toFixed(2).padStart(6),
      median(chunk).toFixed(2).padStart(9),
      median(ratios(chunk, yardstick?.chunk)).toFixed(2).padStart(6),
    ]
    console.log(`${name.padEnd(20)} ${figures.join(' ')}`)
  }
}

function ratios(figures: readonly number[], yardstick: readonly number[] = []): readonly number[] {
  return figures.map((figure, round) => figure / (yardstick[round] ?? Number.NaN))
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}
