import { FaultError } from '#contract/fault'
import { refused } from '../host-rules.ts'
import { type HostLogin, type HostWish, usualWish } from '../host-wish.ts'
import {
  type EntryDefaults,
  mostEntries,
  type ParsedEntry,
  type ParsedFile,
  usualLogin,
} from './parsed-file.ts'
import { SshSettings } from './ssh-settings.ts'

/** `[user@]host[:port]`, as ProxyJump takes it. */
interface Hop {
  readonly host: string
  readonly user: string | null
  readonly port: string | null
}

const mostHops = 4

/** ~/.ssh/config: aliases become names, and what is jumped through becomes hosts too. FaultError when it is none. */
export function readSshConfig(text: string, defaults: EntryDefaults): ParsedFile {
  const settings = new SshSettings(text)
  const aliases = settings.aliases()
  if (aliases.length > mostEntries) {
    const detail = `it has more than ${mostEntries} hosts.`
    throw new FaultError({ code: 'host.import-malformed', detail })
  }
  const reading = new Reading(settings, defaults)
  for (const { alias, line } of aliases) reading.add(alias, `line ${line}`)
  return { entries: reading.entries(), rollout: null, warnings: settings.warnings }
}

/** The aliases of one file, and the hosts that were met on the way to them. */
class Reading {
  readonly #settings: SshSettings
  readonly #defaults: EntryDefaults
  readonly #aliases: ReadonlySet<string>
  readonly #entries = new Map<string, ParsedEntry>()

  constructor(settings: SshSettings, defaults: EntryDefaults) {
    this.#settings = settings
    this.#defaults = defaults
    this.#aliases = new Set(settings.aliases().map(({ alias }) => alias))
  }

  entries(): readonly ParsedEntry[] {
    return [...this.#entries.values()]
  }

  add(alias: string, where: string): void {
    this.#read(alias, where, () => {
      const warnings: string[] = []
      const wish = this.#wishOf({ host: alias, user: null, port: null }, where, warnings)
      if (wish.user === 'git') throw refused('user', 'git is for repositories, it cannot log in')
      return { kind: 'wish', where, wish: { ...wish, name: alias }, warnings }
    })
  }

  #read(name: string, where: string, entry: () => ParsedEntry): void {
    try {
      this.#entries.set(name, entry())
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      this.#entries.set(name, { kind: 'refused', where, name, reason: error.message })
    }
  }

  #wishOf(hop: Hop, where: string, warnings: string[]): HostWish {
    const { host: alias } = hop
    const first = (name: string) => this.#settings.first(alias, name)
    const hostName = first('hostname') ?? alias
    const user = hop.user ?? first('user') ?? this.#defaults.user ?? this.#defaults.localUser
    const port = hop.port ?? first('port') ?? '22'
    if (!/^\d{1,5}$/.test(port)) throw refused('port', 'a number is expected')
    return {
      ...usualWish,
      address: expanded(hostName, { h: alias }),
      port: Number(port),
      user,
      login: this.#loginOf(alias, { user, hostName, port }, warnings),
      jump: this.#jumpOf(alias, where),
    }
  }

  #loginOf(
    alias: string,
    { user, hostName, port }: { user: string; hostName: string; port: string },
    warnings: string[],
  ): HostLogin {
    const files = this.#settings.all(alias, 'identityfile').filter(file => file !== 'none')
    const [file] = files.filter(name => !name.endsWith('.pub'))
    if (file === undefined) {
      return files.length > 0 ? { kind: 'agent' } : usualLogin(this.#defaults)
    }
    if (files.length > 1) warnings.push(`Of its keys ${file} is taken, which is the first.`)
    const { home, localUser } = this.#defaults
    const tokens = { d: home, h: hostName, n: alias, p: port, r: user, u: localUser }
    return { kind: 'private-key-file', path: expanded(file, tokens), passphrase: null }
  }

  /** The name of the last hop; the hops before it are reached one through the other. */
  #jumpOf(alias: string, where: string): string | null {
    const [name, value] = this.#settings.firstOf(alias, ['proxyjump', 'proxycommand']) ?? []
    if (value === undefined || value.toLowerCase() === 'none') return null
    const said = name === 'proxycommand' ? jumpOfCommand(value) : value
    const hops = said.split(',', mostHops + 1).map(hopIn)
    if (hops.length > mostHops) throw refused('ProxyJump', `at most ${mostHops} are expected`)
    let before: string | null = null
    for (const hop of hops) {
      // What `Host *` says of all holds for the jump host too, which is not reached through itself.
      if (hop.host !== alias) before = this.#hop(hop, before, where)
    }
    return before
  }

  #hop(hop: Hop, before: string | null, where: string): string {
    const isAlias = this.#aliases.has(hop.host) && hop.user === null && hop.port === null
    if (isAlias && before === null) return hop.host
    const [user, port] = [hop.user ? `${hop.user}@` : '', hop.port ? `:${hop.port}` : '']
    const name = `${user}${hop.host}${port}${before ? ` via ${before}` : ''}`
    if (this.#entries.has(name)) return name
    if (this.#entries.size >= mostEntries) throw refused('ProxyJump', 'it leads too far')
    // Taken before it is read, so that a loop ends here; whoever adds them finds the loop.
    this.#entries.set(name, {
      kind: 'refused',
      where,
      name,
      reason: 'it is reached through itself',
    })
    this.#read(name, where, () => {
      const warnings: string[] = []
      const wish = this.#wishOf(hop, where, warnings)
      return { kind: 'wish', where, wish: { ...wish, name, jump: before ?? wish.jump }, warnings }
    })
    return name
  }
}

/** What ProxyJump is short for. Any other command would have to be run. */
function jumpOfCommand(command: string): string {
  const jump = /^ssh\s+(?:-q\s+)?-W\s+\[?%h\]?:%p\s+([^\s-]\S*)$/.exec(command)?.[1]
  if (jump !== undefined) return jump
  throw refused('ProxyCommand', 'Banyan runs no command to reach a host; use ProxyJump')
}

function hopIn(text: string): Hop {
  const form = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(\[[^\]\s]+\]|[^:@\s/]+)(?::(\d{1,5}))?\/?$/
  const [, user, host, port] = form.exec(text.trim()) ?? []
  if (host === undefined) throw refused('ProxyJump', 'user@host:port is expected')
  return { host: host.replace(/^\[(.*)\]$/, '$1'), user: user ?? null, port: port ?? null }
}

/** With what OpenSSH puts in the place of `%h` and its like. */
function expanded(text: string, tokens: Readonly<Record<string, string>>): string {
  return text.replace(/%(.?)/g, (_, letter: string) => {
    const value = letter === '%' ? '%' : tokens[letter]
    if (value === undefined) throw refused(`%${letter}`, 'Banyan does not know what it stands for')
    return value
  })
}
