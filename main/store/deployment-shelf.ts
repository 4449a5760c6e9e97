import {
  type DeploymentPage,
  type DeploymentRecord,
  findDeployment,
  listDeployments,
  listDeploymentsBeyond,
  listUnfinishedDeployments,
} from './deployments.ts'
import type { OpenDatabase } from './open-database.ts'

/** The deployments of one database, in the shape that main/provisioning asks for; `R` is what it alone writes and reads. */
export function deploymentShelf<R>({ read, writes }: OpenDatabase) {
  return {
    find: (id: string) => known<R>(findDeployment(read, id)),
    list: (page: DeploymentPage) =>
      listDeployments(read, page).map(({ place, ...record }) => ({ ...sound<R>(record), place })),
    unfinished: () => listUnfinishedDeployments(read).map(sound<R>),
    beyond: (most: number) => listDeploymentsBeyond(read, most),
    save: (record: DeploymentRecord<R>) => writes.run('saveDeployment', record),
    remove: (ids: readonly string[]) => writes.run('deleteDeployments', ids),
  }
}

function known<R>(record: DeploymentRecord | null): DeploymentRecord<R> | null {
  return record && sound<R>(record)
}

/** Sound: nobody but the shelf's own `save` writes records. */
function sound<R>(record: DeploymentRecord): DeploymentRecord<R> {
  return record as DeploymentRecord<R>
}
