import { type Actor, actingAs } from '../base/actor.ts'
import type { Log } from '../base/log.ts'
import {
  type AuditVerdict,
  type ChainShelf,
  checkAudit,
  type Head,
  isOnChain,
} from './audit-check.ts'
import { HeadKeeper, type HeadSealer, readKeptHead } from './kept-head.ts'

interface AuditNote {
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

interface AuditEntry extends Head {
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
  readonly previousHash: string
}

/** The part of the store that the audit log needs. */
export interface AuditShelf extends ChainShelf {
  head(): Head
  list(after: number, limit: number): readonly AuditEntry[]
  last(first: string, second: string): AuditEntry | null
  /** Resolves when it is on disk. */
  add(note: AuditNote): Promise<unknown>
  onGrown(listener: () => void): () => void
}

export interface AuditTrailOptions {
  readonly shelf: AuditShelf
  /** Where the head of the log is kept outside the database. */
  readonly headPath: string
  readonly sealer: HeadSealer
  readonly log: Log
}

/** The audit log: what is not a change in the database is noted here, and all of it can be checked. */
export class AuditTrail {
  readonly #options: AuditTrailOptions
  readonly #keeper: HeadKeeper
  readonly #stopListening: () => void
  #noted: Promise<unknown> = Promise.resolve()

  private constructor(options: AuditTrailOptions) {
    const { shelf, headPath: path, sealer, log } = options
    this.#options = options
    this.#keeper = new HeadKeeper({ path, sealer, head: () => shelf.head(), log })
    this.#stopListening = shelf.onGrown(() => this.#keeper.keep())
  }

  /** Notes first of all where the end that was kept outside is not there any more: by a restore, or by what nobody knows. */
  static async open(
    options: AuditTrailOptions,
    restored: { readonly wayBack: string | null } | null,
  ): Promise<AuditTrail> {
    const { shelf, headPath, sealer, log } = options
    const kept = await readKeptHead(headPath, sealer)
    const keptHead = kept.state === 'known' ? kept.head : null
    const found = shelf.head()
    const trail = new AuditTrail(options)
    if (restored) {
      void trail.note('backup.restored', 'database', { ...restored, kept: keptHead, found })
    } else if (keptHead && !isOnChain(shelf, keptHead)) {
      log.error('audit log lacks its end', { kept: keptHead.seq, found: found.seq })
      void trail.note('audit.end-missing', 'audit', { kept: keptHead, found })
    }
    // From here on the kept head is one of this log.
    await trail.#settled()
    return trail
  }

  /** Resolves when it is on disk. A failure is logged: nothing fails because it could not be noted. */
  note(
    action: string,
    subject: string,
    detail: AuditNote['detail'] = {},
    actor?: Actor,
  ): Promise<unknown> {
    const { shelf, log } = this.#options
    const add = () => shelf.add({ action, subject, detail })
    const added = actor ? actingAs(actor, add) : add()
    this.#noted = added.catch(cause =>
      log.error('not noted in the audit log', { action, subject, cause }),
    )
    return this.#noted
  }

  list(after: number, limit: number): readonly AuditEntry[] {
    return this.#options.shelf.list(after, limit)
  }

  last(first: string, second: string): AuditEntry | null {
    return this.#options.shelf.last(first, second)
  }

  async check(): Promise<AuditVerdict> {
    const { shelf, headPath, sealer } = this.#options
    return checkAudit(shelf, await readKeptHead(headPath, sealer))
  }

  /** Before the database is closed, with all that was noted. */
  async close(): Promise<void> {
    await this.#settled()
    this.#stopListening()
  }

  async #settled(): Promise<void> {
    await this.#noted
    await this.#keeper.settled()
  }
}
