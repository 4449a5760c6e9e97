import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runQuietly } from '#tools/run'

export type Contents = Readonly<Record<string, Buffer | string>>

/** An archive as `npm run worker:archive` names and packs it; what is below `bin` can be run. */
export async function makeArchive(
  folder: string,
  version: string,
  contents: Contents,
): Promise<string> {
  const name = `worker-${version}-x64`
  for (const [path, content] of Object.entries({ VERSION: `${version}\n`, ...contents })) {
    const file = join(folder, name, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content, { mode: path.startsWith('bin/') ? 0o755 : 0o644 })
  }
  const archive = join(folder, `${name}.tar.gz`)
  await runQuietly('tar', ['--format=ustar', '-czf', archive, name], { cwd: folder })
  return archive
}

/** The same for the same seed; gzip makes about half of it. */
export function someBytes(count: number, seed: string): Buffer {
  const blocks: Buffer[] = []
  for (let made = 0; made < count; made += 64) {
    const block = createHash('sha512').update(`${seed} ${made}`).digest()
    blocks.push(Buffer.from(block.toString('latin1').replaceAll(/[\x80-\xff]/g, ' '), 'latin1'))
  }
  return Buffer.concat(blocks).subarray(0, count)
}
