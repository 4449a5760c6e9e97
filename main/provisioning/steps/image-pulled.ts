import { quoted, rootCommand } from '../command.ts'
import { imageOf } from '../layout.ts'
import type { Step } from '../step.ts'

/** For whoever keeps the worker's image in a registry: the host fetches it there by itself. */
export function imagePulled(version: string, source: string): Step {
  const image = imageOf(version)
  const look = rootCommand(
    'Looks whether the image is there',
    `docker image inspect ${image} >/dev/null 2>&1 && echo there || echo missing`,
  )
  const pull = rootCommand(
    `Pulls the image ${source}`,
    `docker pull --quiet ${quoted(source)} </dev/null >/dev/null
docker tag ${quoted(source)} ${image}`,
    900_000,
  )
  return {
    name: 'worker-image',
    words: `Gets the image of version ${version} out of its registry.`,
    commands: [look, pull],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(look, signal)
      return { isDone: stdout.trim() === 'there', words: `the image is ${stdout.trim()}` }
    },
    async apply(site, signal) {
      await site.run(pull, signal)
      return 'the image was pulled'
    },
    async verify(site, signal) {
      const { stdout } = await site.run(look, signal)
      if (stdout.trim() !== 'there') throw new Error('the image is not there after it was pulled')
    },
    undo: null,
  }
}
