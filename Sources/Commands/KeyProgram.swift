import ChildProcesses
import Foundation
import Localization
import Settings
import SystemPackage
import Terminal

/// Runs the command that gives the key.
struct KeyProgram: Sendable {
    /// How long somebody may take to type a passphrase.
    static let standardPatience = Duration.seconds(120)
    /// The time after which it is said what is waited for; not by a spinner, which would write over the command's question.
    private static let quietTime = Duration.seconds(2)
    /// How often the command is looked at.
    private static let pace = Duration.milliseconds(10)
    /// More output than this is no key, in bytes.
    private static let maximumOutput = 65_536

    let command: Settings.Value<KeyCommand>
    var patience = standardPatience
    /// Is told once that the command takes its time.
    var tell: @Sendable (String) -> Void = { _ in }

    /// The key: the first line that the command writes.
    ///
    /// The command asks its questions at the terminal. What is piped into this program is not for it, and what it
    /// writes is never shown. Where the task is cancelled or a signal ends this program, it ends too, with all that it
    /// has started.
    ///
    /// - Throws: ``KeyProgramError``; ``Interrupted`` where Ctrl-C ended the command.
    func key() async throws -> APIKey {
        let (ending, output) = try await run()
        if output.count > Self.maximumOutput { throw failure(.tooMuchOutput) }
        switch ending {
        case .exited(0): break
        case .exited(let code): throw failure(.exited(code))
        case .signaled(let number) where number == SignalWatch.interrupt || number == SignalWatch.quit:
            throw Interrupted(signal: number)
        case .signaled(let number): throw failure(.signaled(number))
        }
        guard let key = KeyCommand.key(inOutput: output) else { throw failure(.noKey) }
        return key
    }

    private func run() async throws -> (ChildGroup.Ending, [UInt8]) {
        let words = command.content.words
        guard let program = ChildProgram(named: command.content.program, arguments: Array(words.dropFirst())) else {
            throw failure(.cannotRun(nil))
        }
        let (group, reader) = try start(program)
        defer { try? reader.close() }
        do { return try await watch(group, reader) } catch {
            group.end()
            throw error
        }
    }

    private func start(_ program: ChildProgram) throws -> (ChildGroup, FileDescriptor) {
        do {
            let pipe = try FileDescriptor.pipe()
            defer { try? pipe.writeEnd.close() }
            do {
                _ = fcntl(pipe.readEnd.rawValue, F_SETFL, O_NONBLOCK)
                let null = StandardInput.isTerminal ? nil : try FileDescriptor.open("/dev/null", .readOnly)
                defer { try? null?.close() }
                return (try ChildGroup.start(program, .init(input: null, output: pipe.writeEnd)), pipe.readEnd)
            } catch {
                try? pipe.readEnd.close()
                throw error
            }
        } catch {
            throw failure(.cannotRun(error as? Errno))
        }
    }

    /// Reads until the command ends; what it has started may go on, and hold the pipe open.
    private func watch(_ group: ChildGroup, _ reader: FileDescriptor) async throws -> (ChildGroup.Ending, [UInt8]) {
        let start = ContinuousClock.now
        var output: [UInt8] = []
        var hasTold = false
        while true {
            take(from: reader, into: &output)
            if output.count > Self.maximumOutput { throw failure(.tooMuchOutput) }
            if let ending = group.ending() {
                take(from: reader, into: &output)
                return (ending, output)
            }
            try await Task.sleep(for: Self.pace)
            let waited = ContinuousClock.now - start
            if waited > patience { throw failure(.timedOut(patience)) }
            if waited > Self.quietTime, !hasTold {
                hasTold = true
                tell(
                    localized(
                        "Waiting for \(command.content.program), the command that gives the key (\(command.source))."))
            }
        }
    }

    /// Takes what is there, up to a little more than a key may be.
    private func take(from reader: FileDescriptor, into output: inout [UInt8]) {
        var block = [UInt8](repeating: 0, count: 4096)
        while output.count <= Self.maximumOutput,
            let count = try? block.withUnsafeMutableBytes({ try reader.read(into: $0) }), count > 0
        {
            output += block[..<count]
        }
    }

    private func failure(_ problem: KeyProgramError.Problem) -> KeyProgramError {
        KeyProgramError(program: command.content.program, source: command.source, problem: problem)
    }
}
