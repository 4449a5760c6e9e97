import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stampName } from './build/freshness.ts'
import { type NodeTargetName, nodeTargets } from './build/node-targets.ts'
import { inProject } from './project.ts'

export type TargetName = NodeTargetName | 'renderer' | 'icons' | 'requirements'

const isNodeTarget = (name: string): name is NodeTargetName => Object.hasOwn(nodeTargets, name)
const isTarget = (name: string): name is TargetName =>
  isNodeTarget(name) || name === 'renderer' || name === 'icons' || name === 'requirements'

export const targetNames: readonly TargetName[] = [
  ...Object.keys(nodeTargets).filter(isNodeTarget),
  'renderer',
  'icons',
  'requirements',
]

/** Builds beside dist/ and moves the outcome there at the end, so that a running app never sees half a build. */
export async function buildTargets(names: readonly TargetName[]): Promise<void> {
  const temporary = inProject('.cache', `build-${process.pid}`)
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })
  try {
    const isWhole = targetNames.every(name => names.includes(name))
    if (isWhole) await writeFile(path.join(temporary, stampName), '')
    await Promise.all(names.map(name => buildTarget(name, temporary)))
    if (isWhole) await replaceDist(temporary)
    else await moveIntoDist(temporary)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** The bundlers are loaded when one is needed: loading both costs more than a small build. */
async function buildTarget(name: TargetName, outDir: string): Promise<void> {
  if (isNodeTarget(name)) {
    const { bundleNodeTarget } = await import('./build/bundle-node-target.ts')
    return bundleNodeTarget(nodeTargets[name], outDir)
  }
  if (name === 'icons') {
    // The drawings that the pictures come from stay here.
    const filter = (file: string) => !file.endsWith('.svg')
    return cp(inProject('main/window/icons'), path.join(outDir, 'icons'), {
      recursive: true,
      filter,
    })
  }
  if (name === 'requirements') {
    return cp(inProject('worker-image/requirements.txt'), path.join(outDir, 'requirements.txt'))
  }
  const { bundleRenderer } = await import('./build/bundle-renderer.ts')
  return bundleRenderer(outDir)
}

async function replaceDist(built: string): Promise<void> {
  const before = `${built}-before`
  await rename(inProject('dist'), before).catch(() => {})
  await rename(built, inProject('dist'))
  await rm(before, { recursive: true, force: true })
}

async function moveIntoDist(built: string): Promise<void> {
  await mkdir(inProject('dist'), { recursive: true })
  for (const entry of await readdir(built, { withFileTypes: true })) {
    const place = inProject('dist', entry.name)
    // A file takes the place of another at once; a folder only where there is none.
    if (entry.isDirectory()) await rm(place, { recursive: true, force: true })
    await rename(path.join(built, entry.name), place)
  }
}

if (import.meta.main) {
  const asked = process.argv.slice(2)
  const unknown = asked.filter(name => !isTarget(name))
  if (unknown.length > 0) {
    console.error(`There is no target ${unknown.join(', ')}. There are: ${targetNames.join(', ')}.`)
    process.exit(2)
  }
  const began = performance.now()
  const names = asked.length === 0 ? targetNames : asked.filter(isTarget)
  try {
    await buildTargets(names)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`built ${names.join(', ')} in ${seconds} s`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
