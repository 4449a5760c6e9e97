import { readFileSync } from 'node:fs'
import path from 'node:path'
import { buildTargets } from './build.ts'
import { inProject, projectDir } from './project.ts'
import { archiveArchitectures } from './worker-archive/node-package.ts'
import { packWorker } from './worker-archive/pack.ts'

const { version }: { version: string } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))

await buildTargets(['worker', 'tracing'])
for (const architecture of archiveArchitectures) {
  const archive = await packWorker(version, architecture, inProject('out'))
  console.log(path.relative(projectDir, archive))
}
