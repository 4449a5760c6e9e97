import { useTranslation } from 'react-i18next'

/** Grey lines where something will stand in a moment. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useTranslation()
  return (
    <div className="skeleton" role="status" aria-label={t('reading.reading')}>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={at} />
      ))}
    </div>
  )
}
