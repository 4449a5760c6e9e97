import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FaultError } from '#contract/fault'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { faultOf } from '../state/fault-of.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { Notice } from './notice.tsx'
import { Skeleton } from './skeleton.tsx'
import { StateMark } from './state-mark.tsx'

interface Reading<T> {
  readonly data: T | undefined
  readonly error: FaultError | null
  refetch(): unknown
}

interface Props<T> {
  readonly reading: Reading<T>
  /** While nothing was read yet; grey lines where nothing is said. */
  readonly waiting?: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Draws what was read. What is older than a failure stays, under a line that says so. */
export function Loaded<T>({ reading, waiting, children }: Props<T>) {
  const { t } = useTranslation()
  const { data, error } = reading
  const again = <Button onClick={() => void reading.refetch()}>{t('reading.again')}</Button>
  if (data === undefined) {
    if (!error) return waiting ?? <Skeleton />
    return (
      <EmptyState
        picture={<StateMark mark="offline" />}
        title={t('reading.failed')}
        text={faultSentence(t, faultOf(error))}
      >
        {again}
      </EmptyState>
    )
  }
  return (
    <>
      {error && (
        <Notice mark="degraded" title={t('reading.outdated')} action={again}>
          {faultSentence(t, faultOf(error))}
        </Notice>
      )}
      {children(data)}
    </>
  )
}
