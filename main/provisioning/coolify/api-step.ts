import { hostReason } from '#contract/host-reason'
import type { Command } from '../command.ts'
import type { Step } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'

interface ApiStep
  extends Pick<Step, 'name' | 'words' | 'facts' | 'check' | 'apply' | 'undoWithinMs'> {
  readonly commands?: readonly Command[]
  /** Left out: it looks again, and has to find it done. */
  readonly verify?: Step['verify']
  readonly undo?: Step['undo']
  /** Whether the worker that is there serves no more while it is done. */
  readonly interrupts?: boolean
}

/** A step that is a matter of the API, so that nothing of it is run on the host. */
export function apiStep({ check, verify, undo, commands, ...step }: ApiStep): Step {
  const { name, interrupts } = step
  return {
    ...step,
    interrupts: interrupts ?? false,
    commands: commands ?? [],
    check,
    verify:
      verify ??
      (async (site, signal) => {
        const { isDone, words } = await check(site, signal)
        if (isDone) return
        const detail = `It was done, and is not so: ${words}`
        throw stepFailed(site, name, detail, hostReason('not-so-after'))
      }),
    undo: undo ?? null,
  }
}
