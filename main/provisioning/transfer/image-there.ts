import { open } from 'node:fs/promises'
import { hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import type { Site, Step } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'
import { isSo, notSo, told } from '../told.ts'
import { Delivery } from './delivery.ts'
import { transferCommands } from './host-commands.ts'
import { imageCommands } from './image-commands.ts'
import { megabytes, piecesOf } from './pieces.ts'
import type { WorkerArchive, WorkerArchives } from './worker-archives.ts'

export interface ImageWish {
  readonly archives: Pick<WorkerArchives, 'open'>
  readonly version: string
  readonly architecture: string
}

const name = 'worker-image'

/** The image `banyan-worker:<version>` is in the host's Docker, as it is in the archive at home. */
export function imageThere({ archives, version, architecture }: ImageWish): Step {
  const transfer = transferCommands(version)
  const image = imageCommands(version)
  /** Hosts that had no such image before. */
  const made = new Set<HostId>()
  const wanted = () => archives.open({ kind: 'image', version, architecture })
  const look = async (site: Site, signal: AbortSignal) =>
    (await site.run(image.look, signal)).stdout.trim()

  return {
    name,
    words: `Brings the image of worker ${version} for ${architecture}, unless Docker has it.`,
    facts: { version, architecture },
    commands: [image.look, image.room, transfer.take, transfer.drop, transfer.receive, image.load],
    interrupts: false,

    async check(site, signal) {
      return (await look(site, signal)) === (await wanted()).sha256
        ? isSo('the image is there', 'image-there')
        : notSo('the image is not there')
    },

    async apply(site, signal) {
      const archive = await wanted()
      const wasAbsent = (await look(site, signal)) === 'absent'
      const delivery = new Delivery(site, transfer, name)
      const rawBytes = await unpackedBytes(archive)
      const room = Number((await site.run(image.room, signal)).stdout.trim()) * 1024
      // Docker may keep its images on the same disk as what is received.
      const neededBytes = rawBytes + archive.bytes
      if (!(room > neededBytes)) throw delivery.full(neededBytes, room || 0)
      const stock = await delivery.stock([], signal)
      return delivery.orDiskFull(neededBytes, async () => {
        const pieces = await piecesOf(archive.path)
        const sent = await delivery.send(pieces, { stock, neededBytes: 0 }, signal)
        const lines = [archive.sha256, ...pieces.map(piece => piece.sha256)]
        await delivery.feed(image.load, lines, signal)
        if (wasAbsent) made.add(site.host.id)
        const words = `the image was loaded; ${sent.sentBytes} of ${sent.totalBytes} bytes were sent`
        const facts = { sent: megabytes(sent.sentBytes), total: megabytes(sent.totalBytes) }
        return told(words, 'image-sent', facts)
      })
    },

    async verify(site, signal) {
      if ((await look(site, signal)) === (await wanted()).sha256) return
      const detail = 'Docker does not have the image that was loaded'
      throw stepFailed(site, name, detail, hostReason('image-not-there'))
    },

    async undo(site, signal) {
      if (!made.delete(site.host.id)) return
      await site.run(image.remove, signal)
    },
  }
}

/** The last four bytes of gzip say how large its content is. */
async function unpackedBytes({ path, bytes }: WorkerArchive): Promise<number> {
  const file = await open(path)
  try {
    const end = Buffer.alloc(4)
    await file.read(end, 0, 4, Math.max(0, bytes - 4))
    return end.readUInt32LE()
  } finally {
    await file.close()
  }
}
