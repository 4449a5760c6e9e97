import type { Step } from '../step.ts'
import { imageThere } from './image-there.ts'
import { PackedCache } from './packed-cache.ts'
import type { WorkerArchives } from './worker-archives.ts'
import { workerFilesThere } from './worker-files-there.ts'

/** What plans need of archives, for all hosts of a root node. */
export function workerSupply(
  archives: WorkerArchives,
  cacheFolder: string,
): {
  /** FaultError `archive.missing`. */
  newest(method: 'plain' | 'docker', architecture: string): Promise<string>
  files(version: string, architecture: string): Step
  image(version: string, architecture: string): Step
} {
  const cache = new PackedCache(cacheFolder)
  return {
    newest: (method, architecture) =>
      archives.newest(method === 'docker' ? 'image' : 'program', architecture),
    files: (version, architecture) => workerFilesThere({ archives, cache, version, architecture }),
    image: (version, architecture) => imageThere({ archives, version, architecture }),
  }
}
