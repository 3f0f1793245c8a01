import Batch
import Files

/// What keeps a batch from running or from going on.
extension ErrorText {
    static func text(_ error: BatchError) -> String {
        switch error {
        case .repeatedStream(let path):
            "\(path == "-" ? "Standard input (-)" : path) can be read only once; name it once."
        case .sameFile(let output, let other):
            "The \(name(output.role)) \(output.path) is also the \(name(other.role)) \(other.path); "
                + "choose another with \(flag(output.role))."
        case .pageOverResults(let page, let results):
            "The page \(page) would replace the results \(results); choose another with -o."
        case .notAPage(let path):
            "\(path) exists and is not a page of `batch report`; choose another with -o, or pass --force."
        case .badLines(let lines, let count): text(lines, count)
        case .lineTooLong(let input, let length, let limit):
            "A line of \(name(input: input)) is \(length) bytes long; the most is \(limit)."
        case .staleResults(let stale):
            "\(text(stale)). Nothing was changed; pass --rerun-changed if that is meant."
        case .notAResult(let path, let line): "\(path), line \(line), is not a result of a batch."
        case .unusableInput(let error) where error.cause == .directory:
            "The input \(error.path) is a folder; name the files in it."
        case .unusableInput(let error): "The input \(error.path) cannot be read: \(error.reason)."
        case .readingFailed(let error): "Reading \(name(input: error.path)) failed: \(error.reason)."
        case .noRoomForCopy(let input):
            "There is no room for a copy of \(name(input: input)); use --on-bad-line skip, which needs none."
        case .unusableOutput(let file, let error):
            "The \(name(file.role)) \(file.path) cannot be written: \(error.reason)."
        case .lockedOutput(let path): "Another run is writing to \(path); wait for it or choose another output."
        case .contestedOutput(let path):
            "Another program makes and removes \(path) at the same time; choose another output with -o."
        case .movedOutput(let path):
            "\(path) was moved while the run wrote to it, and its lines with it; move it back and run this again."
        case .cutOutput(let path):
            "Another program cut \(path) short while the run wrote to it; run this again for what is missing."
        case .removedOutput(let path, let place):
            "\(path) was removed while the run wrote to it; what was in it "
                + (place == path ? "is written anew" : "is in \(place) now") + ". Run this again."
        case .foreignLine(let role, let path, let line):
            "\(path), line \(line), was not written by this program, so nothing was changed; \(wayOut(role))."
        case .misplacedLine(.failures, let path, let line):
            "\(path), line \(line), is a result, not a failure, so nothing was changed; \(wayOut(.failures))."
        case .misplacedLine(let role, let path, let line):
            "\(path), line \(line), is a failure, not a result, so nothing was changed; \(wayOut(role))."
        case .readerGone: "The reader of the output has gone."
        case .writingFailed(let error): "Writing \(error.path) failed: \(error.reason). What is in it stays."
        case .unwritablePage(let error): "The page \(error.path) cannot be written: \(error.reason)."
        case .pool(let error): text(error)
        }
    }

    /// What is said, or asked, of results that the input no longer asks for; without a full stop.
    static func text(_ stale: StaleResults) -> String {
        "\(stale.count) of the \(stale.total) results in \(stale.output) \(stale.count == 1 ? "belongs" : "belong") "
            + "to requests that the input no longer asks for, since lines, the model, parameters or the template have "
            + "changed; they would move to \(stale.superseded), and what takes their place would be sent"
    }

    private static func text(_ lines: [BadLine], _ count: Int) -> String {
        var sentences = lines.map { "\(text($0))." }
        if count > lines.count { sentences.append("… and \(count - lines.count) more.") }
        let subject = count == 1 ? "A line of the input cannot" : "\(count) lines of the input cannot"
        return "\(subject) be sent, so nothing was sent; correct the input or use --on-bad-line skip.\n"
            + sentences.joined(separator: "\n")
    }

    private static func name(input: String) -> String { input == "-" ? "standard input" : input }

    private static func name(_ role: RunFile.Role) -> String {
        switch role {
        case .output(.results): "output"
        case .output(.failures): "file for failures"
        case .output(.superseded): "file for superseded results"
        case .input: "input"
        case .other(let what): what
        }
    }

    private static func flag(_ role: RunFile.Role) -> String {
        switch role {
        case .output(.failures): "--errors"
        case .output(.results), .output(.superseded), .input, .other: "-o"
        }
    }

    private static func wayOut(_ role: JournalRole) -> String {
        switch role {
        case .results: "choose another output with -o"
        case .failures: "choose another file for failures with --errors"
        case .superseded: "move it away, or choose another output with -o"
        }
    }
}
