import type { Route } from '../route.ts'

interface Backup {
  readonly id: string
  readonly madeAt: number
  readonly bytes: number
  readonly isWayBack: boolean
}

/** The part of the backups that their owner commands. */
export interface OwnedBackups {
  readonly running: { readonly since: number; readonly share: number } | null
  readonly failedAt: number | null
  list(): Promise<readonly Backup[]>
  make(): Promise<Backup>
  cancel(): boolean
  remove(id: string): Promise<void>
  prepare(id: string): Promise<void>
  /** Starts the root node anew, with what was prepared. */
  restart(): void
}

/** `/api/backups`: copies of everything, and the way back to them. */
export function backups(owned: OwnedBackups): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/backups',
      access: 'owner',
      async handle(call) {
        const { running, failedAt } = owned
        call.answer(200, {
          backups: (await owned.list()).map(backupJson),
          running: running && { since: timeText(running.since), share: running.share },
          failed_at: failedAt === null ? null : timeText(failedAt),
        })
      },
    },
    {
      method: 'POST',
      path: '/api/backups',
      access: 'owner',
      handle: async call => call.answer(201, backupJson(await owned.make())),
    },
    {
      method: 'POST',
      path: '/api/backups/cancel',
      access: 'owner',
      handle: async call => call.answer(200, { cancelled: owned.cancel() }),
    },
    {
      method: 'DELETE',
      path: '/api/backups/*',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/backups/')
        await owned.remove(id)
        call.answer(200, { id, deleted: true })
      },
    },
    {
      method: 'POST',
      path: '/api/backups/*/restore',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/backups/').replace(/\/restore$/, '')
        await owned.prepare(id)
        call.answer(202, { id, restarting: true })
        owned.restart()
      },
    },
  ]
}

const timeText = (at: number) => new Date(at).toISOString()

function backupJson({ id, madeAt, bytes, isWayBack }: Backup) {
  return {
    id,
    created_at: timeText(madeAt),
    bytes,
    kind: isWayBack ? 'before-restore' : 'backup',
  }
}
