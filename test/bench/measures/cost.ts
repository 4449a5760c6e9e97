import { type Load, sendLoad } from '../load.ts'
import type { Subject } from '../subjects/subject.ts'

/** Processor time of what is measured, in microseconds, for a whole load. */
export async function cost(subject: Subject, load: Load): Promise<number> {
  const before = subject.process.cpuMicros()
  await sendLoad(subject, load)
  return subject.process.cpuMicros() - before
}
