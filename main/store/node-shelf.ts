import type { WorkerId } from '#contract/ids'
import type { NodeRecord, SavedChoice } from '#contract/model/node'
import { listChoices, listNodes } from './nodes.ts'
import type { OpenDatabase } from './open-database.ts'

/** The nodes of one database that registered, and what the owner chose for workers of any origin. */
export function nodeShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listNodes(read),
    save: (node: NodeRecord) => writes.run('saveNode', node),
    remove: (id: WorkerId) => writes.run('deleteNode', id),
    choices: () => listChoices(read),
    saveChoice: (saved: SavedChoice) => writes.run('saveChoice', saved),
    removeChoice: (id: WorkerId) => writes.run('deleteChoice', id),
  }
}
