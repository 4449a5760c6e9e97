import './zod-without-eval.ts'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './style/tokens.css'
import './style/base.css'
import './style/controls.css'
import './style/blocks.css'
import './style/frame.css'
import './style/workers.css'
import './style/chat.css'
import './style/session-pane.css'
import './style/settings.css'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { languageOf } from '#contract/model/language'
import { App } from './app.tsx'
import { openTranslation } from './i18n/translate.ts'
import { openPreferences, type Preferences } from './state/preferences.ts'
import { WindowProvider } from './state/use-window-state.ts'
import { createWindowState } from './state/window-state.ts'

async function openWindow(): Promise<void> {
  const preferences = openPreferences(window.localStorage)
  const state = createWindowState(window.banyan)
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

  const place = document.getElementById('root')
  if (!place) throw new Error('the page has no place for the window')
  createRoot(place).render(
    <I18nextProvider i18n={translation}>
      <WindowProvider value={{ state, preferences }}>
        <App />
      </WindowProvider>
    </I18nextProvider>,
  )
  state.connect()
}

void openWindow()
