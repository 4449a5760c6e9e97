import type { Step } from '../step.ts'
import { newAdminKey, newTunnelKey, newWorkerSecret, secretSwitched } from '../steps/new-keys.ts'
import { oldKeysGone } from '../steps/own-key-gone.ts'
import { portChosen } from '../steps/port-chosen.ts'
import { tunnelUserThere } from '../steps/tunnel-user.ts'
import type { PlannerParts } from './parts.ts'
import { type WorkerSetup, workerSteps } from './worker-setup.ts'

/** New ones are proved before old ones go. */
export function rotateKeysSteps(parts: PlannerParts, setup: WorkerSetup): readonly Step[] {
  const { host, choice } = setup
  const ofTunnel = [portChosen(choice), newTunnelKey(parts, choice), tunnelUserThere(parts, choice)]
  return [
    newAdminKey(parts),
    oldKeysGone(parts, host.id),
    ...(host.transport === 'tunnel' ? ofTunnel : []),
  ]
}

/** For a while the worker knows both, so that no request is refused; the root node changes in between. */
export function rotateSecretSteps(parts: PlannerParts, setup: WorkerSetup): readonly Step[] {
  const secret = newWorkerSecret()
  return [
    portChosen(setup.choice),
    ...workerSteps(
      parts,
      setup,
      kept => ({ secret, previousSecret: kept.reveal() === secret.reveal() ? null : kept }),
      '-with-both',
    ),
    secretSwitched(parts, secret),
    ...workerSteps(parts, setup),
  ]
}
