import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  readSettingsFile,
  type SettingsFile,
  type SettingsFileProblem,
} from '#contract/model/settings-file'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useOpenFile } from '../../../state/open-file.ts'
import { saveFile } from '../../../state/save-file.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useWindowState } from '../../../state/use-window-state.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { ImportDialog } from './import-dialog.tsx'
import { type ImportPlan, planImport } from './import-plan.ts'
import { fileOf } from './known-state.ts'
import { useReadState } from './use-known-state.ts'

interface Opened {
  readonly name: string
  readonly plan: ImportPlan
  /** The export that is made first, the way back. */
  readonly before: SettingsFile
}

/** Everything but secrets, out into a file and in from one. */
export function TransferPanel() {
  const { t } = useTranslation()
  const readState = useReadState()
  const { ask } = useWindowState()
  const openFile = useOpenFile()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [problem, setProblem] = useState<SettingsFileProblem | null>(null)

  async function save(file: SettingsFile) {
    const name = `banyan-settings-${file.written_at.slice(0, 10)}.json`
    const isSaved = await saveFile(ask, name, { text: `${JSON.stringify(file, null, 2)}\n` })
    if (isSaved) toasts.say(t('settings.transfer.saved', { name }))
  }

  async function open() {
    setProblem(null)
    const picked = await openFile(['json'])
    if (!picked) return
    const read = readSettingsFile(picked.text)
    if ('problem' in read) {
      setProblem(read)
      return
    }
    const state = await readState()
    setOpened({
      name: picked.name,
      plan: planImport(read.file, state),
      before: fileOf(state, new Date()),
    })
  }

  return (
    <>
      <div className="setting-row">
        <div>
          <h3 className="setting-name">{t('settings.transfer.exportTitle')}</h3>
          <p className="says">{t('settings.transfer.exportText')}</p>
        </div>
        <div className="setting-control">
          <Button
            icon={Download}
            disabled={isRunning}
            onClick={() => run(async () => save(fileOf(await readState(), new Date())))}
          >
            {t('settings.transfer.export')}
          </Button>
        </div>
      </div>
      <div className="setting-row">
        <div>
          <h3 className="setting-name">{t('settings.transfer.importTitle')}</h3>
          <p className="says">{t('settings.transfer.importText')}</p>
        </div>
        <div className="setting-control">
          <Button icon={Upload} disabled={isRunning} onClick={() => run(open)}>
            {t('settings.transfer.import')}
          </Button>
        </div>
      </div>
      {problem && (
        <Notice mark="offline" title={t('settings.transfer.badTitle')}>
          {problem.problem === 'form'
            ? t('settings.transfer.bad.form', { where: problem.where })
            : t(`settings.transfer.bad.${problem.problem}`)}
        </Notice>
      )}
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      {opened && (
        <ImportDialog
          name={opened.name}
          plan={opened.plan}
          onSaveBefore={() => save(opened.before)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}
