import { useTranslation } from 'react-i18next'
import { closeChoices, type DesktopView } from '#contract/model/desktop'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useDesktop } from '../../state/use-desktop.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Notice } from '../../ui/notice.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { Row } from './row.tsx'
import { UpdateRow } from './update-row.tsx'

/** What only the desktop knows: closing, starting, updates. */
export function DesktopSection() {
  const desktop = useDesktop()
  if (!desktop) return null
  return (
    <>
      <ClosingRow desktop={desktop} />
      <LoginRow startsAtLogin={desktop.startsAtLogin} />
      <UpdateRow desktop={desktop} />
    </>
  )
}

function ClosingRow({ desktop: { closing, hasTray } }: { readonly desktop: DesktopView }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const asks = closing === null && !hasTray
  return (
    <>
      {!hasTray && (
        <div className="no-tray">
          <Notice title={t('desktop.noTray.title')}>{t('desktop.noTray.text')}</Notice>
        </div>
      )}
      <Row
        id="closing"
        label={t('desktop.closing.label')}
        hint={t('desktop.closing.hint')}
        error={fault && faultSentence(t, fault)}
      >
        <select
          id="closing"
          value={asks ? 'ask' : (closing ?? 'background')}
          disabled={isRunning}
          aria-describedby="closing-hint closing-says"
          onChange={({ target }) => {
            const chosen = closeChoices.find(known => known === target.value)
            if (chosen) void run(() => ask('desktop.save', { closing: chosen }))
          }}
        >
          {asks && <option value="ask">{t('desktop.closing.ask')}</option>}
          {closeChoices.map(choice => (
            <option key={choice} value={choice}>
              {t(`desktop.closing.${choice}`)}
            </option>
          ))}
        </select>
      </Row>
    </>
  )
}

function LoginRow({ startsAtLogin }: Pick<DesktopView, 'startsAtLogin'>) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const isOn = startsAtLogin === true
  return (
    <Row
      id="start-at-login"
      label={t('desktop.login.label')}
      hint={t('desktop.login.hint')}
      error={fault && faultSentence(t, fault)}
      source={startsAtLogin === null ? t('desktop.login.impossible') : null}
    >
      <input
        id="start-at-login"
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isRunning || startsAtLogin === null}
        aria-describedby="start-at-login-hint start-at-login-says"
        onChange={({ target }) =>
          void run(() => ask('desktop.save', { startsAtLogin: target.checked }))
        }
      />
      <span aria-hidden="true">{isOn ? t('settings.on') : t('settings.off')}</span>
    </Row>
  )
}
