type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const shelfKey = 'banyan.recent-commands'
const mostKept = 5

/** The ids of the commands that were run last, the newest first. */
export function recentCommands(shelf: Shelf): readonly string[] {
  const text = shelf.getItem(shelfKey) ?? ''
  return text
    .split('\n')
    .filter(id => id !== '')
    .slice(0, mostKept)
}

export function rememberCommand(shelf: Shelf, id: string): void {
  const others = recentCommands(shelf).filter(other => other !== id)
  shelf.setItem(shelfKey, [id, ...others].slice(0, mostKept).join('\n'))
}
