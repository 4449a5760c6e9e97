/** A step of an action could not be done, and the message says why and what to do. */
export class StepFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StepFailure'
  }
}
