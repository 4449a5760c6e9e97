// biome-ignore-all lint/a11y/useSemanticElements: a <table> cannot hold rows of which only those in sight are drawn
// biome-ignore-all lint/a11y/useFocusableInteractive: in a table rows have the focus, heads the buttons in them
import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_datetime,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: {
    alphanumeric: sortFn_alphanumeric,
    basic: sortFn_basic,
    datetime: sortFn_datetime,
    text: sortFn_text,
  },
})

/** Rows are objects. */
export interface Column<T extends RowData> {
  readonly id: string
  readonly name: string
  /** A track of a CSS grid, such as `120px` or `minmax(160px, 2fr)`. */
  readonly width: string
  readonly cell: (row: T) => ReactNode
  /** What is sorted by; a column without it is not. */
  readonly sortBy?: (row: T) => string | number | null
  readonly isNumber?: boolean
  /** Left out where the window is narrow. */
  readonly isMinor?: boolean
}

interface Props<T extends RowData> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly rowId: (row: T) => string
  /** For those who hear it. */
  readonly rowName?: (row: T) => string
  readonly selectedId?: string | null
  readonly onSelect?: (row: T) => void
  /** Stands where there are no rows. */
  readonly empty?: ReactNode
  /** In pixels; all rows are as high. */
  readonly rowHeight?: number
  /** Called when the end comes near. */
  readonly onEnd?: () => void
}

/** Rows under heads that sort. Only those in sight are drawn, so there may be any number. Arrows move, Enter selects. */
export function DataTable<T extends RowData>({
  label,
  columns,
  rows,
  rowId,
  rowName,
  selectedId = null,
  onSelect,
  empty,
  rowHeight = 36,
  onEnd,
}: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const definitions = useMemo(() => columns.map(column => definitionOf(column)), [columns])
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    enableMultiSort: false,
  })
  const sorted = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: at => sorted[at]?.id ?? at,
    overscan: 8,
    onChange: ({ range }) => {
      if (range && range.endIndex >= sorted.length - 10) onEnd?.()
    },
  })
  const byId = new Map(columns.map(column => [column.id, column]))
  const tracks = columns.map(column => column.width).join(' ')
  const minor = columns
    .filter(column => !column.isMinor)
    .map(column => column.width)
    .join(' ')
  const style = { '--tracks': tracks, '--tracks-narrow': minor } as Record<string, string>

  function move(event: KeyboardEvent<HTMLElement>, at: number, row: T) {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onSelect?.(row)
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? sorted.length - 1 : step && at + step
    if (to === undefined) return
    event.preventDefault()
    const target = Math.max(0, Math.min(sorted.length - 1, to))
    virtual.scrollToIndex(target)
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-at="${target}"]`)?.focus()
    })
  }

  return (
    <div
      className="data-table"
      role="table"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      style={style}
    >
      <div role="rowgroup">
        {table.getHeaderGroups().map(group => (
          <div key={group.id} className="data-row data-head" role="row">
            {group.headers.map(header => {
              const column = byId.get(header.column.id)
              const order = header.column.getIsSorted()
              return (
                <div
                  key={header.id}
                  role="columnheader"
                  className={cellClass(column)}
                  aria-sort={
                    order === false ? undefined : order === 'asc' ? 'ascending' : 'descending'
                  }
                >
                  {header.column.getCanSort() ? (
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      {column?.name}
                      {order === 'asc' && <ArrowUp size={12} aria-hidden="true" />}
                      {order === 'desc' && <ArrowDown size={12} aria-hidden="true" />}
                    </button>
                  ) : (
                    column?.name
                  )}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {sorted.length === 0 && empty && (
        <div role="rowgroup" className="data-empty">
          <div role="row">
            <div role="cell">{empty}</div>
          </div>
        </div>
      )}
      <div className="data-rows" role="rowgroup" ref={scroller}>
        <div style={{ height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map(item => {
            const row = sorted[item.index]
            if (!row) return null
            const isSelected = row.id === selectedId
            return (
              <div
                key={row.id}
                data-at={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                aria-label={rowName?.(row.original)}
                aria-current={isSelected || undefined}
                className={onSelect ? 'data-row selects' : 'data-row'}
                tabIndex={isSelected || (selectedId === null && item.index === 0) ? 0 : -1}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
                onClick={() => onSelect?.(row.original)}
                onKeyDown={event => move(event, item.index, row.original)}
              >
                {columns.map(column => (
                  <div key={column.id} role="cell" className={cellClass(column)}>
                    {column.cell(row.original)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function definitionOf<T extends RowData>({ id, sortBy }: Column<T>): ColumnDef<typeof features, T> {
  return {
    id,
    enableSorting: sortBy !== undefined,
    accessorFn: row => sortBy?.(row) ?? undefined,
    sortUndefined: 'last',
  }
}

function cellClass(
  column: { readonly isNumber?: boolean; readonly isMinor?: boolean } | undefined,
) {
  return `data-cell${column?.isNumber ? ' number' : ''}${column?.isMinor ? ' minor' : ''}`
}
