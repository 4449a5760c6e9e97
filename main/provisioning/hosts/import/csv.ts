import { CsvError, type Info, parse } from 'csv-parse/sync'
import { FaultError } from '#contract/fault'
import { entryOf, fieldNamed, fieldsIn } from './entry-fields.ts'
import {
  type EntryDefaults,
  mostEntries,
  type ParsedEntry,
  type ParsedFile,
} from './parsed-file.ts'

interface Row {
  readonly record: readonly string[]
  readonly info: Pick<Info, 'lines'>
}

/** A table whose first line names the columns; separated by commas, semicolons or tabs. FaultError when it is none. */
export function readCsv(text: string, defaults: EntryDefaults): ParsedFile {
  const [head, ...rows] = rowsOf(text)
  const columns = head?.record ?? []
  if (!columns.some(name => fieldNamed(name) === 'address')) {
    throw malformed('the first line must name the columns, one of them "address"')
  }
  if (rows.length > mostEntries) throw malformed(`it has more than ${mostEntries} hosts`)
  const unknown = columns.filter(name => name !== '' && fieldNamed(name) === null)
  return {
    entries: rows.map(row => entryIn(row, columns, defaults)),
    rollout: null,
    warnings: unknown.length === 0 ? [] : [`Columns that are not used: ${unknown.join(', ')}.`],
  }
}

function entryIn(
  { record, info }: Row,
  columns: readonly string[],
  defaults: EntryDefaults,
): ParsedEntry {
  const where = `line ${info.lines}`
  if (record.length > columns.length) {
    const reason = `it has ${record.length} fields, the first line names ${columns.length}`
    return { kind: 'refused', where, name: null, reason }
  }
  const said = columns.map((name, place) => [name, record[place] ?? ''] as const)
  return entryOf(where, fieldsIn(said), defaults)
}

function rowsOf(text: string): readonly Row[] {
  try {
    // Sound: this is what the parser gives with `info`.
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Row[]
    return rows.filter(({ record }) => record.some(value => value !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Its own message may quote what is in the field.
    throw malformed(`the quotes in or after line ${error['lines'] ?? 1} do not match`)
  }
}

/** What stands in the first line most often. */
function delimiterOf(text: string): string {
  const head = text.trimStart().split(/\r?\n/, 1)[0] ?? ''
  const count = (delimiter: string) => head.split(delimiter).length
  const [first = ','] = [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))
  return first
}

function malformed(detail: string): FaultError {
  return new FaultError({ code: 'host.import-malformed', detail: `${detail}.` })
}
