import Settings
import Subprocess
import Terminal

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Runs the command that gives the key.
struct KeyProgram: Sendable {
    /// How long somebody may take to type a passphrase.
    static let standardPatience = Duration.seconds(120)
    /// More output than this is no key, in bytes.
    private static let maximumOutput = 65_536

    let command: Settings.Value<KeyCommand>
    var patience = standardPatience

    /// The key: the first line that the command writes.
    ///
    /// The command asks its questions at the terminal. What is piped into this program is not for it, and what it
    /// writes is never shown.
    ///
    /// - Throws: ``CommandFailure`` that names the command and how it ended.
    func key() async throws -> APIKey {
        let (status, output) = try await withThrowingTaskGroup(of: (TerminationStatus, [UInt8])?.self) { group in
            group.addTask { try await run() }
            group.addTask { [patience] in
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else {
                throw failure("did not end within \(Int(patience / .seconds(1))) s")
            }
            return result
        }
        switch status {
        case .exited(0): break
        case .exited(let code): throw failure("ended with exit status \(code)")
        case .signaled(let number): throw failure("was ended by signal \(number)")
        }
        guard let key = KeyCommand.key(inOutput: output) else {
            throw failure("printed no key: its first line should hold the key and nothing else")
        }
        return key
    }

    private func run() async throws -> (TerminationStatus, [UInt8]) {
        let words = command.content.words
        let program = command.content.program
        let executable: Executable =
            program.utf8.contains(UInt8(ascii: "/")) ? .path(FilePath(program)) : .name(program)
        let configuration = Configuration(executable: executable, arguments: Arguments(Array(words.dropFirst())))
        do {
            let result =
                StandardInput.isTerminal
                ? try await Self.result(configuration, input: .currentStandardInput)
                : try await Self.result(configuration, input: .none)
            return result
        } catch let error as SubprocessError {
            if Task.isCancelled { throw CancellationError() }
            throw failure(Self.reason(error))
        }
    }

    private static func result(
        _ configuration: Configuration, input: some InputProtocol
    ) async throws -> (TerminationStatus, [UInt8]) {
        let result = try await Subprocess.run(
            configuration, input: input, output: .bytes(limit: maximumOutput), error: .currentStandardError)
        return (result.terminationStatus, result.standardOutput)
    }

    private static func reason(_ error: SubprocessError) -> String {
        switch error.code {
        case .outputLimitExceeded: "printed more than a key"
        default:
            if let code = error.underlyingError {
                "cannot be run: \(code.description.lowercased())"
            } else {
                "cannot be run: no such program"
            }
        }
    }

    private func failure(_ what: String) -> CommandFailure {
        CommandFailure(
            "The command \(ControlCharacterFilter.filterLine(command.content.program)) (\(command.source)) \(what).",
            .configuration)
    }
}
