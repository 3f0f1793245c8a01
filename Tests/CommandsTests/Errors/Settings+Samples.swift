import Files
import SystemPackage

@testable import Commands
@testable import Settings
@testable import YAML

extension SettingsError: CaseSamples {
    static func sample(after error: SettingsError?) -> SettingsError? {
        switch error {
        case nil: .unknownProfile(mark, .environment("CLOUDCOMPUTE_PROFILE"), file: mark, known: ["a", "b"])
        case .unknownProfile: .unknownEntry(mark, file: mark, known: ["a", "b"])
        case .unknownEntry: .notABoolean(entry: mark, file: mark)
        case .notABoolean: .notANumber(entry: mark, file: mark)
        case .notANumber: .badCommand(.openQuote, entry: mark, file: mark)
        case .badCommand: .badYAML(YAMLError(problem: .notAMapping, line: 3), file: mark)
        case .badYAML: .noHome(needed: "XDG_CONFIG_HOME")
        case .noHome: .badFile(.configuration(mark), .notText)
        case .badFile: nil
        }
    }
}

extension SettingsFile.Fault: CaseSamples {
    static func sample(after fault: SettingsFile.Fault?) -> SettingsFile.Fault? {
        switch fault {
        case nil: .missing
        case .missing: .unreadable(FileError(path: mark, .permissionDenied))
        case .unreadable: .notText
        case .notText: .notAKey
        case .notAKey: .foreignOwner(1001, user: 1000)
        case .foreignOwner: .writableByOthers
        case .writableByOthers: .replaceableByOthers(folder: mark)
        case .replaceableByOthers: nil
        }
    }
}

extension Settings.Source: CaseSamples {
    static func sample(after source: Settings.Source?) -> Settings.Source? {
        switch source {
        case nil: .flag(.profile)
        case .flag: .environment(mark)
        case .environment: .profile(mark, file: mark)
        case .profile: .login(file: mark, origin: nil)
        case .login: .typed
        case .typed: .instance
        case .instance: .sandbox
        case .sandbox: .standard
        case .standard: nil
        }
    }
}

extension ShellWord.Mistake: CaseSamples {
    static func sample(after mistake: ShellWord.Mistake?) -> ShellWord.Mistake? {
        switch mistake {
        case nil: .openQuote
        case .openQuote: .needsShell("|")
        case .needsShell: .noProgram
        case .noProgram: nil
        }
    }
}

extension KeyProgramError.Problem: CaseSamples {
    static func sample(after problem: KeyProgramError.Problem?) -> KeyProgramError.Problem? {
        switch problem {
        case nil: .cannotRun(.permissionDenied)
        case .cannotRun: .timedOut(.seconds(120))
        case .timedOut: .exited(1)
        case .exited: .signaled(9)
        case .signaled: .tooMuchOutput
        case .tooMuchOutput: .noKey
        case .noKey: nil
        }
    }
}
