interface Column {
  readonly text: string
  /** `minor` goes first where there is no room; `actions` is said only. */
  readonly kind?: 'number' | 'minor' | 'actions'
}

export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ text, kind }) => (
          <th key={text} scope="col" className={kind === 'actions' ? undefined : kind}>
            {kind === 'actions' ? <span className="visually-hidden">{text}</span> : text}
          </th>
        ))}
      </tr>
    </thead>
  )
}
