import type { Ailment } from '#contract/model/healing'
import { type SeenFleet, type SeenWorker, wholeFleet } from './seen-fleet.ts'

/** What is wrong, and with whom: a worker's id, or the whole fleet. */
export interface Finding {
  readonly subject: string
  readonly ailment: Ailment
}

const faultsToAct = 3

/** All that is wrong at this moment; pure. How long it has been so is not looked at here. */
export function diagnose({ workers, waiting }: SeenFleet): readonly Finding[] {
  const findings = workers.flatMap(worker => {
    const ailment = ailmentOf(worker)
    return ailment ? [{ subject: worker.id, ailment }] : []
  })
  const up = workers.filter(({ state }) => state === 'up' || state === 'strained')
  const isCrowded = waiting > 0 && up.length > 0 && up.every(({ isFull }) => isFull)
  return isCrowded ? [...findings, { subject: wholeFleet, ailment: 'crowded' }] : findings
}

function ailmentOf({ state, faultsInARow }: SeenWorker): Ailment | null {
  if (state === 'offline' || state === 'given-up' || state === 'strained') return state
  const mayFail = state === 'up' || state === 'isolated'
  return mayFail && faultsInARow >= faultsToAct ? 'failing' : null
}
