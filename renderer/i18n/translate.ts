import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#contract/model/language'
import { en } from './en.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en }
  }
}

/** React escapes what it draws, so texts are not escaped a second time here. */
export async function openTranslation(language: Language): Promise<i18n> {
  const translation = createInstance({
    lng: language,
    fallbackLng: false,
    supportedLngs: ['en', 'zh-Hans', 'zh-Hant'],
    resources: {
      en: { translation: en },
      'zh-Hans': { translation: zhHans },
      'zh-Hant': { translation: zhHant },
    },
    returnEmptyString: true,
    interpolation: { escapeValue: false },
  })
  translation.use(initReactI18next)
  await translation.init()
  return translation
}
