import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inProject } from '#tools/project'
import { archiveArchitectures, nodePackages } from '#tools/worker-archive/node-package'

test('the archives carry the Node that the project runs on', () => {
  const { dependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const versions = archiveArchitectures.map(each => nodePackages[each].version)
  expect(versions).toEqual(archiveArchitectures.map(() => dependencies.node))
})
