import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Target } from '../load.ts'
import { openRawStream } from '../raw-stream.ts'
import type { Measure } from './measure.ts'

const readers = 4
/** About 64 MiB a stream. */
const plan = { chunks: 400_000, pauseMs: 0 }
const readBytes = 1_024
const pauseMs = 10
const lastsMs = 4_000
const settleMs = 500

/** Readers that take 1 KB of a large stream and then sleep; what they leave must wait in the worker. */
export const slowReader: Measure = {
  name: 'slow readers',
  rows: [{ title: `RSS gained with ${readers} slow readers of 64 MiB each, MiB`, aim: 16 }],
  async take(subject) {
    const before = subject.process.rssMiB()
    const stops = new AbortController()
    let highest = before
    const reading = Array.from({ length: readers }, () => readSlowly(subject, stops.signal))
    for (let spent = 0; spent < lastsMs; spent += 100) {
      await pause(100)
      highest = Math.max(highest, subject.process.rssMiB())
    }
    stops.abort()
    const bytes = await Promise.all(reading)
    await pause(settleMs)
    if (bytes.some(count => count < readBytes * 10)) throw new Error(`a slow reader got ${bytes}`)
    return [highest - before]
  },
}

/** Answers with how many bytes it got. */
async function readSlowly(target: Target, signal: AbortSignal): Promise<number> {
  const socket = openRawStream(target, plan)
  socket.on('error', () => socket.destroy())
  let bytes = 0
  while (!signal.aborted && !socket.destroyed) {
    bytes += readSome(socket)
    await pause(pauseMs)
  }
  socket.destroy()
  return bytes
}

function readSome(socket: Socket): number {
  // Sound: no encoding is set, so what is read is bytes.
  const piece = socket.read(readBytes) as Buffer | null
  return piece?.length ?? 0
}
