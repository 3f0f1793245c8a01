import Files
import Localization
import SystemPackage

@testable import PromptTemplates
@testable import YAML

extension PromptTemplateError.Reason: CaseSamples {
    static func sample(after reason: PromptTemplateError.Reason?) -> PromptTemplateError.Reason? {
        switch reason {
        case nil: .unreadable(FileError(path: mark, .noSuchFileOrDirectory))
        case .unreadable: .notText
        case .notText: .openFrontMatter
        case .openFrontMatter: .empty
        case .empty: .frontMatter(YAMLError(problem: .notAName, line: 1))
        case .frontMatter: .unknownEntry(mark, known: ["model"])
        case .unknownEntry: .missingValues([mark, "b"])
        case .missingValues: nil
        }
    }
}

extension YAMLError.Problem: CaseSamples {
    static func sample(after problem: YAMLError.Problem?) -> YAMLError.Problem? {
        switch problem {
        case nil: .tooLarge(maximumNodes: 20_000, maximumDepth: 200)
        case .tooLarge: .tooManyAliases(maximum: 32)
        case .tooManyAliases: .notYAML(Message(verbatim: mark))
        case .notYAML: .notAMapping
        case .notAMapping: .notAName
        case .notAName: .notText(entry: mark)
        case .notText: nil
        }
    }
}

extension FileError.Cause: CaseSamples {
    static func sample(after cause: FileError.Cause?) -> FileError.Cause? {
        switch cause {
        case nil: .system(.noSpace)
        case .system: .tooLarge(limit: 64 << 20)
        case .tooLarge: .locked
        case .locked: .notLockable(.notSupported)
        case .notLockable: .directory
        case .directory: .replaced
        case .replaced: .notRegular
        case .notRegular: .unwritten(seconds: 5)
        case .unwritten: .silent(seconds: 60)
        case .silent: nil
        }
    }
}
