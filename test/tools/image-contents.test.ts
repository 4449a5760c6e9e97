import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodeTargets } from '#tools/build/node-targets'
import { images } from '#tools/image-contents'
import { inProject } from '#tools/project'

const dockerfile = readFileSync(inProject('worker-image', 'Dockerfile'), 'utf8')

/** As the shell's `*`. */
const copied = (stage: string) => {
  const part =
    dockerfile.split(/^FROM /m).find(text => text.startsWith(`runtime AS ${stage}`)) ?? ''
  return [...part.matchAll(/dist\/(\S+)/g)].map(
    ([, form = '']) => new RegExp(`^${form.replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
  )
}

test('the image of the root node holds every program but those of Electron', () => {
  const ofElectron = ['main', 'preload', 'updates']
  const wanted = Object.keys(nodeTargets).filter(name => !ofElectron.includes(name))
  expect(images.root).toEqual(expect.arrayContaining(wanted))
})

test.each(['worker', 'root'] as const)(
  'what is built for the image %s is copied into it',
  stage => {
    const files = images[stage].map(name =>
      name === 'requirements' ? 'requirements.txt' : `${name}.mjs`,
    )
    const missing = files.filter(file => !copied(stage).some(form => form.test(file)))
    expect(missing).toEqual([])
  },
)
