import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { Cleanup } from '#main/base/cleanup'
import { figureText, median, ratios, verdict } from '../figures.ts'
import { sendLoad } from '../load.ts'
import { openBreakers } from '../open-breakers.ts'
import { startCannedWorkers } from '../subjects/open-subjects.ts'
import { startRootNode } from '../subjects/root-node.ts'
import type { Subject } from '../subjects/subject.ts'
import { table } from '../table.ts'
import { wholeLoad, wholeRequest } from './whole-request.ts'

const workers = 200
const aim = 60

/** What a request costs with many workers to pick from, beside the same with one, in turns. */
export async function printManyWorkers(
  root: Subject,
  folder: string,
  rounds: number,
  say: (line: string) => void,
): Promise<void> {
  const cleanup = new Cleanup()
  try {
    const many = await startCannedWorkers(workers)
    cleanup.defer(() => many.stop())
    const crowded = await startRootNode({
      name: `${workers} workers`,
      workerUrls: many.ports.map(port => `http://127.0.0.1:${port}`),
      folder: mkdtempSync(join(folder, 'many-')),
      // Or those whose breakers are to open would be isolated before.
      environment: { HEALING: 'off' },
    })
    cleanup.defer(() => crowded.process.stop())
    say(`warming up: ${crowded.name}`)
    await sendLoad(crowded, { ...wholeLoad, requests: 8_000 })

    const one: number[] = []
    const all: number[] = []
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}: ${crowded.name}`)
      one.push(...(await wholeRequest.take(root)))
      all.push(...(await wholeRequest.take(crowded)))
    }
    say('opening breakers')
    const open = await openBreakers(crowded, workers)
    const alone: number[] = []
    const broken: number[] = []
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}: ${open} open breakers`)
      alone.push(...(await wholeRequest.take(root)))
      broken.push(...(await wholeRequest.take(crowded)))
    }
    const row = (title: string, figures: readonly number[], beside: readonly number[]) => [
      title,
      figureText(median(beside)),
      figureText(median(figures)),
      figureText(median(ratios(figures, beside))),
      `≤ ${aim}`,
      verdict(median(figures), aim),
    ]
    console.log(
      `\n${table(
        ['CPU µs a request, 16 at once', '1 worker', crowded.name, 'ratio', 'aim', ''],
        [row('root node', all, one), row(`with ${open} breakers open`, broken, alone)],
      )}`,
    )
  } finally {
    await cleanup.run()
  }
}
