import type { Command } from '../command.ts'
import type { Step } from '../step.ts'

interface Wanted {
  readonly name: string
  readonly words: string
  /** Prints what is still there; nothing when all is gone. */
  readonly look: Command
  readonly remove: Command
}

/** Takes something of ours off a host. */
export function gone({ name, words, look, remove }: Wanted): Step {
  return {
    name,
    words,
    commands: [look, remove],
    async check(site, signal) {
      const left = (await site.run(look, signal)).stdout.trim()
      return left === ''
        ? { isDone: true, words: 'nothing of it is there' }
        : { isDone: false, words: `there is ${left.replaceAll(/\s+/g, ' ')}` }
    },
    async apply(site, signal) {
      const said = (await site.run(remove, signal)).stdout.trim()
      return said.split('\n').at(-1) || 'it was removed'
    },
    async verify(site, signal) {
      const left = (await site.run(look, signal)).stdout.trim()
      if (left !== '') throw new Error(`there still is ${left.replaceAll(/\s+/g, ' ')}`)
    },
    undo: null,
  }
}
