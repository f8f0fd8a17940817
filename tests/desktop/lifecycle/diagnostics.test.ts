import { describe, expect, it } from 'vitest'
import { copyDiagnostics, diagnosticsText, type Diagnostics } from '../../../main/desktop/lifecycle/diagnostics'

const diagnostics: Diagnostics = {
  versions: { app: '0.1.0', electron: '45.4.1', chromium: '152', node: '24.18', development: false },
  system: 'Linux 6.1 x64',
  language: 'fr',
  dataFolder: '/home/camille/.config/Latchkey',
  homeFolder: '/home/camille',
  storeProblem: 'locked',
}

function copied(input: { code?: string; reference?: string }) {
  const board: string[] = []
  const outcome = copyDiagnostics(
    { collectDiagnostics: () => diagnostics, writeClipboard: (text) => board.push(text) },
    input,
  )
  return { outcome, text: board[0] }
}

describe('diagnostic details', () => {
  it('contain versions, system, language, data folder, store, code and reference', () => {
    expect(copied({ code: 'storage/locked', reference: '4f2a90bc' }).text?.split('\n')).toEqual([
      'Latchkey 0.1.0',
      'Electron 45.4.1, Chromium 152, Node 24.18',
      'System: Linux 6.1 x64',
      'Language: fr',
      'Data folder: ~/.config/Latchkey',
      'Account store: locked',
      'Error code: storage/locked',
      'Reference: 4f2a90bc',
    ])
  })

  it('name a development build', () => {
    const versions = { ...diagnostics.versions, development: true }
    const text = diagnosticsText({ ...diagnostics, versions }, {})
    expect(text).toMatch(/^Latchkey 0\.1\.0, development build\n/)
  })

  it('omit a missing code and reference', () => {
    expect(copied({}).text).not.toMatch(/code|Reference/)
  })

  it('shorten the home folder, so that the name of the user is left out', () => {
    expect(copied({}).text).not.toContain('camille')
  })

  it.each(['camille@example.com', '7K4MQ-X2RVT-9HDWN-3CZFA-P8GJT', 'hunter2 hunter2', 'a\nb', 'x'.repeat(200)])(
    'refuse to copy %j as a code or a reference',
    (text) => {
      for (const field of ['code', 'reference']) {
        const { outcome, text: copiedText } = copied({ [field]: text })
        expect(outcome).toEqual({ ok: false, error: { code: 'invalidInput', fields: { [field]: 'malformed' } } })
        expect(copiedText).toBeUndefined()
      }
    },
  )
})
