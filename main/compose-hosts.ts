import { readFile, stat } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import type { EventFeed } from './events/event-feed.ts'
import type { Route } from './gateway/route.ts'
import { hosts } from './gateway/routes/hosts.ts'
import { HostBook, type HostBookOptions } from './provisioning/hosts/host-book.ts'
import {
  type HostRequestSources,
  HostRequests,
  type SshHome,
} from './provisioning/hosts/host-requests.ts'
import { knownHostKeys, revokedHostKeys } from './provisioning/ssh/known-hosts.ts'
import { OpenedKeys } from './provisioning/ssh/opened-keys.ts'
import type { RevokedKeys } from './provisioning/ssh/ssh-host-links.ts'
import { hostShelf } from './store/host-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

/** What the book of hosts is made of. */
export interface HostSources {
  readonly database: OpenDatabase
  readonly sealer: HostBookOptions['sealer']
  readonly protect: (secret: Secret) => void
  readonly publish: EventFeed['publish']
  readonly log: Log
}

export interface HostParts {
  readonly book: HostBook
  /** What the book opened for a look; links go on with them. */
  readonly keys: OpenedKeys
  /** The keys that the user's own known_hosts says never to trust for an address. */
  readonly revokedKeys: RevokedKeys
  routes(sources: HostRequestSources): readonly Route[]
}

/** Opens the book of hosts, which outlives the root's stops and starts. */
export function composeHosts(sources: HostSources, cleanup: Cleanup): HostParts {
  const { database, publish, ...rest } = sources
  const keys = new OpenedKeys()
  const book = new HostBook({
    ...rest,
    shelf: hostShelf(database),
    checkKey: keys.read,
    knownKeys: async (address, port) => {
      const text = await textOf('known_hosts')
      return text === null ? { keys: [], revoked: [] } : knownHostKeys(text, address, port)
    },
  })
  cleanup.defer(
    book.onChange(({ id, name, trust }) =>
      publish('host.changed', id, { name, trust: trust.name }),
    ),
  )
  cleanup.defer(book.onRemove(id => publish('host.removed', id)))
  return {
    book,
    keys,
    revokedKeys: async (address, port) => {
      const text = await textOf('known_hosts')
      return text === null ? [] : revokedHostKeys(text, address, port)
    },
    routes: sources => hosts(new HostRequests(book, sshHome, sources)),
  }
}

const sshHome: SshHome = {
  localUser: localUser(),
  home: homedir(),
  config: () => textOf('config'),
  async usualKey() {
    for (const name of ['id_ed25519', 'id_ecdsa', 'id_rsa']) {
      const path = inSshFolder(name)
      const file = await stat(path).catch(() => null)
      if (file?.isFile()) return path
    }
    return null
  },
}

/** In a container there may be no name for the user who runs it. */
function localUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'root'
  }
}

const mostBytes = 1_000_000

/** Null where there is no such file, or none that can be read, or one too large to be what it should. */
async function textOf(name: string): Promise<string | null> {
  const path = inSshFolder(name)
  const file = await stat(path).catch(() => null)
  if (!file?.isFile() || file.size > mostBytes) return null
  return readFile(path, 'utf8').catch(() => null)
}

function inSshFolder(name: string): string {
  return join(homedir(), '.ssh', name)
}
