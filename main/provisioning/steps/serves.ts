import type { Cutover, Runner } from '../methods/runner.ts'
import { parseLines } from '../methods/state-lines.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import type { PortChoice } from './port-chosen.ts'

const healthSeconds = 60
/** For a worker that runs as it should: it answers at once or is stuck. */
const glanceSeconds = 5

export interface Serving extends Pick<Step, 'name' | 'words' | 'facts'> {
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
export function serves({ runner, isTls, choice, cutover, ...step }: Serving): Step {
  const healthy = (seconds: number) => runner.healthy(choice.port, isTls, seconds)
  let isSettled = false
  const { state, start, settle, back } = cutover()
  return {
    ...step,
    commands: [state, start, healthy(healthSeconds), settle, back],
    async check(site, signal) {
      isSettled = false
      const wanted = cutover()
      const { stdout } = await site.run(wanted.state, signal)
      const wrong = wanted.wrongIn(parseLines(stdout))
      if (wrong !== null) return notSo(wrong)
      const { exitCode } = await site.ask(healthy(glanceSeconds), signal)
      return exitCode === 0
        ? isSo('it runs and answers', 'serving')
        : notSo('it runs, but does not answer')
    },
    async apply(site, signal) {
      await site.run(cutover().start, signal)
      return told('it was started', 'started')
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
