import { type AppRecord, deleteApp, listApps, saveApp } from './apps.ts'
import type { OpenDatabase } from './open-database.ts'
import { listPrices, type PriceRecord, replacePrices } from './prices.ts'

/** The apps of one database, in the shape that main/apps asks for. */
export function appShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listApps(read),
    save: (record: AppRecord) => writes.run(db => saveApp(db, record)),
    remove: (appId: string) => writes.run(db => deleteApp(db, appId)),
  }
}

/** The owner's own prices, in the shape that main/observe asks for. */
export function priceShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listPrices(read),
    replace: (prices: readonly PriceRecord[]) => writes.run(db => replacePrices(db, prices)),
  }
}
