import { HostId } from '#contract/ids'
import type { HostKey } from '#contract/model/host'
import { type Log, silentLog } from '#main/base/log'
import { HostBook, type HostBookOptions } from '#main/provisioning/hosts/host-book'
import { type HostWish, usualWish } from '#main/provisioning/hosts/host-wish'
import { hostShelf } from '#main/store/host-shelf'
import { tempDatabase } from '../../store/temp-database.ts'

/** Turns letters around, so that a test sees what is sealed and what is not. */
export const aSealer = (name: string): HostBookOptions['sealer'] => ({
  name,
  seal: async text => Buffer.from([...text].toReversed().join('')),
  open: async sealed => [...sealed.toString()].toReversed().join(''),
})

export const aKey = (letter: string, type = 'ssh-ed25519'): HostKey => ({
  type,
  fingerprint: `SHA256:${letter.repeat(43)}`,
  blob: 'AAAA',
})

export const aWish: HostWish = {
  ...usualWish,
  address: '192.0.2.1',
  user: 'ubuntu',
  login: { kind: 'agent' },
}

export const unknownHost = HostId.parse('h-none')

/** A book over a real database that another book may be opened on. */
export async function aBook(options: Partial<HostBookOptions> = {}) {
  const database = await tempDatabase()
  const protectedTexts: string[] = []
  const logged: unknown[] = []
  const log: Log = {
    ...silentLog,
    warn: (event, fields) => void logged.push([event, fields]),
  }
  const open = (more: Partial<HostBookOptions> = {}) =>
    new HostBook({
      shelf: hostShelf(database),
      sealer: aSealer('key-file'),
      checkKey() {},
      knownKeys: async () => ({ keys: [], revoked: [] }),
      protect: secret => void protectedTexts.push(secret.reveal()),
      log,
      now: () => 1_000,
      ...options,
      ...more,
    })
  return { database, book: open(), open, protectedTexts, logged }
}
