import type { StepName } from '#contract/model/plan-step'
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
  const named = (name: StepName, step: Step): Step => ({ ...step, name })
  return [
    coolifyAnswers(scene),
    settingsRight(both),
    named('coolify-variables-with-both', variablesSet(both)),
    named('coolify-deployed-with-both', deployed(both)),
    parts.switchSecret(secret),
    variablesSet(scene),
    deployed(scene),
  ]
}
