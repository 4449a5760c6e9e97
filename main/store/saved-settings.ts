import type { OpenDatabase } from './open-database.ts'
import { listSecrets, listSettings, type SecretRecord, type SettingRecord } from './settings.ts'

/** The settings of one database, in the shape that main/settings asks for. */
export function savedSettings({ read, writes }: OpenDatabase) {
  return {
    settings: () => listSettings(read),
    secrets: () => listSecrets(read),
    saveSetting: (setting: SettingRecord) => writes.run('saveSetting', setting),
    removeSetting: (name: string) => writes.run('deleteSetting', name),
    addSecret: (secret: SecretRecord) => writes.run('saveSecret', secret),
    replaceSecret: (secret: SecretRecord) => writes.run('replaceSecret', secret),
    removeSecret: (name: string) => writes.run('deleteSecret', name),
  }
}
