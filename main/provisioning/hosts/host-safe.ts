import type { HostId } from '#contract/ids'
import type { Log } from '../../base/log.ts'
import { Secret } from '../../base/secret.ts'
import type { HostSecrets } from '../hosts.ts'

/** All that is secret of one host, sealed as one. */
export interface SealedHostSecrets {
  readonly hostId: HostId
  readonly sealed: Buffer
  /** The name of the sealer that can open it. */
  readonly sealedBy: string
  /** What is in it, by name: known without opening it. */
  readonly holds: readonly string[]
}

interface SecretsSealer {
  readonly name: string
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

export interface HostSafeOptions {
  readonly sealed: readonly SealedHostSecrets[]
  readonly sealer: SecretsSealer
  /** Told of every secret that is in memory, so that no log line shows it. */
  readonly protect: (secret: Secret) => void
  readonly log: Log
}

export type SecretName = keyof HostSecrets

export const noSecrets: HostSecrets = {
  privateKey: null,
  passphrase: null,
  password: null,
  adminKey: null,
  tunnelKey: null,
  workerSecret: null,
  tlsFiles: null,
}
// Sound: these are the fields of `HostSecrets`, each once, or it would not compile.
const secretNames = Object.keys(noSecrets) as readonly SecretName[]

/** Seals and opens what is secret of hosts. What another sealer sealed counts as missing here, and is told. */
export class HostSafe {
  readonly #sealer: SecretsSealer
  readonly #protect: (secret: Secret) => void
  readonly #log: Log
  readonly #own: Map<HostId, SealedHostSecrets>
  readonly #foreign: Set<HostId>

  constructor({ sealed, sealer, protect, log }: HostSafeOptions) {
    this.#sealer = sealer
    this.#protect = protect
    this.#log = log
    const own = sealed.filter(({ sealedBy }) => sealedBy === sealer.name)
    this.#own = new Map(own.map(each => [each.hostId, each]))
    this.#foreign = new Set(
      sealed.map(({ hostId }) => hostId).filter(hostId => !this.#own.has(hostId)),
    )
    for (const host of this.#foreign) {
      log.warn('secrets of a host unreadable', { host, cause: 'they were sealed in another way' })
    }
  }

  /** Known without opening anything. */
  holds(id: HostId, name: SecretName): boolean {
    return this.#own.get(id)?.holds.includes(name) ?? false
  }

  /** False: they were sealed by what this start has not; they have to be entered again, or that start be used. */
  isReadable(id: HostId): boolean {
    return !this.#foreign.has(id)
  }

  /** None where they cannot be opened. */
  async open(id: HostId): Promise<HostSecrets> {
    try {
      const secrets = await this.openOrThrow(id)
      if (this.#own.has(id)) this.#foreign.delete(id)
      return secrets
    } catch (cause) {
      this.#foreign.add(id)
      this.#log.warn('secrets of a host unreadable', { host: id, cause })
      return noSecrets
    }
  }

  /** For whoever writes them anew: what a keyring withholds for a moment would be lost. */
  async openOrThrow(id: HostId): Promise<HostSecrets> {
    const sealed = this.#own.get(id)
    return sealed ? this.#secretsOf(await this.#sealer.open(sealed.sealed)) : noSecrets
  }

  /** Sealed, but not yet what `open` gives: that is `keep`, when it is on disk. */
  async seal(hostId: HostId, secrets: HostSecrets): Promise<SealedHostSecrets> {
    const holds = secretNames.filter(name => secrets[name] !== null)
    for (const name of holds) this.#guard(secrets[name])
    const texts = Object.fromEntries(holds.map(name => [name, secrets[name]?.reveal()]))
    const sealed = await this.#sealer.seal(JSON.stringify(texts))
    return { hostId, sealed, sealedBy: this.#sealer.name, holds }
  }

  keep(sealed: SealedHostSecrets): void {
    this.#own.set(sealed.hostId, sealed)
    this.#foreign.delete(sealed.hostId)
  }

  forget(id: HostId): void {
    this.#own.delete(id)
    this.#foreign.delete(id)
  }

  #secretsOf(json: string): HostSecrets {
    const texts: Readonly<Record<string, unknown>> = JSON.parse(json)
    const secret = (name: SecretName) => {
      const text = texts[name]
      return typeof text === 'string' ? this.#guard(new Secret(text)) : null
    }
    return {
      privateKey: secret('privateKey'),
      passphrase: secret('passphrase'),
      password: secret('password'),
      adminKey: secret('adminKey'),
      tunnelKey: secret('tunnelKey'),
      workerSecret: secret('workerSecret'),
      tlsFiles: secret('tlsFiles'),
    }
  }

  #guard<S extends Secret | null>(secret: S): S {
    if (secret) this.#protect(secret)
    return secret
  }
}
