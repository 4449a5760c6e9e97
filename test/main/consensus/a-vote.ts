import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { FaultError } from '#contract/fault'
import type { ConsensusWish } from '#contract/http/consensus'
import { WorkerId } from '#contract/ids'
import type { Ballot, NodeAnswer, NodeQuestion } from '#main/consensus/ballot'
import { Consensus, type ConsensusOptions } from '#main/consensus/consensus'
import { SchemaChecker } from '#main/consensus/schema-checker'
import type { VotingWorker } from '#main/consensus/voters'
import { rendezvousOrder } from '#main/routing/rendezvous'

const schemas = new SchemaChecker(
  fileURLToPath(new URL('../../../main/consensus/schema-thread.ts', import.meta.url)),
)
// The thread is there before anything is timed.
beforeAll(() => schemas.check({}, null))
afterAll(() => schemas.close())
const never = new AbortController().signal

export function worker(id: string, more: Partial<VotingWorker> = {}): VotingWorker {
  return {
    id: WorkerId.parse(id),
    weight: 1,
    isReady: true,
    isDemo: false,
    offers: model => model === 'm',
    can: (_capability, model) => model === null || model === 'm',
    ...more,
  }
}

/** What each worker says, after so many milliseconds; null: nothing until it is cancelled. */
type Script = Readonly<Record<string, { readonly says: string | null; readonly afterMs?: number }>>

interface Asked extends NodeQuestion {
  readonly wasCancelled: () => boolean
}

export function house(script: Script, options: Partial<ConsensusOptions> = {}) {
  const asked: Asked[] = []
  const ask = (
    question: NodeQuestion,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<NodeAnswer> => {
    asked.push({ ...question, wasCancelled: () => signal.aborted })
    const name = question.messages ? 'judge' : (question.pin ?? 'any')
    const { says = null, afterMs = 0 } = script[name] ?? {}
    return new Promise((resolve, reject) => {
      const cancelled = () => reject(new FaultError({ code: 'request.cancelled' }))
      if (signal.aborted) cancelled()
      signal.addEventListener('abort', cancelled)
      if (says === null) return
      setTimeout(() => {
        onText(says)
        const usage = { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 }
        resolve({ text: says, workerId: name, model: 'm', usage, finishReason: 'stop' })
      }, afterMs)
    })
  }
  const names = Object.keys(script).filter(name => name !== 'judge' && name !== 'any')
  const consensus = new Consensus({
    workers: () => names.map(name => worker(name)),
    offered: () => ['m'],
    modelsFor: model => (model === 'alias' ? ['first', 'm'] : [model]),
    inOrder: rendezvousOrder,
    isOutOfOrder: () => false,
    schemas,
    minNodes: 3,
    nodeTimeoutMs: 2_000,
    allowsLocal: false,
    ...options,
  })
  const decide = (wish: ConsensusWish = {}, more: Partial<Ballot> = {}, signal = never) =>
    consensus.decide({ requestId: 'r', model: null, wish, key: 'k', ask, ...more }, signal)
  return { asked, consensus, decide }
}

export const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => (failure instanceof FaultError ? failure.fault : failure),
  )
