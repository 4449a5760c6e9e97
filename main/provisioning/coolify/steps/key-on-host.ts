import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import { type Command, command, quoted } from '../../command.ts'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import type { Scene } from '../scene.ts'

const name = 'coolify-key-on-host'
const file = '~/.ssh/authorized_keys'

/** Only where we have SSH ourselves; elsewhere its owner lets Coolify in. */
export function keyOnHost(scene: Scene) {
  let isAdded = false
  const lineFor = async (signal: AbortSignal) => {
    const line = await publicLine(scene, signal)
    if (line !== null) return line
    const detail = 'Coolify does not show its public key.'
    throw stepFailed(scene, name, detail, hostReason('coolify-key-hidden'))
  }
  return apiStep({
    name,
    words: 'Lets Coolify log in to the host with that key.',
    commands: [letIn('ssh-ed25519 (the public key) banyan-coolify')],
    async check(site, signal) {
      const server = await scene.server(signal)
      if (server?.isUsable) return isSo('Coolify gets in already.', 'coolify-gets-in')
      const line = await publicLine(scene, signal)
      if (line === null) {
        const words = 'There is no key of ours for it.'
        return server === null ? notSo(words) : isSo(words, 'coolify-no-key')
      }
      const { exitCode } = await site.ask(isLetIn(line), signal)
      return exitCode === 0
        ? isSo('The host knows the key.', 'coolify-key-on-host')
        : notSo('The host does not know the key.')
    },
    async apply(site, signal) {
      await site.run(letIn(await lineFor(signal)), signal)
      isAdded = true
      const { user } = site.host
      return told(`Coolify may log in as ${user}.`, 'coolify-let-in', { user })
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
      if (line === null) return isSo('There is no key of ours for it.', 'coolify-no-key')
      const { exitCode } = await site.ask(isLetIn(line), signal)
      return exitCode === 0
        ? notSo('The host knows the key.')
        : isSo('The host does not know the key.', 'coolify-key-off-host')
    },
    async apply(site, signal) {
      const line = await publicLine(scene, signal)
      if (line !== null) await site.run(shutOut(line), signal)
      return told('Coolify does not get in any more.', 'coolify-shut-out')
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
