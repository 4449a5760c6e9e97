/** A promise that the test opens when it wants to; `Promise.withResolvers` is newer than our floor. */
export class Gate<T> {
  readonly open: (value: T) => void
  readonly promise: Promise<T>

  constructor() {
    let open: (value: T) => void = () => {}
    this.promise = new Promise(resolve => {
      open = resolve
    })
    this.open = open
  }
}
