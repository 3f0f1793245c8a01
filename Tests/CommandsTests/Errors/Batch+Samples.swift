import Files
import Localization
import SystemPackage

@testable import Batch

extension BatchError: CaseSamples {
    static func sample(after error: BatchError?) -> BatchError? {
        let file = FileError(path: mark, .permissionDenied)
        return switch error {
        case nil: .repeatedStream(mark)
        case .repeatedStream: .sameFile(RunFile(.output(.results), mark), RunFile(.other("template"), mark))
        case .sameFile: .pageOverResults(page: mark, results: mark)
        case .pageOverResults: .notAPage(mark)
        case .notAPage: .badLines([BadLine(file: mark, line: 2, InputLineError(column: 7, .noModel))], count: 2)
        case .badLines: .lineTooLong(input: mark, length: 9, limit: 8)
        case .lineTooLong: .staleResults(StaleResults(count: 3, total: 20, output: mark, superseded: mark))
        case .staleResults: .notAResult(mark, line: 4)
        case .notAResult: .unusableInput(FileError(path: mark, .directory))
        case .unusableInput: .readingFailed(file)
        case .readingFailed: .noRoomForCopy(input: mark)
        case .noRoomForCopy: .unusableOutput(RunFile(.output(.failures), mark), file)
        case .unusableOutput: .lockedOutput(mark)
        case .lockedOutput: .contestedOutput(mark)
        case .contestedOutput: .movedOutput(mark)
        case .movedOutput: .cutOutput(mark)
        case .cutOutput: .removedOutput(mark, savedAs: mark)
        case .removedOutput: .foreignLine(.superseded, mark, line: 1)
        case .foreignLine: .misplacedLine(.failures, mark, line: 1)
        case .misplacedLine: .readerGone
        case .readerGone: .writingFailed(file)
        case .writingFailed: .unwritablePage(file)
        case .unwritablePage: .pool(.foreignFolder(mark, entry: mark))
        case .pool: nil
        }
    }
}

extension PoolError: CaseSamples {
    static func sample(after error: PoolError?) -> PoolError? {
        let file = FileError(path: mark, .permissionDenied)
        return switch error {
        case nil: .unusableFolder(file)
        case .unusableFolder: .foreignFolder(mark, entry: mark)
        case .foreignFolder: .inputNotAFile(mark)
        case .inputNotAFile: .otherInput(mark, lines: 3, poolLines: 2)
        case .otherInput: .otherRequests(mark)
        case .otherRequests: .unreadableDescription(mark)
        case .unreadableDescription: .unfitFileSystem(mark, .locks, file)
        case .unfitFileSystem: nil
        }
    }
}

extension InputLineError.Problem: CaseSamples {
    static func sample(after problem: InputLineError.Problem?) -> InputLineError.Problem? {
        switch problem {
        case nil: .tooLong(9, limit: 8)
        case .tooLong: .notUTF8
        case .notUTF8: .notJSON(Message(verbatim: mark))
        case .notJSON: .neitherObjectNorString
        case .neitherObjectNorString: .unknownForm
        case .unknownForm: .badCustomID
        case .badCustomID: .halfCharacterInCustomID
        case .halfCharacterInCustomID: .repeatedCustomID
        case .repeatedCustomID: .customIDOfUnnamedLine(mark)
        case .customIDOfUnnamedLine: .nameIsCustomID(mark)
        case .nameIsCustomID: .repeatedInput(mark)
        case .repeatedInput: .otherMethod
        case .otherMethod: .otherURL
        case .otherURL: .bodyNotAnObject
        case .bodyNotAnObject: .noMessages(inBody: true)
        case .noMessages: .noModel
        case .noModel: .promptNotAString
        case .promptNotAString: .systemNotAString
        case .systemNotAString: .unknownField(mark)
        case .unknownField: .missingValues([mark, "b"], template: mark)
        case .missingValues: .changedMeanwhile
        case .changedMeanwhile: .unreadable
        case .unreadable: nil
        }
    }
}
