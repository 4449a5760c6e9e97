import { type AppRecord, listApps } from './apps.ts'
import type { OpenDatabase } from './open-database.ts'
import { listPrices, type PriceRecord } from './prices.ts'

/** The apps of one database, in the shape that main/apps asks for. */
export function appShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listApps(read),
    save: (record: AppRecord) => writes.run('saveApp', record),
    remove: (appId: string) => writes.run('deleteApp', appId),
  }
}

/** The owner's own prices, in the shape that main/observe asks for. */
export function priceShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listPrices(read),
    replace: (prices: readonly PriceRecord[]) => writes.run('replacePrices', prices),
  }
}
