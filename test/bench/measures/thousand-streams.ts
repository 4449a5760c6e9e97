import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '../load.ts'
import { nowMicros, sentMark } from '../stream-plan.ts'
import type { Measure } from './measure.ts'

const streams = 1_000
const plan = { chunks: 40, pauseMs: 100 }
const settleMs = 1_000

/**
 * Streams that are all open at once. Each chunk says when it was sent, so that a pause that the
 * worker made is not counted: only by how much longer a chunk was under way than the one before it.
 */
export const thousandStreams: Measure = {
  name: '1,000 streams',
  rows: [
    { title: 'longest gap added, ms, 1,000 streams at once', aim: 50, isAdded: true },
    { title: 'RSS after them, MiB', aim: 120 },
  ],
  async take(subject) {
    const client = new Client(subject, streams, plan)
    let longestMicros = 0
    const heard = (gapMicros: number) => {
      longestMicros = Math.max(longestMicros, gapMicros)
    }
    const sending: Promise<void>[] = []
    for (let count = 0; count < streams; count++) {
      sending.push(client.send(gapListener(heard)))
      // Opened over a second or so: a storm of connections would be a measure of its own.
      if (count % 10 === 9) await pause(10)
    }
    await Promise.all(sending)
    await client.close()
    await pause(settleMs)
    return [longestMicros / 1_000, subject.process.rssMiB()]
  },
}

const stamp = new RegExp(`${sentMark}(\\d+) `, 'g')

/** Tells of each chunk by how many microseconds it was longer under way than the one before. */
function gapListener(heard: (gapMicros: number) => void): (piece: Buffer) => void {
  let rest = ''
  let lastUnderWay: number | null = null
  return piece => {
    const now = nowMicros()
    const text = rest + piece.toString('latin1')
    const end = text.lastIndexOf('\n\n') + 2
    rest = text.slice(end < 2 ? 0 : end)
    if (end < 2) return
    for (const [, sent] of text.slice(0, end).matchAll(stamp)) {
      const underWay = now - Number(sent)
      if (lastUnderWay !== null) heard(underWay - lastUnderWay)
      lastUnderWay = underWay
    }
  }
}
