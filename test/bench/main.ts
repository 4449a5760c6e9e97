import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Cleanup } from '#main/base/cleanup'
import { cores, pin } from './bench-process.ts'
import { endOnSignal } from './end-on-signal.ts'
import { sendLoad } from './load.ts'
import { machineText } from './machine.ts'
import { addedLatency } from './measures/added-latency.ts'
import { burstChunk } from './measures/burst-chunk.ts'
import { printManyRequests } from './measures/many-requests.ts'
import { printManyWorkers } from './measures/many-workers.ts'
import { pacedChunk } from './measures/paced-chunk.ts'
import { slowReader } from './measures/slow-reader.ts'
import { thousandStreams } from './measures/thousand-streams.ts'
import { wholeRequest } from './measures/whole-request.ts'
import { watchOthers } from './others-share.ts'
import { takeRounds } from './rounds.ts'
import { printSideBySide } from './side-by-side.ts'
import { openSubjects, rootNode } from './subjects/open-subjects.ts'
import type { Subject } from './subjects/subject.ts'

/**
 * The root node beside a bare proxy, nginx and another gateway: the same load to the same worker,
 * in one run on one machine, in rounds that take turns. What is measured has a core, load and
 * worker the other. `--all` takes longer and measures everything, `--rounds=1` is for a first look.
 * Ends with 0 unless something of ours broke: it is no test.
 */
const isAll = process.argv.includes('--all')
const rounds = Number(/--rounds=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 3)
const short = [wholeRequest, burstChunk, pacedChunk, addedLatency]
const measures = isAll ? [...short, thousandStreams, slowReader] : short
const settleMs = 5_000

/** Progress, for somebody who watches. */
const say = (line: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`)
}

async function main(): Promise<void> {
  const cleanup = new Cleanup()
  endOnSignal(cleanup)
  const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-'))
  cleanup.defer(() => rmSync(folder, { recursive: true }))
  pin(process.pid, cores.others)
  try {
    console.log(`${machineText()}\n`)
    const candidates = await openSubjects(folder, cleanup)
    const subjects = candidates.flatMap(each => (each.kind === 'here' ? [each.subject] : []))
    for (const subject of subjects) {
      say(`warming up: ${subject.name}`)
      await sendLoad(subject, { requests: 8_000, concurrency: 16, plan: null })
    }
    const othersShare = watchOthers(() => ownMicros(subjects))
    const taken = await takeRounds(measures, subjects, rounds, say)
    const share = othersShare()
    await pause(settleMs)
    say('')
    printSideBySide(candidates, taken, rounds)
    console.log(`other programs took ${(share * 100).toFixed(0)} % of the processor meanwhile`)

    const root = subjects.find(({ name }) => name === rootNode)
    if (!isAll || !root) return
    await printManyWorkers(root, folder, rounds, say)
    await printManyRequests(root, say)
  } finally {
    await cleanup.run()
  }
}

function ownMicros(subjects: readonly Subject[]): number {
  const { user, system } = process.cpuUsage()
  return subjects.reduce((sum, each) => sum + each.process.cpuMicros(), user + system)
}

await main()
