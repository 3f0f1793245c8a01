import Batch
import Files
import Localization
import SystemPackage

/// What keeps outputs from being merged or looked at, and runs from telling of themselves.
extension ErrorText {
    static func text(_ failure: StatusFile.Failure) -> String {
        switch failure {
        case .foreign(let path):
            localized(
                "\(path) was not written by this program and stays; `batch status` counts the lines of the output instead."
            )
        case .unwritable(let error):
            localized(
                "\(error.path) cannot be written (\(error.reason)); `batch status` counts the lines of the output instead."
            )
        }
    }

    static func text(_ error: MergeError) -> String {
        switch error {
        case .nothingFound(let name):
            localized("\(name) holds no output of a run; name files of results, a folder or a pattern of them.")
        case .unreadable(let error) where error.cause == .system(.noSuchFileOrDirectory):
            localized("There is no output \(error.path), and no shard of it; name what the run was given with -o.")
        case .unreadable(let error): localized("\(error.path) cannot be read: \(error.reason).")
        case .changedPart(let path):
            localized("\(path) was rewritten while it was read, so nothing was changed; run this again.")
        case .sameFile(let output, let other) where output == other:
            localized("The output \(output) is also one of the files that are merged; choose another with -o.")
        case .sameFile(let output, let other):
            localized(
                "The output \(output) and the file \(other), which this reads too, are the same file; choose another with -o."
            )
        case .sameList(let list, let other) where list == other:
            localized(
                "The list \(list) is also one of the files that this reads or writes; choose another with --list.")
        case .sameList(let list, let other):
            localized(
                "The list \(list) and the file \(other), which this reads or writes too, are the same file; "
                    + "choose another with --list.")
        case .inputNotAFile(let path):
            localized("\(path) is not a file; write it to a file first, or give it as standard input with --input -.")
        case .foreignOutput(let path, let line):
            localized(
                "\(path), line \(line), was not written by this program, so nothing was changed; choose another output "
                    + "with -o.")
        case .losesResults(let path, let count):
            localized(
                "\(path) holds \(count) \(count, "result", "results") that no part has, so nothing was changed; "
                    + "name it as a part and choose another output with -o.")
        case .lockedOutput(let path):
            localized("A run is writing to \(path); wait for it or choose another output with -o.")
        case .notAList(let path):
            localized("\(path) exists and is not a list of `batch merge`; choose another with --list.")
        case .unwritable(let error): localized("\(error.path) cannot be written: \(error.reason). Nothing was changed.")
        case .partlyWritten(let error):
            localized(
                "\(error.path) cannot be written: \(error.reason). Other files of this merge may be in their places already; "
                    + "run this again.")
        }
    }
}
