import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import type { RolloutName } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import { checkedAddress } from '../host-rules.ts'
import type { HostWish } from '../host-wish.ts'
import { hostNamed, isSameMachine } from '../new-host.ts'
import { readCsv } from './csv.ts'
import type { EntryDefaults, ParsedEntry, ParsedFile } from './parsed-file.ts'
import { readServerList } from './server-list.ts'
import { readSshConfig } from './ssh-config.ts'

export const importFormats = ['csv', 'ssh_config', 'json'] as const
export type ImportFormat = (typeof importFormats)[number]

/** The part of the book that an import fills. */
export interface ImportingBook {
  list(): readonly Host[]
  draft(wish: HostWish, beside: readonly Host[]): Host
  add(wish: HostWish): Promise<Host>
}

export interface HostImport {
  readonly format: ImportFormat | 'auto'
  readonly text: string
  /** Tells what would be added, and adds nothing. */
  readonly isDryRun: boolean
  /** The names of those that are wanted; what they jump through comes along. Null: all. */
  readonly only: readonly string[] | null
  readonly defaults: EntryDefaults
}

export interface ImportedHost {
  readonly where: string
  readonly name: string | null
  readonly outcome: 'added' | 'known' | 'refused'
  /** Null where it was refused, and in a dry run. */
  readonly hostId: HostId | null
  readonly reason: string | null
  readonly warnings: readonly string[]
}

export interface ImportReport {
  readonly format: ImportFormat
  readonly rollout: RolloutName | 'auto' | null
  readonly warnings: readonly string[]
  readonly hosts: readonly ImportedHost[]
}

const readers: Readonly<
  Record<ImportFormat, (text: string, defaults: EntryDefaults) => ParsedFile>
> = { csv: readCsv, ssh_config: readSshConfig, json: readServerList }

/** Adds what a file lists, each for itself: one that cannot be taken stops no other. FaultError when it is no such file. */
export async function importHosts(book: ImportingBook, asked: HostImport): Promise<ImportReport> {
  const text = asked.text.replace(/^\uFEFF/, '')
  const format = asked.format === 'auto' ? formatOf(text) : asked.format
  const { entries, rollout, warnings } = readers[format](text, asked.defaults)
  const wanted = asked.only === null ? entries : chosen(entries, asked.only)
  const adding = new Adding(book, asked.isDryRun)
  const outcomes = new Map<ParsedEntry, ImportedHost>()
  for (const entry of jumpsFirst(wanted)) outcomes.set(entry, await adding.outcomeOf(entry))
  const hosts = wanted.flatMap(entry => outcomes.get(entry) ?? [])
  return { format, rollout, warnings, hosts }
}

export function formatOf(text: string): ImportFormat {
  if (/^\s*[[{]/.test(text)) return 'json'
  return /^\s*(Host|Match|Include)[\s=]+[^,;\t]*$/im.test(text) ? 'ssh_config' : 'csv'
}

/** One import on its way: what a name in the file has become. */
class Adding {
  readonly #book: ImportingBook
  readonly #isDryRun: boolean
  readonly #drafts: Host[] = []
  readonly #byName = new Map<string, HostId>()

  constructor(book: ImportingBook, isDryRun: boolean) {
    this.#book = book
    this.#isDryRun = isDryRun
  }

  async outcomeOf(entry: ParsedEntry): Promise<ImportedHost> {
    const { where } = entry
    if (entry.kind === 'refused') {
      const { name, reason } = entry
      return { where, name, outcome: 'refused', hostId: null, reason, warnings: [] }
    }
    const { warnings } = entry
    try {
      const wish = { ...entry.wish, jump: this.#jumpOf(entry.wish) }
      const known = this.#known(wish)
      const host = known ?? (await this.#added(wish))
      this.#byName.set(nameOf(entry), host.id)
      const isKept = this.#book.list().some(({ id }) => id === host.id)
      const hostId = isKept ? host.id : null
      return {
        where,
        name: host.name,
        outcome: known ? 'known' : 'added',
        hostId,
        reason: null,
        warnings,
      }
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      const name = nameOf(entry)
      return { where, name, outcome: 'refused', hostId: null, reason: error.message, warnings }
    }
  }

  async #added(wish: HostWish): Promise<Host> {
    if (!this.#isDryRun) return this.#book.add(wish)
    const draft = this.#book.draft(wish, this.#drafts)
    this.#drafts.push(draft)
    return draft
  }

  /** The same machine, under whatever name. */
  #known({ address, port, jump }: HostWish): Host | null {
    const all = this.#all()
    const way = jump === null ? null : (hostNamed(jump, all)?.id ?? null)
    const sought = { address: checkedAddress(address), port, jump: way }
    return all.find(host => isSameMachine(host, sought)) ?? null
  }

  #jumpOf({ jump }: HostWish): string | null {
    if (jump === null) return null
    const id = this.#byName.get(jump) ?? hostNamed(jump, this.#all())?.id
    if (id === undefined) throw new FaultError({ code: 'host.unknown', host: jump })
    return id
  }

  #all(): readonly Host[] {
    return [...this.#book.list(), ...this.#drafts]
  }
}

function nameOf(entry: ParsedEntry): string {
  return entry.kind === 'wish' ? (entry.wish.name ?? entry.wish.address) : (entry.name ?? '')
}

const jumpIn = (entry: ParsedEntry) => (entry.kind === 'wish' ? entry.wish.jump : null)

/** In the order of the file, but each after what it is reached through; loops come last and are refused. */
function jumpsFirst(entries: readonly ParsedEntry[]): readonly ParsedEntry[] {
  const byName = new Map(entries.map(entry => [nameOf(entry), entry]))
  const ordered = new Set<ParsedEntry>()
  for (const entry of entries) {
    const way: ParsedEntry[] = []
    let next: ParsedEntry | undefined = entry
    while (next && !ordered.has(next) && !way.includes(next)) {
      way.push(next)
      next = byName.get(jumpIn(next) ?? '')
    }
    for (const each of way.toReversed()) ordered.add(each)
  }
  return [...ordered]
}

function chosen(entries: readonly ParsedEntry[], only: readonly string[]): readonly ParsedEntry[] {
  const byName = new Map(entries.map(entry => [nameOf(entry), entry]))
  const wanted = new Set<ParsedEntry>()
  for (const name of only) {
    let next = byName.get(name)
    if (!next)
      throw new FaultError({ code: 'host.import-malformed', detail: `it has no host "${name}".` })
    while (next && !wanted.has(next)) {
      wanted.add(next)
      next = byName.get(jumpIn(next) ?? '')
    }
  }
  return entries.filter(entry => wanted.has(entry))
}
