import type { Cutover, Runner } from '../methods/runner.ts'
import { parseLines } from '../methods/state-lines.ts'
import type { Step } from '../step.ts'
import type { PortChoice } from './port-chosen.ts'

const healthSeconds = 60
/** For a worker that runs as it should: it answers at once or is stuck. */
const glanceSeconds = 5

export interface Serving {
  readonly name: string
  readonly words: string
  readonly runner: Runner
  readonly isTls: boolean
  readonly choice: PortChoice
  /** Made when the port is known. */
  cutover(): Cutover
}

/**
 * Starts the worker as it should be, and goes back to what served before when that does not become
 * healthy. What served before is noted on the host, so this holds after a root node that was killed
 * in between too.
 */
export function serves({ name, words, runner, isTls, choice, cutover }: Serving): Step {
  const healthy = (seconds: number) => runner.healthy(choice.port, isTls, seconds)
  let isSettled = false
  const { state, start, settle, back } = cutover()
  return {
    name,
    words,
    commands: [state, start, healthy(healthSeconds), settle, back],
    async check(site, signal) {
      isSettled = false
      const wanted = cutover()
      const { stdout } = await site.run(wanted.state, signal)
      const wrong = wanted.wrongIn(parseLines(stdout))
      if (wrong !== null) return { isDone: false, words: wrong }
      const { exitCode } = await site.ask(healthy(glanceSeconds), signal)
      return exitCode === 0
        ? { isDone: true, words: 'it runs and answers' }
        : { isDone: false, words: 'it runs, but does not answer' }
    },
    async apply(site, signal) {
      await site.run(cutover().start, signal)
      return 'it was started'
    },
    async verify(site, signal) {
      await site.run(healthy(healthSeconds), signal)
      await site.run(cutover().settle, signal)
      isSettled = true
    },
    async undo(site, signal) {
      // What became healthy stays, whatever fails after it.
      if (isSettled) return
      const { stdout } = await site.run(cutover().back, signal)
      if (stdout.trim() !== 'restored') return site.say(`what served before: ${stdout.trim()}`)
      await site.run(healthy(healthSeconds), signal)
      await site.run(cutover().settle, signal)
      site.say('what served before serves again')
    },
  }
}
