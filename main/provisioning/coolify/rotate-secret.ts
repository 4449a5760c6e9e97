import type { Step } from '../step.ts'
import { newWorkerSecret } from '../steps/new-keys.ts'
import { Scene } from './scene.ts'
import { coolifyAnswers } from './steps/answers.ts'
import { deployed } from './steps/deployed.ts'
import { settingsRight } from './steps/settings-right.ts'
import { variablesSet } from './steps/variables-set.ts'

/** For a while the worker knows both, so that no request is refused; the root node changes in between. */
export function rotateSecretSteps(scene: Scene): readonly Step[] {
  const { host, version, parts } = scene
  const secret = newWorkerSecret()
  const both = new Scene(host, version, {
    ...parts,
    variables: each => parts.variables(each, secret),
  })
  const withBoth = (step: Step): Step => ({ ...step, name: `${step.name}-with-both` })
  return [
    coolifyAnswers(scene),
    settingsRight(both),
    withBoth(variablesSet(both)),
    withBoth(deployed(both)),
    parts.switchSecret(secret),
    variablesSet(scene),
    deployed(scene),
  ]
}
