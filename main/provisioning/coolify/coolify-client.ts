import { CoolifyAccess } from './access.ts'
import { CoolifyApplications } from './applications.ts'
import { CoolifyCaller, type CoolifyCallerOptions } from './coolify-caller.ts'
import type { CoolifyTime } from './coolify-time.ts'
import { CoolifyDeployments } from './deployments.ts'
import { CoolifyKeys } from './keys.ts'
import { CoolifyProjects } from './projects.ts'
import { CoolifyServers } from './servers.ts'
import { CoolifyVariables } from './variables.ts'

/** One Coolify in the name of one token: exactly the calls that are needed. */
export class CoolifyClient {
  readonly access: CoolifyAccess
  readonly keys: CoolifyKeys
  readonly servers: CoolifyServers
  readonly projects: CoolifyProjects
  readonly applications: CoolifyApplications
  readonly variables: CoolifyVariables
  readonly deployments: CoolifyDeployments
  readonly time: CoolifyTime
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: CoolifyCallerOptions) {
    const caller = new CoolifyCaller(options)
    this.access = new CoolifyAccess(caller)
    this.keys = new CoolifyKeys(caller)
    this.servers = new CoolifyServers(caller)
    this.projects = new CoolifyProjects(caller)
    this.applications = new CoolifyApplications(caller)
    this.variables = new CoolifyVariables(caller)
    this.deployments = new CoolifyDeployments(caller)
    this.time = options.time
  }

  /** One piece of work after the other: what several hosts share is looked for and made once. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => {})
    return mine
  }
}
