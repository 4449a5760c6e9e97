/** Put in by the build from package.json; a run from the sources says so. */
declare const BANYAN_VERSION: string | undefined

export const version = typeof BANYAN_VERSION === 'string' ? BANYAN_VERSION : '0.0.0-source'
