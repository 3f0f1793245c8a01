import CPseudoTerminal
import Foundation

/// Programs that the one under test has started, and that no test is the parent of.
extension Program {
    struct StillRunning: Error {
        var process: pid_t
    }

    /// The ids of the processes whose command line matches a regular expression.
    func processes(like pattern: String) async throws -> [pid_t] {
        let found = try await run(executable: "/usr/bin/env", ["pgrep", "-f", "--", pattern])
        return found.output.split(separator: "\n").compactMap { pid_t($0) }
    }

    /// Waits until there is none of them any more.
    func waitForEnd(ofAllLike pattern: String) async throws {
        while case let found = try await processes(like: pattern), !found.isEmpty {
            for process in found { try await Self.waitForEnd(of: process) }
        }
    }

    private static func waitForEnd(of process: pid_t) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
                if cc_wait_for_end(process, 60_000) == 1 {
                    continuation.resume()
                } else {
                    continuation.resume(throwing: StillRunning(process: process))
                }
            }
        }
    }
}
