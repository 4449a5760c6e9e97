/** One step of the database's shape; never edited after release. */
export interface Migration {
  readonly version: number
  readonly sql: string
}
