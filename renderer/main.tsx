import './zod-without-eval.ts'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@xyflow/react/dist/base.css'
import './style/tokens.css'
import './style/base.css'
import './style/controls.css'
import './style/blocks.css'
import './style/data-table.css'
import './style/panel.css'
import './style/overlays.css'
import './style/frame.css'
import './style/topology.css'
import './style/topology-flow.css'
import './style/topology-panel.css'
import './style/chat.css'
import './style/chat-turn.css'
import './style/markdown.css'
import './style/session-pane.css'
import './style/hosts.css'
import './style/hosts-adding.css'
import './style/deployments.css'
import './style/requests.css'
import './style/metrics.css'
import './style/logs.css'
import './style/settings.css'
import './style/settings-tables.css'
import './style/settings-parts.css'
import './style/first-run.css'
import './style/app-guide.css'
import './style/palette.css'
import './style/alert-centre.css'
import './style/desktop.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { Tooltip } from 'radix-ui'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { languageOf } from '#contract/model/language'
import { App } from './app.tsx'
import { openTranslation } from './i18n/translate.ts'
import { openDraftShelf } from './state/draft-shelf.ts'
import { keepDrafts } from './state/keep-drafts.ts'
import { Overlays, OverlaysProvider } from './state/overlays.ts'
import { Places, PlacesProvider } from './state/place.ts'
import { openPreferences, type Preferences } from './state/preferences.ts'
import { openQueries, outdateQueries } from './state/queries.ts'
import { Toasts, ToastsProvider } from './state/toasts.ts'
import { ApiProvider } from './state/use-api.ts'
import { WindowProvider } from './state/use-window-state.ts'
import { createWindowState } from './state/window-state.ts'

async function openWindow(): Promise<void> {
  const preferences = openPreferences(window.localStorage)
  const drafts = openDraftShelf(window.localStorage)
  const state = createWindowState(window.banyan, drafts.read())
  keepDrafts(state.chat, drafts, window)
  const queries = openQueries()
  const places = new Places()
  const toasts = new Toasts()
  const overlays = new Overlays(window.localStorage)
  overlays.welcome(state.mirror.store)
  state.onChanges(outdateQueries(queries))
  allowOwnStyles()
  const wanted = ({ language }: Preferences) =>
    language === 'system' ? languageOf(window.banyan.language) : language
  const translation = await openTranslation(wanted(preferences.getState()))

  function applyTheme({ theme }: Preferences): void {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }

  applyTheme(preferences.getState())
  document.documentElement.lang = translation.language
  translation.on('languageChanged', language => {
    document.documentElement.lang = language
  })
  preferences.subscribe(chosen => {
    applyTheme(chosen)
    void translation.changeLanguage(wanted(chosen))
  })

  if (new URLSearchParams(window.location.search).has('reopened')) {
    toasts.say(translation.t('reopened'))
  }
  const place = document.getElementById('root')
  if (!place) throw new Error('the page has no place for the window')
  createRoot(place).render(
    <I18nextProvider i18n={translation}>
      <WindowProvider value={{ state, preferences }}>
        <ApiProvider value={state.api}>
          <QueryClientProvider client={queries}>
            <PlacesProvider value={places}>
              <ToastsProvider value={toasts}>
                <OverlaysProvider value={overlays}>
                  <Tooltip.Provider delayDuration={400}>
                    <App />
                  </Tooltip.Provider>
                </OverlaysProvider>
              </ToastsProvider>
            </PlacesProvider>
          </QueryClientProvider>
        </ApiProvider>
      </WindowProvider>
    </I18nextProvider>,
  )
  state.connect()
}

/** The window's policy lets in only those style elements that carry the nonce of this page. */
function allowOwnStyles(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  if (nonce) setNonce(nonce)
}

void openWindow()
