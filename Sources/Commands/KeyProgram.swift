import Settings
import Subprocess

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
    /// - Throws: ``KeyProgramError``.
    func key() async throws -> APIKey {
        let (status, output) = try await withThrowingTaskGroup(of: (TerminationStatus, [UInt8])?.self) { group in
            group.addTask { try await run() }
            group.addTask { [patience] in
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else {
                throw failure(.timedOut(patience))
            }
            return result
        }
        switch status {
        case .exited(0): break
        case .exited(let code): throw failure(.exited(Int32(clamping: code)))
        case .signaled(let number): throw failure(.signaled(Int32(clamping: number)))
        }
        guard let key = KeyCommand.key(inOutput: output) else {
            throw failure(.noKey)
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
            throw failure(Self.problem(error))
        }
    }

    private static func result(
        _ configuration: Configuration, input: some InputProtocol
    ) async throws -> (TerminationStatus, [UInt8]) {
        let result = try await Subprocess.run(
            configuration, input: input, output: .bytes(limit: maximumOutput), error: .currentStandardError)
        return (result.terminationStatus, result.standardOutput)
    }

    private static func problem(_ error: SubprocessError) -> KeyProgramError.Problem {
        switch error.code {
        case .outputLimitExceeded: .tooMuchOutput
        default: .cannotRun(error.underlyingError)
        }
    }

    private func failure(_ problem: KeyProgramError.Problem) -> KeyProgramError {
        KeyProgramError(program: command.content.program, source: command.source, problem: problem)
    }
}
