import { createHash } from 'node:crypto'
import type { ParsedKey } from 'ssh2'
import type { Secret } from '../../base/secret.ts'
import { readPrivateKey } from './private-key.ts'

const mostKept = 200

/**
 * Private keys behind passphrases, each opened once in a start: that is JavaScript which holds up
 * everything else, for 0.2 s with OpenSSH's usual settings, and each new connection needs the key.
 */
export class OpenedKeys {
  readonly #opened = new Map<string, ParsedKey>()

  /** FaultError as by `readPrivateKey`. */
  readonly read = (host: string, key: Secret, passphrase: Secret | null): ParsedKey => {
    if (passphrase === null) return readPrivateKey(host, key, null)
    const texts = JSON.stringify([key.reveal(), passphrase.reveal()])
    const name = createHash('sha256').update(texts).digest('base64')
    const known = this.#opened.get(name)
    if (known) return known
    const opened = readPrivateKey(host, key, passphrase)
    const [oldest] = this.#opened.keys()
    if (this.#opened.size >= mostKept && oldest !== undefined) this.#opened.delete(oldest)
    this.#opened.set(name, opened)
    return opened
  }
}
