import { useTranslation } from 'react-i18next'
import { isMacPlatform, keyText } from '../state/shortcuts.ts'
import { Dialog } from '../ui/dialog.tsx'

/** Which keys do what. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const isMac = isMacPlatform(navigator.platform)
  const parts = [
    {
      name: t('keys.everywhere'),
      keys: [
        [t('keys.palette'), ['Ctrl', 'K']],
        [t('keys.screens'), ['Ctrl', '1 … 7']],
        [t('keys.settings'), ['Ctrl', ',']],
        [t('keys.back'), isMac ? ['Ctrl', '['] : ['Alt', '←']],
        [t('keys.toasts'), ['F8']],
        [t('keys.list'), ['?']],
        [t('keys.close'), ['Esc']],
      ],
    },
    {
      name: t('keys.chat'),
      keys: [
        [t('keys.send'), ['Enter']],
        [t('keys.line'), ['Shift', 'Enter']],
        [t('keys.stop'), ['Esc']],
      ],
    },
  ] as const
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      {parts.map(part => (
        <section key={part.name} className="keys-part" aria-label={part.name}>
          <h3 className="section-name">{part.name}</h3>
          <ul>
            {part.keys.map(([name, keys]) => (
              <li key={name}>
                <span>{name}</span>
                <kbd>{keyText(keys, isMac)}</kbd>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
