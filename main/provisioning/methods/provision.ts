import type { Step } from '../step.ts'
import { cloudInitOver } from '../steps/cloud-init.ts'
import { dockerReady } from '../steps/docker-ready.ts'
import { firewallOpen } from '../steps/firewall.ts'
import { sshdHardened } from '../steps/hardened.ts'
import { oldVersionsGone } from '../steps/old-versions.ts'
import { otherMethodGone, otherMethodStopped } from '../steps/other-method.ts'
import { ownKeyInstalled } from '../steps/own-key.ts'
import { portChosen } from '../steps/port-chosen.ts'
import { tlsFilesThere } from '../steps/tls-files.ts'
import { tunnelUserThere } from '../steps/tunnel-user.ts'
import type { PlannerParts } from './parts.ts'
import { runnerOf, type WorkerSetup, workerSteps } from './worker-setup.ts'

/** From whatever is on the host to one worker of one version that answers. */
export function provisionSteps(parts: PlannerParts, setup: WorkerSetup): readonly Step[] {
  const { host, facts, method, version, choice } = setup
  const { supply } = parts
  const there = facts.installed?.method ?? host.installed?.method
  const other = there === 'plain' || there === 'docker' ? there : method
  const otherRunner = other === method ? null : runnerOf(other)
  const when = (condition: boolean, make: () => Step) => (condition ? [make()] : [])
  return [
    ...when(facts.cloudInit !== 'absent', () => cloudInitOver),
    ownKeyInstalled(parts),
    ...when(parts.isHardened(host), () => sshdHardened(parts)),
    portChosen(choice),
    // Before Docker: whoever loads saved rules anew wipes Docker's own.
    ...when(host.transport !== 'tunnel', () => firewallOpen(facts.firewall.manager, choice)),
    ...when(method === 'docker', () => dockerReady),
    method === 'docker'
      ? supply.image(version, facts.architecture)
      : supply.files(version, facts.architecture),
    ...when(host.transport === 'tunnel', () => tunnelUserThere(parts, choice)),
    ...when(host.transport === 'tls', () => tlsFilesThere(parts)),
    ...(otherRunner ? [otherMethodStopped(otherRunner)] : []),
    ...workerSteps(parts, setup),
    ...(otherRunner ? [otherMethodGone(otherRunner)] : []),
    oldVersionsGone(method, version),
  ]
}
