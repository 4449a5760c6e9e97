import type { LogMessage } from '#contract/http/deployments'
import type { DeploymentId } from '#contract/ids'

/** Tells what is said in the one deployment that somebody looks at. */
export class DeploymentFollowing {
  readonly #tell: (message: LogMessage) => void
  #followed: DeploymentId | null = null

  constructor(tell: (message: LogMessage) => void) {
    this.#tell = tell
  }

  /** Who leaves one that is not followed any more, leaves the next one alone. */
  follow(id: DeploymentId, isOn: boolean): void {
    if (isOn) this.#followed = id
    else if (this.#followed === id) this.#followed = null
  }

  followNone(): void {
    this.#followed = null
  }

  hear(message: LogMessage): void {
    if (message.deployment_id === this.#followed) this.#tell(message)
  }
}
