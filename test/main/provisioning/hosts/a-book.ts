import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import type { Host, HostKey, HostTrust } from '#contract/model/host'
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

export const [first, second] = [aKey('A'), aKey('B')]
export const firstContact = (key = first): HostTrust => ({
  ...{ name: 'pinned', key, at: 5, because: 'first-contact' },
})

export const installed = {
  ...{ workerId: 'w', method: 'plain', version: '1', address: '127.0.0.1', port: 3001, at: 1 },
} as const satisfies Host['installed']

/** What it was refused with. */
export const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof FaultError ? error.fault : error),
  )

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
