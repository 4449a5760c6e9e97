import { Worker } from 'node:worker_threads'
import { FaultError } from '#contract/fault'
import type { DatabaseState, KeepingOrder } from './keeping-orders.ts'

export interface KeepingOptions {
  /** The file of keeping-thread. */
  readonly threadPath: string
  readonly nativeBinding?: string | undefined
}

type Said =
  | { readonly share: number }
  | { readonly result: DatabaseState }
  | { readonly failure: string; readonly code: string | null }

/** Checks and copies whole databases, each in a thread that ends with it. */
export class Keeping {
  readonly #options: KeepingOptions
  readonly #threads = new Set<Worker>()

  constructor(options: KeepingOptions) {
    this.#options = options
  }

  check(path: string): Promise<DatabaseState> {
    const { nativeBinding } = this.#options
    return this.#run({ kind: 'check', connection: { path, nativeBinding } })
  }

  /** Resolves when the copy was read back and is on the disk; once cancelled it leaves its draft. */
  async copy(
    path: string,
    to: string,
    onShare: (share: number) => void = () => {},
    signal?: AbortSignal,
  ): Promise<void> {
    const { nativeBinding } = this.#options
    const state = await this.#run(
      { kind: 'copy', connection: { path, nativeBinding }, to },
      onShare,
      signal,
    )
    if (state !== 'sound') throw new Error(`the copy of ${path} is ${state}`)
  }

  /** What is under way is broken off. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map(thread => thread.terminate()))
  }

  #run(
    order: KeepingOrder,
    onShare: (share: number) => void = () => {},
    signal?: AbortSignal,
  ): Promise<DatabaseState> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    const thread = new Worker(this.#options.threadPath, { workerData: order })
    this.#threads.add(thread)
    const end = () => void thread.terminate()
    signal?.addEventListener('abort', end)
    return new Promise((resolve, reject) => {
      thread.on('message', (said: Said) => {
        if ('share' in said) onShare(said.share)
        else if ('result' in said) resolve(said.result)
        else reject(failureOf(said))
      })
      thread.on('error', reject)
      thread.on('exit', () => {
        this.#threads.delete(thread)
        signal?.removeEventListener('abort', end)
        reject(signal?.aborted ? signal.reason : new Error('the thread ended early'))
      })
    })
  }
}

function failureOf({ failure, code }: Extract<Said, { failure: string }>): Error {
  const cause = new Error(failure)
  const isFull = code === 'SQLITE_FULL' || code === 'ENOSPC'
  return isFull ? new FaultError({ code: 'storage.full' }, { cause }) : cause
}
