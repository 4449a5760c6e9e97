import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Cleanup } from '#main/base/cleanup'
import { type BenchProcess, cores, pin } from './bench-process.ts'
import { endOnSignal } from './end-on-signal.ts'
import { figureText, median, verdict } from './figures.ts'
import { machineText } from './machine.ts'
import { startCannedWorkers } from './subjects/open-subjects.ts'
import { startRootNode } from './subjects/root-node.ts'
import { table } from './table.ts'

/** What 200 nodes with heartbeats cost the root node. `--seconds=20` is for a first look. */
const nodes = 200
const everyMs = 5_000
const seconds = Number(/--seconds=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 120)
const aims = { share: 5, listMs: 5 }

async function main(): Promise<void> {
  const cleanup = new Cleanup()
  endOnSignal(cleanup)
  const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-'))
  cleanup.defer(() => rmSync(folder, { recursive: true }))
  pin(process.pid, cores.others)
  try {
    console.log(`${machineText()}\n`)
    const workers = await startCannedWorkers(nodes)
    cleanup.defer(() => workers.stop())
    const root = await startRootNode({ name: 'root node', workerUrls: [], folder })
    cleanup.defer(() => root.process.stop())
    const { url } = root.process
    await Promise.all(
      workers.ports.map((port, place) =>
        post(`${url}/api/nodes/register`, { id: `node-${place}`, host: '127.0.0.1', port }),
      ),
    )
    const beats = sendBeats(url)
    cleanup.defer(() => clearInterval(beats))

    const before = root.process.cpuMicros()
    const startedAt = performance.now()
    const listMs: number[] = []
    while (performance.now() - startedAt < seconds * 1_000) {
      const askedAt = performance.now()
      await (await fetch(`${url}/api/workers`)).text()
      listMs.push(performance.now() - askedAt)
      await pause(1_000)
    }
    const passedMicros = (performance.now() - startedAt) * 1_000
    const share = ((root.process.cpuMicros() - before) / passedMicros) * 100
    const list = median(listMs)
    const listCpuMs = await listCost(root.process)
    console.log(
      table(
        [`${nodes} nodes, a heartbeat every ${everyMs / 1_000} s, for ${seconds} s`, '', 'aim', ''],
        [
          ['share of a core, %', figureText(share), `≤ ${aims.share}`, verdict(share, aims.share)],
          [
            'GET /api/workers, ms',
            figureText(list),
            `≤ ${aims.listMs}`,
            verdict(list, aims.listMs),
          ],
          [
            'the same, ms of processor',
            figureText(listCpuMs),
            `≤ ${aims.listMs}`,
            verdict(listCpuMs, aims.listMs),
          ],
        ],
      ),
    )
  } finally {
    await cleanup.run()
  }
}

/** One after the other without a pause: what others do meanwhile does not count. */
async function listCost(root: BenchProcess): Promise<number> {
  const times = 200
  const before = root.cpuMicros()
  for (let each = 0; each < times; each++) await (await fetch(`${root.url}/api/workers`)).text()
  return (root.cpuMicros() - before) / times / 1_000
}

/** One after the other, evenly over the interval. */
function sendBeats(url: string): NodeJS.Timeout {
  let turn = 0
  return setInterval(() => {
    const id = `node-${turn++ % nodes}`
    void post(`${url}/api/nodes/${id}/heartbeat`, {
      interval_seconds: everyMs / 1_000,
      cpu_usage: Math.round(Math.random() * 800) / 10,
      memory_usage: 40,
      in_flight: 0,
      queued: 0,
    })
  }, everyMs / nodes)
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  await answer.text()
}

await main()
