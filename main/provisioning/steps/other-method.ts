import type { Runner } from '../methods/runner.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { gone } from './gone.ts'

/** Where a host changes from one method to the other: both would want the same port. */
export function otherMethodStopped(other: Runner): Step {
  return {
    name: 'other-method-stopped',
    words: `Stops the worker that runs by the method ${other.method}.`,
    commands: [other.activity, other.power.stop, other.power.start],
    async check(site, signal) {
      const { stdout } = await site.run(other.activity, signal)
      return /^active$/m.test(stdout) ? notSo('it runs') : isSo('it does not run', 'not-running')
    },
    async apply(site, signal) {
      await site.run(other.power.stop, signal)
      return told('it was stopped', 'stopped')
    },
    verify: async () => {},
    async undo(site, signal) {
      await site.run(other.power.start, signal)
    },
  }
}

export function otherMethodGone(other: Runner): Step {
  return gone({
    name: 'other-method-gone',
    words: `Removes what the method ${other.method} left.`,
    look: other.presence,
    remove: other.remove,
  })
}
