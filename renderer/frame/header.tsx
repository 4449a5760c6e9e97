import { ChevronDown, Play, RotateCw, Search, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RootState } from '#contract/model/root-state'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { measureText, timeTaken } from '../i18n/figures.ts'
import { useRequestRate } from '../screens/topology/use-traffic.ts'
import { fleetFigures, rootState } from '../state/fleet.ts'
import { useOverlays } from '../state/overlays.ts'
import { rateText } from '../state/request-rate.ts'
import { isMacPlatform, keyText } from '../state/shortcuts.ts'
import { useApi } from '../state/use-api.ts'
import { useSeen, useWindowState } from '../state/use-window-state.ts'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { type Mark, StateMark } from '../ui/state-mark.tsx'
import { useCommand } from '../ui/use-command.ts'
import { AlertBell } from './alert-bell.tsx'
import { useDeeds } from './use-deeds.ts'

export function Header() {
  const { t } = useTranslation()
  const root = useSeen(rootState)
  return (
    <header>
      <div className="brand">
        <BrandMark />
        Banyan
      </div>
      <div className="chip">
        <StateMark mark={rootMarks[root.name]} />
        <b>{t(`root.${root.name}`)}</b>
        {root.name === 'running' && (
          <>
            <span className="mono dim selectable">{root.address}</span>
            <CopyButton label={t('root.copyAddress')} text={root.address} />
          </>
        )}
      </div>
      <p className="figures dim">
        {root.name === 'stopping' && root.inFlight > 0
          ? t('root.drainingRequests', { count: root.inFlight })
          : root.name === 'running' && <FleetLine />}
      </p>
      <FindButton />
      <AlertBell />
      <StartStop root={root} />
      {root.name === 'running' && <RootMenu />}
    </header>
  )
}

const rootMarks: Readonly<Record<RootState['name'], Mark>> = {
  running: 'healthy',
  starting: 'starting',
  stopping: 'resting',
  stopped: 'resting',
  failed: 'offline',
}

const lookEveryMs = 5_000

function FleetLine() {
  const { t } = useTranslation()
  const { workers, serving } = useSeen(seen => fleetFigures(seen.workers))
  const rate = useRequestRate()
  const firstTokenMs = useApi('getMetrics', {}, { everyMs: lookEveryMs }).data?.recent
    .first_token_p95_ms
  const parts = [
    workers === 0 ? t('root.noWorkers') : t('root.serving', { serving, count: workers }),
    t('root.rate', { number: rateText(rate) }),
    ...(typeof firstTokenMs === 'number'
      ? [t('root.firstTokenP95', { time: measureText(t, timeTaken(firstTokenMs)) })]
      : []),
  ]
  // Each is a box of its own: where there is no room for one, it goes as a whole.
  return parts.map((part, at) => <span key={part}>{at === 0 ? part : `· ${part}`}</span>)
}

function FindButton() {
  const { t } = useTranslation()
  const overlays = useOverlays()
  return (
    <button
      type="button"
      className="button find"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => overlays.open('palette')}
    >
      <Search className="find-icon" size={14} aria-hidden="true" />
      <span className="find-name">{t('palette.placeholder')}</span>
      <kbd className="find-keys">{keyText(['Ctrl', 'K'], isMacPlatform(navigator.platform))}</kbd>
    </button>
  )
}

function StartStop({ root }: { readonly root: RootState }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const isBusy = isRunning || root.name === 'stopping'
  const canStop = root.name === 'running' || root.name === 'starting'
  // Never disabled: a button that is loses the focus of the keyboard, and it is the way back.
  return (
    <div className="start-stop">
      {fault && (
        <span className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </span>
      )}
      {canStop ? (
        <Button
          icon={Square}
          aria-disabled={isRunning}
          onClick={() => !isRunning && run(() => ask('root.stop', null))}
        >
          {t('root.stop')}
        </Button>
      ) : (
        <Button
          icon={Play}
          aria-disabled={isBusy}
          onClick={() => !isBusy && run(() => ask('root.start', { port: null }))}
        >
          {t('root.start')}
        </Button>
      )}
    </div>
  )
}

function RootMenu() {
  const { t } = useTranslation()
  const run = useDeeds()
  return (
    <Menu
      label={t('root.more')}
      trigger={<IconButton className="root-menu" label={t('root.more')} icon={ChevronDown} />}
      items={[
        {
          label: t('root.restart'),
          icon: RotateCw,
          onSelect: () => run({ kind: 'root', action: 'restart' }),
        },
      ]}
    />
  )
}
