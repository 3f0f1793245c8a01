import Foundation
import Subprocess
import Testing

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

extension Program {
    /// What a run left behind, byte for byte.
    struct RawOutcome: Sendable {
        var status: TerminationStatus
        var output: [UInt8]
        var error: [UInt8]
        var wasKilled: Bool

        /// The signal that ended the program, where one did.
        var signal: Int32? {
            switch status {
            case .exited: nil
            case .signaled(let number): number
            }
        }

        /// The exit code as a shell would show it.
        var code: Int32 {
            switch status {
            case .exited(let code): code
            case .signaled(let number): 128 + number
            }
        }
    }

    /// A run that takes longer has failed; nothing is timed by it.
    private static let patience = Duration.seconds(100)
    /// No run needs so much address space, in KiB, and no fault of one may take the machine's memory.
    ///
    /// A sanitizer reserves far more than it uses.
    private static let addressSpace = isSanitized ? "unlimited" : "4194304"
    /// No run has so much to say, in bytes.
    private static let maximumOutput = 256 << 20

    /// Runs the program to its end, or kills it once it has clearly lost its way.
    ///
    /// - Parameter interruption: The program gets a SIGINT at the first element.
    func runBounded(
        _ arguments: [String], input: String = "", interruption: AsyncStream<Void>? = nil
    ) async throws -> RawOutcome {
        // The program says so where it waits for a pipe, which a busy machine may close late.
        let nothing = input.isEmpty ? " < /dev/null" : ""
        let script = "ulimit -v \(Self.addressSpace) 2>/dev/null; exec \"$0\" \"$@\"\(nothing)"
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: Arguments(["-c", script, Self.path] + arguments),
            environment: .custom(
                Dictionary(
                    uniqueKeysWithValues: environment.map { (Environment.Key(rawValue: $0.key) ?? "", $0.value) })),
            workingDirectory: FilePath(folder.path), input: .string(input), output: .sequence,
            error: .bytes(limit: 256 << 20)
        ) { execution in
            let watchdog = Task {
                try await Task.sleep(for: Self.patience)
                try execution.send(signal: .kill)
            }
            let interrupter = Task {
                guard let interruption else { return }
                for await _ in interruption {
                    try execution.send(signal: .interrupt)
                    return
                }
            }
            var bytes: [UInt8] = []
            for try await piece in execution.standardOutput {
                if bytes.count < Self.maximumOutput {
                    piece.withUnsafeBytes { bytes.append(contentsOf: $0) }
                } else {
                    try? execution.send(signal: .kill)
                }
            }
            watchdog.cancel()
            interrupter.cancel()
            let wasKilled: Bool
            switch await watchdog.result {
            case .success: wasKilled = true
            case .failure: wasKilled = false
            }
            return (bytes, wasKilled)
        }
        let (output, wasKilled) = result.closureResult
        return RawOutcome(
            status: result.terminationStatus, output: output, error: result.standardError, wasKilled: wasKilled)
    }
}
