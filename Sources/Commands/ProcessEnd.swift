import Foundation

/// Ends the process; inside a command the name `exit` belongs to the argument parser.
enum ProcessEnd {
    static func now(_ code: Int32) -> Never { exit(code) }
    static func now(_ code: ExitCode) -> Never { exit(code.rawValue) }
}
