/** Markdown whose columns are aligned, so that it reads well on a terminal too: text left, figures right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map(row => row[column] ?? '')].map(text => [...text].length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => padded(text, widths[column] ?? 0, column)).join(' | ')} |`
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

const padded = (text: string, width: number, column: number) => {
  const space = ' '.repeat(width - [...text].length)
  return column === 0 ? text + space : space + text
}
