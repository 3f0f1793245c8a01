import Batch
import Files
import Localization

/// What keeps a batch from running or from going on.
extension ErrorText {
    static func text(_ error: BatchError) -> String {
        switch error {
        case .repeatedStream("-"): localized("Standard input (-) can be read only once; name it once.")
        case .repeatedStream(let path): localized("\(path) can be read only once; name it once.")
        case .sameFile(let output, let other):
            localized(
                "The \(name(output.role)) \(output.path) is also the \(name(other.role)) \(other.path); "
                    + "choose another with \(flag(output.role)).")
        case .pageOverResults(let page, let results):
            localized("The page \(page) would replace the results \(results); choose another with -o.")
        case .notAPage(let path):
            localized("\(path) exists and is not a page of `batch report`; choose another with -o, or pass --force.")
        case .badLines(let lines, let count): text(lines, count)
        case .lineTooLong(let input, let length, let limit):
            localized("A line of \(name(input: input)) is \(length) bytes long; the most is \(limit).")
        case .staleResults(let stale):
            localized("\(text(stale)). Nothing was changed; pass --rerun-changed if that is meant.")
        case .notAResult(let path, let line): localized("\(path), line \(line), is not a result of a batch.")
        case .unusableInput(let error) where error.cause == .directory:
            localized("The input \(error.path) is a folder; name the files in it.")
        case .unusableInput(let error): localized("The input \(error.path) cannot be read: \(error.reason).")
        case .readingFailed(let error): localized("Reading \(name(input: error.path)) failed: \(error.reason).")
        case .noRoomForCopy(let input):
            localized("There is no room for a copy of \(name(input: input)); use --on-bad-line skip, which needs none.")
        case .unusableOutput(let file, let error):
            localized("The \(name(file.role)) \(file.path) cannot be written: \(error.reason).")
        case .lockedOutput(let path):
            localized("Another run is writing to \(path); wait for it or choose another output.")
        case .contestedOutput(let path):
            localized("Another program makes and removes \(path) at the same time; choose another output with -o.")
        case .movedOutput(let path):
            localized(
                "\(path) was moved while the run wrote to it, and its lines with it; move it back and run this again.")
        case .cutOutput(let path):
            localized(
                "Another program cut \(path) short while the run wrote to it; run this again for what is missing.")
        case .removedOutput(let path, let place) where place == path:
            localized("\(path) was removed while the run wrote to it; what was in it is written anew. Run this again.")
        case .removedOutput(let path, let place):
            localized(
                "\(path) was removed while the run wrote to it; what was in it is in \(place) now. Run this again.")
        case .foreignLine(let role, let path, let line):
            localized(
                "\(path), line \(line), was not written by this program, so nothing was changed; \(wayOut(role)).")
        case .misplacedLine(.failures, let path, let line):
            localized(
                "\(path), line \(line), is a result, not a failure, so nothing was changed; \(wayOut(.failures)).")
        case .misplacedLine(let role, let path, let line):
            localized("\(path), line \(line), is a failure, not a result, so nothing was changed; \(wayOut(role)).")
        case .readerGone: localized("The reader of the output has gone.")
        case .writingFailed(let error): localized("Writing \(error.path) failed: \(error.reason). What is in it stays.")
        case .unwritablePage(let error): localized("The page \(error.path) cannot be written: \(error.reason).")
        case .pool(let error): text(error)
        }
    }

    /// What is said, or asked, of results that the input no longer asks for; without a full stop.
    static func text(_ stale: StaleResults) -> String {
        localized(
            "\(stale.count) of the \(stale.total) results in \(stale.output) \(stale.count, "belongs", "belong") "
                + "to requests that the input no longer asks for, since lines, the model, parameters or the template have "
                + "changed; they would move to \(stale.superseded), and what takes their place would be sent")
    }

    private static func text(_ lines: [BadLine], _ count: Int) -> String {
        var sentences = lines.map { "\(text($0))." }
        if count > lines.count { sentences.append(localized("… and \(count - lines.count) more.")) }
        let summary =
            count == 1
            ? localized(
                "A line of the input cannot be sent, so nothing was sent; correct the input or use --on-bad-line skip.")
            : localized(
                "\(count) lines of the input cannot be sent, so nothing was sent; correct the input or use "
                    + "--on-bad-line skip.")
        return ([summary] + sentences).joined(separator: "\n")
    }

    private static func name(input: String) -> Message {
        input == "-" ? Message("standard input") : Message(verbatim: input)
    }

    private static func name(_ role: RunFile.Role) -> Message {
        switch role {
        case .output(.results): Message("output")
        case .output(.failures): Message("file for failures")
        case .output(.superseded): Message("file for superseded results")
        case .input: Message("input")
        case .other(let what): Message(verbatim: what)
        }
    }

    private static func flag(_ role: RunFile.Role) -> String {
        switch role {
        case .output(.failures): "--errors"
        case .output(.results), .output(.superseded), .input, .other: "-o"
        }
    }

    private static func wayOut(_ role: JournalRole) -> Message {
        switch role {
        case .results: Message("choose another output with -o")
        case .failures: Message("choose another file for failures with --errors")
        case .superseded: Message("move it away, or choose another output with -o")
        }
    }
}
