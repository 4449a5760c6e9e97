import type { OpenDatabase } from './open-database.ts'
import {
  deleteSecret,
  deleteSetting,
  listSecrets,
  listSettings,
  type SecretRecord,
  type SettingRecord,
  saveSecret,
  saveSetting,
} from './settings.ts'

/** The settings of one database, in the shape that main/settings asks for. */
export function savedSettings({ read, writes }: OpenDatabase) {
  return {
    settings: () => listSettings(read),
    secrets: () => listSecrets(read),
    saveSetting: (setting: SettingRecord) => writes.run(db => saveSetting(db, setting)),
    removeSetting: (name: string) => writes.run(db => deleteSetting(db, name)),
    addSecret: (secret: SecretRecord) => writes.run(db => saveSecret(db, secret)),
    /** In one transaction with what goes: there is no moment without it. */
    replaceSecret: (secret: SecretRecord) =>
      writes.run(db => {
        deleteSecret(db, secret.name)
        saveSecret(db, secret)
      }),
    removeSecret: (name: string) => writes.run(db => deleteSecret(db, name)),
  }
}
