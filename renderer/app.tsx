import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Announcer } from './frame/announcer.tsx'
import { Header } from './frame/header.tsx'
import { OverlayStack } from './frame/overlay-stack.tsx'
import { Rail } from './frame/rail.tsx'
import { RootGate } from './frame/root-gate.tsx'
import { ChatScreen } from './screens/chat/chat-screen.tsx'
import { FirstRunScreen } from './screens/first-run/first-run-screen.tsx'
import { HostsScreen } from './screens/hosts/hosts-screen.tsx'
import { LogsScreen } from './screens/logs/logs-screen.tsx'
import { MetricsScreen } from './screens/metrics/metrics-screen.tsx'
import { RequestsScreen } from './screens/requests/requests-screen.tsx'
import { SettingsScreen } from './screens/settings/settings-screen.tsx'
import { TopologyScreen } from './screens/topology/topology-screen.tsx'
import { useOverlay } from './state/overlays.ts'
import { type ScreenName, usePlace } from './state/place.ts'
import { useWindowState } from './state/use-window-state.ts'
import { BrandMark } from './ui/brand-mark.tsx'
import { EmptyState } from './ui/empty-state.tsx'
import { Skeleton } from './ui/skeleton.tsx'
import { Toaster } from './ui/toaster.tsx'

/** One frame everywhere; it is drawn once the root node was seen. */
export function App() {
  const isLive = useStore(useWindowState().mirror.store, state => state.name === 'live')
  const overlay = useOverlay()
  if (!isLive) return <Connecting />
  if (overlay === 'first-run') return <FirstRunScreen />

  return (
    <div className="frame">
      <Header />
      <Rail />
      <main>
        <Suspense fallback={<Skeleton />}>
          <Screen />
        </Suspense>
      </main>
      <OverlayStack />
      <Toaster />
      <Announcer />
    </div>
  )
}

/** Whether a screen shows nothing but what a running root node answers. */
const needsRoot: Readonly<Record<ScreenName, boolean>> = {
  topology: true,
  chat: false,
  hosts: true,
  requests: true,
  metrics: true,
  logs: false,
  settings: false,
}

function Screen() {
  const { screen } = usePlace()
  const drawn = screens[screen]()
  return needsRoot[screen] ? <RootGate>{drawn}</RootGate> : drawn
}

const screens = {
  topology: () => <TopologyScreen />,
  chat: () => <ChatScreen />,
  hosts: () => <HostsScreen />,
  requests: () => <RequestsScreen />,
  metrics: () => <MetricsScreen />,
  logs: () => <LogsScreen />,
  settings: () => <SettingsScreen />,
} as const

function Connecting() {
  const { t } = useTranslation()
  const hasFailed = useStore(
    useWindowState().mirror.store,
    state => state.name === 'connecting' && state.fault !== null,
  )
  return (
    <main className="connecting" aria-busy="true">
      <EmptyState
        picture={<BrandMark />}
        title={t('connecting.title')}
        text={hasFailed ? t('connecting.again') : ''}
      />
    </main>
  )
}
