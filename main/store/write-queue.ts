import { Worker } from 'node:worker_threads'
import { FaultError } from '#contract/fault'
import { currentActor } from '../base/actor.ts'
import { Emitter } from '../base/emitter.ts'
import type { Log } from '../base/log.ts'
import type { ConnectionOptions } from './connection.ts'
import type { WriteOutcome } from './write-batch.ts'
import {
  isAudited,
  type WriteInput,
  type WriteName,
  type WriteOrder,
  type WriteResult,
} from './writes.ts'

/** To hand over a batch takes time of the event loop; what is left goes with the next. */
const mostAtOnce = 200

interface Write extends WriteOrder {
  readonly resolve: (result: unknown) => void
  readonly reject: (failure: unknown) => void
}

export interface WriteQueueOptions {
  readonly connection: ConnectionOptions
  /** The file of write-thread. */
  readonly threadPath: string
  readonly log: Log
}

/**
 * Every write of the root node goes through here to a thread that alone writes. What comes while
 * a batch is being written is the next one, so a tick has one transaction at most.
 */
export class WriteQueue {
  readonly #options: WriteQueueOptions
  readonly #audited = new Emitter<void>()
  #thread: Worker | null = null
  readonly #waiting: Write[] = []
  #beingWritten: Write[] = []
  #isScheduled = false
  #isClosed = false
  #onDrained: (() => void) | null = null

  constructor(options: WriteQueueOptions) {
    this.#options = options
    this.#thread = this.#startThread()
  }

  /** Calls when the audit log may have grown. */
  readonly onAudited = this.#audited.subscribe

  /** Resolves when the write is committed. */
  run<N extends WriteName>(name: N, input: WriteInput<N>): Promise<WriteResult<N>> {
    if (this.#isClosed) return Promise.reject(new Error('the database is closed'))
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ name, input, actor: currentActor(), resolve, reject })
      this.#schedule()
    }) as Promise<WriteResult<N>> // sound: the thread carries out the write of that name
  }

  /** How many are not committed yet. */
  get pending(): number {
    return this.#waiting.length + this.#beingWritten.length
  }

  /** Takes no more writes and resolves when the last one is through and the thread has ended. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.pending > 0) {
      await new Promise<void>(resolve => {
        this.#onDrained = resolve
      })
    }
    const thread = this.#thread
    if (!thread) return
    await new Promise<void>(resolve => {
      thread.ref()
      thread.once('exit', () => resolve())
      thread.postMessage('close')
    })
  }

  #schedule(): void {
    if (this.#isScheduled || this.#beingWritten.length > 0) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#send()
    })
  }

  #send(): void {
    const batch = this.#waiting.splice(0, mostAtOnce)
    this.#beingWritten = batch
    this.#thread ??= this.#startThread()
    this.#thread.ref()
    try {
      this.#thread.postMessage(batch.map(({ name, input, actor }) => ({ name, input, actor })))
    } catch (failure) {
      this.#over(batch.map(write => () => write.reject(failure)))
    }
  }

  /** An idle thread keeps no program alive. */
  #startThread(): Worker {
    const { threadPath, connection, log } = this.#options
    const thread = new Worker(threadPath, {
      workerData: connection,
      // What it holds is gone after each batch: more room would only be filled.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    thread.unref()
    let cause: unknown = new Error('the write thread ended')
    thread.on('message', (outcomes: readonly WriteOutcome[]) => {
      thread.unref()
      if (this.#beingWritten.some(({ name }) => isAudited(name))) this.#audited.emit()
      this.#over(this.#beingWritten.map((write, place) => () => settle(write, outcomes[place])))
    })
    thread.on('error', failure => {
      cause = failure
      log.error('write thread ended', { cause })
    })
    thread.on('exit', () => {
      // The next write starts another.
      this.#thread = null
      this.#over(this.#beingWritten.map(write => () => write.reject(cause)))
    })
    return thread
  }

  #over(answers: readonly (() => void)[]): void {
    this.#beingWritten = []
    for (const answer of answers) answer()
    if (this.#waiting.length > 0) this.#schedule()
    else this.#onDrained?.()
  }
}

function settle({ resolve, reject }: Write, outcome: WriteOutcome | undefined): void {
  if (outcome?.isDone) {
    resolve(outcome.result)
    return
  }
  const cause = new Error(outcome?.message ?? 'the write has no outcome')
  const code = mendable(outcome?.code ?? '')
  reject(code ? new FaultError({ code }, { cause }) : cause)
}

/** The failures of SQLite that a person can mend. */
function mendable(code: string): 'storage.full' | 'storage.locked' | null {
  if (code === 'SQLITE_FULL') return 'storage.full'
  return /^SQLITE_(BUSY|LOCKED)/.test(code) ? 'storage.locked' : null
}
