import type { ReadDb, WriteDb } from './connection.ts'

/** US dollars for a million tokens. */
export interface PriceRecord {
  readonly model: string
  readonly input: number
  readonly cachedInput: number
  readonly output: number
}

export function listPrices(db: ReadDb): readonly PriceRecord[] {
  return db
    .prepare<[], PriceRecord>(
      'SELECT model, input, cached_input AS cachedInput, output FROM prices ORDER BY model',
    )
    .all()
}

export function replacePrices(db: WriteDb, prices: readonly PriceRecord[]): void {
  db.prepare<[]>('DELETE FROM prices').run()
  const insert = db.prepare<[string, number, number, number]>(
    'INSERT OR REPLACE INTO prices (model, input, cached_input, output) VALUES (?, ?, ?, ?)',
  )
  for (const { model, input, cachedInput, output } of prices) {
    insert.run(model, input, cachedInput, output)
  }
}
