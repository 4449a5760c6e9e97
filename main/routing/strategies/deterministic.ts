import { rendezvousScore } from '../rendezvous.ts'
import type { Strategy } from './strategy.ts'

/** The same key goes to the same worker; when one leaves, only its keys move. */
export const deterministic: Strategy = (candidates, { key }) => {
  let picked: (typeof candidates)[number] | undefined
  let best = Number.NEGATIVE_INFINITY
  for (const candidate of candidates) {
    const score = rendezvousScore(key, candidate)
    if (score <= best) continue
    best = score
    picked = candidate
  }
  return picked
}
