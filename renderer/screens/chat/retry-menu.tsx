import { Shuffle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { WorkerId } from '#contract/ids'
import { isServing } from '#contract/model/worker'
import type { TurnWish } from '../../state/turn-wish.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'

interface Props {
  /** Who answered, or did not; null where nobody knows. */
  readonly workerId: string | null
  readonly onRetry: (worker: TurnWish['worker']) => void
  readonly isDisabled?: boolean
}

/** Asks the same again: anyone, anyone else, or a certain one. */
export function RetryMenu({ workerId, onRetry, isDisabled = false }: Props) {
  const { t } = useTranslation()
  const serving = useSeen(seen =>
    seen.workers.filter(isServing).map(worker => JSON.stringify([worker.id, worker.name])),
  ).map(text => JSON.parse(text) as [string, string]) // sound: it was written just above
  const others = serving.filter(([id]) => id !== workerId)
  const label = t('chat.retryBy')
  return (
    <Menu
      label={label}
      trigger={<IconButton label={label} icon={Shuffle} disabled={isDisabled} />}
      items={[
        { label: t('chat.again'), onSelect: () => onRetry(null) },
        {
          label: t('chat.anyOther'),
          isDisabled: workerId === null || others.length === 0,
          onSelect: () =>
            workerId !== null && onRetry({ is: 'not', workerId: WorkerId.parse(workerId) }),
        },
        ...(serving.length > 0 ? [null] : []),
        ...serving.map(([id, name]) => ({
          label: name,
          onSelect: () => onRetry({ is: 'only', workerId: WorkerId.parse(id) }),
        })),
      ]}
    />
  )
}
