import { hostReason } from '#contract/host-reason'
import type { StepName } from '#contract/model/plan-step'
import type { Command } from '../command.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

interface Wanted extends Pick<Step, 'facts'> {
  readonly name: StepName
  readonly words: string
  /** Prints what is still there; nothing when all is gone. */
  readonly look: Command
  readonly remove: Command
}

/** What removing packages prints where it leaves them. */
export const dockerLeft = 'Docker is used by others too: it was left'

/** Takes something of ours off a host. */
export function gone({ look, remove, ...step }: Wanted): Step {
  return {
    ...step,
    commands: [look, remove],
    async check(site, signal) {
      const left = (await site.run(look, signal)).stdout.trim()
      return left === ''
        ? isSo('nothing of it is there', 'nothing-left')
        : notSo(`there is ${left.replaceAll(/\s+/g, ' ')}`)
    },
    async apply(site, signal) {
      const said = (await site.run(remove, signal)).stdout.trim()
      const words = said.split('\n').at(-1) || 'it was removed'
      return told(words, words === dockerLeft ? 'docker-left' : 'removed')
    },
    async verify(site, signal) {
      const left = (await site.run(look, signal)).stdout.trim().replaceAll(/\s+/g, ' ')
      if (left === '') return
      const why = hostReason('still-there', { left })
      throw stepFailed(site, step.name, `there still is ${left}`, why)
    },
    undo: null,
  }
}
