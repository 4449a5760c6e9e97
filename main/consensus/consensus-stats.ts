import type { ReportedVote } from '#contract/http/consensus'

interface WorkerCounts {
  votes: number
  dissents: number
  invalid: number
}

export interface FinishedVote {
  /** Everybody whose vote counts voted for the winner. */
  readonly isUnanimous: boolean
  readonly isEarly: boolean
  readonly votes: readonly ReportedVote[]
}

/** Names that come and go would fill the memory; those that were there first are kept. */
const mostWorkers = 1_000

/** How votes went since the root node started. */
export class ConsensusStats {
  readonly #workers = new Map<string, WorkerCounts>()
  #runs = 0
  #agreed = 0
  #earlyStops = 0

  record({ isUnanimous, isEarly, votes }: FinishedVote): void {
    this.#runs++
    if (isUnanimous) this.#agreed++
    if (isEarly) this.#earlyStops++
    for (const vote of votes) {
      if (vote.needless || vote.worker_id === '') continue
      const counts = this.#countsOf(vote.worker_id)
      if (!counts) continue
      if (!vote.valid) counts.invalid++
      else counts.votes++
      if (vote.valid && !vote.agrees) counts.dissents++
    }
  }

  snapshot() {
    return {
      runs: this.#runs,
      agreed: this.#agreed,
      early_stops: this.#earlyStops,
      by_worker: [...this.#workers].map(([id, counts]) => ({ id, ...counts })),
    }
  }

  #countsOf(workerId: string): WorkerCounts | null {
    const known = this.#workers.get(workerId)
    if (known) return known
    if (this.#workers.size >= mostWorkers) return null
    const counts = { votes: 0, dissents: 0, invalid: 0 }
    this.#workers.set(workerId, counts)
    return counts
  }
}
