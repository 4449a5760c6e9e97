import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Announcer } from './frame/announcer.tsx'
import { DesktopLink } from './frame/desktop-link.tsx'
import { Header } from './frame/header.tsx'
import { KeepingNotice } from './frame/keeping-notice.tsx'
import { OverlayStack } from './frame/overlay-stack.tsx'
import { Rail } from './frame/rail.tsx'
import { RootGate } from './frame/root-gate.tsx'
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
  if (overlay === 'first-run') {
    return (
      <Suspense fallback={<Skeleton />}>
        <FirstRunScreen />
      </Suspense>
    )
  }

  return (
    <div className="frame">
      <Header />
      <Rail />
      <main>
        <KeepingNotice />
        <div className="main-screen">
          <Suspense fallback={<Skeleton />}>
            <Screen />
          </Suspense>
        </div>
      </main>
      <OverlayStack />
      <Toaster />
      <Announcer />
      <DesktopLink />
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

/** The first screen is there at once; each other one is loaded when somebody goes there. */
const ChatScreen = lazy(async () => {
  const { ChatScreen: Screen } = await import('./screens/chat/chat-screen.tsx')
  return { default: Screen }
})
const FirstRunScreen = lazy(async () => {
  const { FirstRunScreen: Screen } = await import('./screens/first-run/first-run-screen.tsx')
  return { default: Screen }
})
const HostsScreen = lazy(async () => {
  const { HostsScreen: Screen } = await import('./screens/hosts/hosts-screen.tsx')
  return { default: Screen }
})
const LogsScreen = lazy(async () => {
  const { LogsScreen: Screen } = await import('./screens/logs/logs-screen.tsx')
  return { default: Screen }
})
const MetricsScreen = lazy(async () => {
  const { MetricsScreen: Screen } = await import('./screens/metrics/metrics-screen.tsx')
  return { default: Screen }
})
const RequestsScreen = lazy(async () => {
  const { RequestsScreen: Screen } = await import('./screens/requests/requests-screen.tsx')
  return { default: Screen }
})
const SettingsScreen = lazy(async () => {
  const { SettingsScreen: Screen } = await import('./screens/settings/settings-screen.tsx')
  return { default: Screen }
})

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
