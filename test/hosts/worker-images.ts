import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Cleanup } from '#main/base/cleanup'
import { temporaryFolder } from '../integration/processes.ts'

const program = join(import.meta.dirname, '..', 'lab', 'save-worker-images.ts')

/** A folder with archives of the worker's image as it is built now: in the project's version, and in another. */
export async function savedWorkerImages(cleanup: Cleanup, otherVersion: string): Promise<string> {
  const outside = process.env['LAB_OUTSIDE']
  if (outside === undefined) throw new Error('these tests are run by npm run test:hosts')
  const folder = temporaryFolder(cleanup)
  // Building needs Debian's packages, which are not in the network of the hosts.
  const build = [process.execPath, program, folder, otherVersion]
  await promisify(execFile)('nsenter', [`--net=${outside}`, ...build], { maxBuffer: 64 << 20 })
  return folder
}
