import { createHash, X509Certificate } from 'node:crypto'
import { FaultError } from '#contract/fault'
import { type Clock, systemClock } from '../../base/clock.ts'
import { Secret } from '../../base/secret.ts'
import { type CertificateUse, type CertifiedKey, certifiedKey } from './certificate.ts'

/** The part of the store that the authority needs: one sealed text. */
export interface AuthorityShelf {
  load(): SealedText | null
  /** Resolves when it is on disk. */
  save(sealed: SealedText): Promise<void>
}

export interface SealedText {
  readonly sealed: Buffer
  readonly sealedBy: string
}

interface TextSealer {
  readonly name: string
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

/** What one side of a connection needs, in PEM. */
export interface TlsFiles {
  readonly certificate: string
  readonly key: Secret
  /** Whom it believes. */
  readonly authorities: string
}

export interface AuthorityOptions {
  readonly shelf: AuthorityShelf
  readonly sealer: TextSealer
  readonly clock?: Clock
}

interface Authority extends CertifiedKey {
  readonly subject: string
}

interface Kept {
  readonly current: Authority
  /** Believed already, on its way to take over. */
  readonly next: Authority | null
}

const dayMs = 86_400_000
const authorityDays = 3_650
const certificateDays = 90
const renewedDaysBefore = 30
/** An authority outlives whatever it signs. */
const replacedDaysBefore = 365
/** Clocks of hosts differ. */
const leewayMs = 3_600_000

/** The certificate authority of this root node and its workers; nobody else believes it, and it believes nobody else. */
export class PrivateAuthority {
  readonly #options: AuthorityOptions
  readonly #clock: Clock
  #kept: Kept
  #own: TlsFiles | null = null

  private constructor(options: AuthorityOptions, kept: Kept) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#kept = kept
  }

  /** Made at the first use. FaultError when what was kept cannot be opened here. */
  static async open(options: AuthorityOptions): Promise<PrivateAuthority> {
    const found = options.shelf.load()
    if (found) return new PrivateAuthority(options, await unsealed(found, options.sealer))
    const made = newAuthority((options.clock ?? systemClock).wallMs())
    const authority = new PrivateAuthority(options, { current: made, next: null })
    await authority.#keep({ current: made, next: null })
    return authority
  }

  /** All that are believed now, in PEM. */
  get authorities(): string {
    const { current, next } = this.#kept
    return current.certificate + (next?.certificate ?? '')
  }

  /** For a worker; `addresses` are those that it is reached at. A new key each time. */
  filesFor(workerId: string, addresses: readonly string[]): TlsFiles {
    // The next one signs already: the root node believes it from the moment that it is made.
    const issuer = this.#kept.next ?? this.#kept.current
    const names = [serverNameOf(workerId), ...addresses]
    return this.#issue(workerId, { kind: 'server', names }, issuer)
  }

  /** For the root node itself: renewed by being asked for. */
  rootFiles(): TlsFiles {
    if (!this.#own || this.isDue(this.#own.certificate)) {
      // The current one signs: a worker may not have heard of the next.
      this.#own = this.#issue('root', { kind: 'client' }, this.#kept.current)
    }
    return this.#own
  }

  /** Whether a certificate that it gave is to be replaced now. */
  isDue(certificate: string): boolean {
    return endsWithin(certificate, renewedDaysBefore, this.#clock.wallMs())
  }

  /** Whether the authority itself is. */
  get isAging(): boolean {
    return endsWithin(this.#kept.current.certificate, replacedDaysBefore, this.#clock.wallMs())
  }

  get isRotating(): boolean {
    return this.#kept.next !== null
  }

  /**
   * Begins to replace the authority: both are believed. Now every worker is to be given its files
   * anew; then `finishRotation`, and once more, so that workers no longer believe the old one.
   */
  async beginRotation(): Promise<void> {
    if (this.#kept.next) return
    await this.#keep({ ...this.#kept, next: newAuthority(this.#clock.wallMs()) })
  }

  /** From now on the old one counts for nothing here. */
  async finishRotation(): Promise<void> {
    const { next } = this.#kept
    if (next) await this.#keep({ current: next, next: null })
  }

  async #keep(kept: Kept): Promise<void> {
    const { shelf, sealer } = this.#options
    const sealed = await sealer.seal(JSON.stringify(kept))
    await shelf.save({ sealed, sealedBy: sealer.name })
    this.#kept = kept
    this.#own = null
  }

  #issue(subject: string, use: CertificateUse, issuer: Authority): TlsFiles {
    const now = this.#clock.wallMs()
    const made = certifiedKey({ subject, use, ...validity(now, certificateDays) }, issuer)
    return {
      certificate: made.certificate,
      key: new Secret(made.key),
      authorities: this.authorities,
    }
  }
}

/** A name in the form of a host's, which stands for this worker and no other. */
export function serverNameOf(workerId: string): string {
  const hash = createHash('sha256').update(workerId).digest('hex').slice(0, 32)
  return `${hash}.worker.banyan.internal`
}

function newAuthority(now: number): Authority {
  // Two authorities of one name would be mistaken for each other where chains are built.
  const subject = `Banyan authority ${new Date(now).toISOString()}`
  const wish = { subject, use: { kind: 'authority' }, ...validity(now, authorityDays) } as const
  return { subject, ...certifiedKey(wish, null) }
}

function validity(now: number, days: number) {
  return { validFrom: new Date(now - leewayMs), validUntil: new Date(now + days * dayMs) }
}

function endsWithin(certificate: string, days: number, now: number): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) - now < days * dayMs
}

async function unsealed({ sealed, sealedBy }: SealedText, sealer: TextSealer): Promise<Kept> {
  try {
    if (sealedBy !== sealer.name) throw new Error(`it was sealed by ${sealedBy}`)
    // Sound: nobody else can seal, and we seal nothing else there.
    return JSON.parse(await sealer.open(sealed)) as Kept
  } catch (cause) {
    throw new FaultError({ code: 'secret.unreadable', name: 'certificate authority' }, { cause })
  }
}
