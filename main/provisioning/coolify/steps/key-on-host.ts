import { FaultError } from '#contract/fault'
import { type Command, command, quoted } from '../../command.ts'
import { apiStep, stepFailed } from '../api-step.ts'
import type { Scene } from '../scene.ts'

const name = 'coolify-key-on-host'
const file = '~/.ssh/authorized_keys'

/** Only where we have SSH ourselves; elsewhere its owner lets Coolify in. */
export function keyOnHost(scene: Scene) {
  let isAdded = false
  const lineFor = async (signal: AbortSignal) => {
    const line = await publicLine(scene, signal)
    if (line === null) throw stepFailed(scene.host, name, 'Coolify does not show its public key.')
    return line
  }
  return apiStep({
    name,
    words: 'Lets Coolify log in to the host with that key.',
    commands: [letIn('ssh-ed25519 (the public key) banyan-coolify')],
    async check(site, signal) {
      const server = await scene.server(signal)
      if (server?.isUsable) return { isDone: true, words: 'Coolify gets in already.' }
      const line = await publicLine(scene, signal)
      if (line === null)
        return { isDone: server !== null, words: 'There is no key of ours for it.' }
      const { exitCode } = await site.ask(isLetIn(line), signal)
      const isDone = exitCode === 0
      return {
        isDone,
        words: isDone ? 'The host knows the key.' : 'The host does not know the key.',
      }
    },
    async apply(site, signal) {
      await site.run(letIn(await lineFor(signal)), signal)
      isAdded = true
      return `Coolify may log in as ${site.host.user}.`
    },
    async undo(site, signal) {
      if (isAdded) await site.run(shutOut(await lineFor(signal)), signal)
      isAdded = false
    },
  })
}

/** To be undone for good, while Coolify still knows the key. */
export function keyOffHost(scene: Scene) {
  return apiStep({
    name: 'coolify-key-off-host',
    words: "Takes Coolify's key off the host.",
    commands: [shutOut('ssh-ed25519 (the public key) banyan-coolify')],
    async check(site, signal) {
      const line = await publicLine(scene, signal)
      if (line === null) return { isDone: true, words: 'There is no key of ours for it.' }
      const { exitCode } = await site.ask(isLetIn(line), signal)
      const isDone = exitCode !== 0
      return {
        isDone,
        words: isDone ? 'The host does not know the key.' : 'The host knows the key.',
      }
    },
    async apply(site, signal) {
      const line = await publicLine(scene, signal)
      if (line !== null) await site.run(shutOut(line), signal)
      return 'Coolify does not get in any more.'
    },
  })
}

/** As it goes into authorized_keys; null while Coolify has no key of ours, or does not show it. */
export async function publicLine(scene: Scene, signal: AbortSignal): Promise<string | null> {
  const key = await scene.parts.client.keys.named(scene.names.key, signal)
  const shown = key && (scene.madePublicLine ?? key.publicKey)
  if (!shown) return null
  // What Coolify says is not believed: options in front would be obeyed by the host.
  const [, line] = /^(ssh-ed25519 [A-Za-z0-9+/]{40,200}={0,2})(\s|$)/.exec(shown.trim()) ?? []
  if (line !== undefined) return `${line} banyan-coolify`
  const detail = 'What Coolify shows as the public key is none that Banyan made.'
  throw new FaultError({ code: 'coolify.refused', status: 200, detail })
}

function isLetIn(line: string): Command {
  return command('Looks whether Coolify may log in.', `grep -qxF ${quoted(line)} ${file}`)
}

function letIn(line: string): Command {
  return command(
    'Lets Coolify log in.',
    `umask 077
mkdir -p ~/.ssh
touch ${file}
if ! grep -qxF ${quoted(line)} ${file}; then
  if [ -s ${file} ] && [ -n "$(tail -c 1 ${file})" ]; then echo >> ${file}; fi
  printf '%s\\n' ${quoted(line)} >> ${file}
fi`,
  )
}

function shutOut(line: string): Command {
  return command(
    'Lets Coolify log in no more.',
    `if [ -f ${file} ]; then
  rest=$(mktemp ${file}.XXXXXX)
  trap 'rm -f "$rest"' EXIT
  cp -p ${file} "$rest"
  grep -vxF ${quoted(line)} ${file} > "$rest" || [ $? -eq 1 ]
  mv -f "$rest" ${file}
fi`,
  )
}
