@preconcurrency import Dispatch
import Files
import Foundation
import Localization
import SystemPackage
import Terminal

/// What is piped into the program.
enum StandardInput {
    /// The time after which a pipe that does not end is told of.
    private static let patience = DispatchTimeInterval.seconds(1)
    private static let maximumSize = 64 << 20

    /// Whether somebody types there.
    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Drops what has been typed before a question was shown.
    static func dropTypedAhead() { tcflush(STDIN_FILENO, TCIFLUSH) }

    /// Reads text to the end, or returns `nil` where standard input is a terminal or closed.
    ///
    /// - Throws: ``CommandFailure`` where it is no UTF-8 text or cannot be read.
    static func text(_ console: CommandContext.Console) throws -> String? {
        guard let bytes = try bytes(console) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(
                localized("Standard input is not UTF-8 text; -a - attaches an image that is piped in."), .badData)
        }
        return text
    }

    /// Reads to the end, or returns `nil` where standard input is a terminal.
    ///
    /// - Throws: ``CommandFailure`` where it cannot be read.
    static func bytes(_ console: CommandContext.Console) throws -> [UInt8]? {
        guard !isTerminal else { return nil }
        let notice = DispatchWorkItem {
            console.note(localized("Waiting for standard input to end (Ctrl-C stops; use < /dev/null to skip it)."))
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: notice)
        defer { notice.cancel() }
        do throws(FileError) {
            return try WholeFile.read(.standardInput, path: "-", limit: maximumSize)
        } catch {
            switch error.cause {
            case .system(.badFileDescriptor): return []
            case .tooLarge:
                throw CommandFailure(localized("Standard input is larger than \(maximumSize >> 20) MiB."), .badData)
            default: throw CommandFailure(localized("Standard input cannot be read: \(error.reason)."), .missingInput)
            }
        }
    }
}
