import Files
import SystemPackage

@testable import Batch

extension MergeError: CaseSamples {
    static func sample(after error: MergeError?) -> MergeError? {
        let file = FileError(path: mark, .permissionDenied)
        return switch error {
        case nil: .nothingFound(mark)
        case .nothingFound: .unreadable(file)
        case .unreadable: .changedPart(mark)
        case .changedPart: .sameFile(output: mark, other: mark)
        case .sameFile: .sameList(mark, other: mark)
        case .sameList: .inputNotAFile(mark)
        case .inputNotAFile: .foreignOutput(mark, line: 4)
        case .foreignOutput: .losesResults(mark, count: 3)
        case .losesResults: .lockedOutput(mark)
        case .lockedOutput: .notAList(mark)
        case .notAList: .unwritable(file)
        case .unwritable: .partlyWritten(file)
        case .partlyWritten: nil
        }
    }
}
