import { createHash } from 'node:crypto'
import { hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import type { Site, Step } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'
import { isSo, notSo, type Told, told } from '../told.ts'
import { Delivery } from './delivery.ts'
import { manifestText, type WorkerFile } from './file-set.ts'
import { transferCommands } from './host-commands.ts'
import type { PackedCache } from './packed-cache.ts'
import { megabytes } from './pieces.ts'
import type { WorkerArchive, WorkerArchives } from './worker-archives.ts'

export interface WorkerFilesWish {
  readonly archives: Pick<WorkerArchives, 'open'>
  /** One for all hosts. */
  readonly cache: PackedCache
  readonly version: string
  readonly architecture: string
  /** Another folder on the host than `/opt/banyan-worker`. */
  readonly root?: string
}

const name = 'worker-files'

/** The files of one version of the worker are on a host, in `versions/<version>`, as they are at home. */
export function workerFilesThere(wish: WorkerFilesWish): Step {
  const { version, architecture, cache } = wish
  const commands = transferCommands(version, wish.root)
  /** Hosts that had no such version before. */
  const made = new Set<HostId>()

  const wanted = async () => {
    const archive = await wish.archives.open({ kind: 'program', version, architecture })
    return { archive, files: await cache.files(archive) }
  }

  return {
    name,
    words: `Brings the files of worker ${version} for ${architecture}, as far as the host does not have them.`,
    facts: { version, architecture },
    commands: [
      commands.look,
      commands.take,
      commands.drop,
      commands.receive,
      commands.assemble,
      commands.prove,
    ],
    interrupts: false,

    async check(site, signal) {
      const { files } = await wanted()
      const { stdout } = await site.run(commands.look, signal)
      const found = stdout.trim()
      return found === `whole ${manifestHash(files)}`
        ? isSo(`The files of worker ${version} are there.`, 'files-there', { version })
        : notSo(foundWords(version, found))
    },

    async apply(site, signal) {
      const { archive, files } = await wanted()
      const wasAbsent = (await site.run(commands.look, signal)).stdout.trim() === 'absent'
      const words = await bring({ site, archive, files, cache, commands, signal })
      if (wasAbsent) made.add(site.host.id)
      return words
    },

    async verify(site, signal) {
      const { files } = await wanted()
      const { stdout } = await site.run(commands.prove, signal)
      if (stdout.trim() === manifestHash(files)) return
      const detail = `version ${version} there is another one than here`
      throw stepFailed(site, name, detail, hostReason('files-differ', { version }))
    },

    async undo(site, signal) {
      if (!made.has(site.host.id)) return
      await site.run(commands.remove, signal)
      made.delete(site.host.id)
    },
  }
}

interface Bringing {
  readonly site: Site
  readonly archive: WorkerArchive
  readonly files: readonly WorkerFile[]
  readonly cache: PackedCache
  readonly commands: ReturnType<typeof transferCommands>
  readonly signal: AbortSignal
}

/** Only what the host has in no version, and of that only what did not arrive before. */
async function bring({ site, archive, files, cache, commands, signal }: Bringing): Promise<Told> {
  const delivery = new Delivery(site, commands, name)
  const asked = files.map(({ sha256, mode, bytes }) => `${sha256} ${mode} ${bytes}`)
  const stock = await delivery.stock(asked, signal)
  const missing = files.filter(file => !stock.files.has(`${file.sha256} ${file.mode}`))
  if (missing.length > 0) site.say(`To be sent: ${missing.map(file => file.path).join(', ')}.`)
  const packed = missing.length > 0 ? await cache.packed(archive, files) : null
  signal.throwIfAborted()
  const piecesOf = (file: WorkerFile) => packed?.get(file.sha256) ?? []

  const neededBytes = missing.reduce((sum, file) => sum + file.bytes, 0)
  return delivery.orDiskFull(neededBytes, async () => {
    const pieces = missing.flatMap(piecesOf)
    const { sentBytes, totalBytes } = await delivery.send(pieces, { stock, neededBytes }, signal)
    const lines = missing.map(file =>
      [file.sha256, file.mode, ...piecesOf(file).map(piece => piece.sha256)].join(' '),
    )
    const manifest = manifestText(files).trimEnd().split('\n')
    await delivery.feed(commands.assemble, [...lines, '.', ...manifest], signal)
    const had = files.length - missing.length
    return told(
      `${missing.length} files sent (${kilobytes(sentBytes)} of ${kilobytes(totalBytes)} kB, compressed), ${had} were there.`,
      'files-sent',
      { files: missing.length, sent: megabytes(sentBytes), total: megabytes(totalBytes), had },
    )
  })
}

const manifestHash = (files: readonly WorkerFile[]) =>
  createHash('sha256').update(manifestText(files)).digest('hex')

function foundWords(version: string, found: string): string {
  if (found === 'absent') return `Worker ${version} is not there.`
  if (found.startsWith('whole')) return `Worker ${version} is there, but not as it is here.`
  return `Worker ${version} is there, but not whole${found.replace(/^damaged ?/, ': ')}.`
}

const kilobytes = (bytes: number) => Math.ceil(bytes / 1000)
