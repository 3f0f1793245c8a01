import ChildProcesses
import Files
import Localization
import Synchronization
import SystemPackage

/// A server that is a program of this machine: a message a line.
final class ProgramTransport: MCPTransport {
    private struct Held: Sendable {
        var program: PipedProgram?
        var lines = LineSplitter()
        var errorTail = OutputTail(limit: 64 << 10)
        var isEnding = false
    }

    private let server: ServerProgram
    private let held = Mutex(Held())

    init(_ server: ServerProgram) { self.server = server }

    var errorLines: [String] { held.withLock { $0.errorTail.lines(last: 10) } }

    func start(_ tell: @escaping @Sendable (MCPTransportEvent) -> Void) async throws(ServerFailure) {
        guard
            let program = ChildProgram(
                named: server.command, arguments: server.arguments, path: server.searchPath)
        else { throw .cannotStart(program: server.command, reason: Message("no such program in PATH")) }
        if let folder = server.folder, (try? FileStatus.of(folder))?.kind != .directory {
            throw .cannotStart(program: server.command, reason: Message("its folder \(folder) is not there"))
        }
        let piped: PipedProgram
        do {
            piped = try await PipedProgram.start(
                program, environment: server.environment, folder: server.folder,
                tell: { [weak self] event in self?.take(event, tell) })
        } catch {
            throw .cannotStart(program: server.command, reason: Message(ofSystem: error.description))
        }
        let isEnding = held.withLock { held in
            held.program = piped
            return held.isEnding
        }
        if isEnding { piped.beginEnding() }
    }

    private func take(_ event: PipedProgram.Event, _ tell: @Sendable (MCPTransportEvent) -> Void) {
        switch event {
        case .output(let bytes):
            let (lines, limit) = held.withLock { held in
                let lines = held.lines.push(bytes)
                return (lines, held.lines.isOverlong ? held.lines.limit : nil)
            }
            for line in lines { tell(.message(line)) }
            if let limit { tell(.lineTooLong(limit: limit)) }
        case .error(let bytes):
            held.withLock { $0.errorTail.push(bytes) }
            tell(.errorText(bytes.count))
        // One that reads or writes no more is of no use, and how it ends is told once it has.
        case .outputEnded, .inputEnded: held.withLock { $0.program }?.beginEnding()
        case .ended(.exited(let status)): tell(.ended(Message("exit status \(status)")))
        case .ended(.signaled(let signal)): tell(.ended(Message("signal \(signal)")))
        }
    }

    func send(_ message: MCPMessage) {
        guard let program = held.withLock({ $0.program }) else { return }
        // What one does not read for long is not kept without end.
        if !program.write(message.bytes + [0x0A]) { program.beginEnding(.terminate) }
    }

    func abandon(_ request: Int) {}

    func end() async {
        let program = held.withLock { held in
            held.isEnding = true
            return held.program
        }
        await program?.end()
    }
}

/// The end of what a program writes.
struct OutputTail: Sendable {
    let limit: Int
    private var bytes: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    mutating func push(_ more: [UInt8]) {
        bytes += more
        // Not at each piece, lest every one moves all others.
        if bytes.count > limit * 2 { bytes.removeFirst(bytes.count - limit) }
    }

    /// The text, from the first whole character on.
    var text: String {
        let tail = bytes.suffix(limit)
        let start = bytes.count > limit ? tail.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count : 0
        return String(decoding: tail.dropFirst(start), as: UTF8.self)
    }

    /// The last lines that say something.
    func lines(last count: Int) -> [String] {
        let lines = text.split { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        let telling = lines.filter { $0.contains { !$0.isWhitespace } }.suffix(count)
        return telling.map { VisibleText.cut(String($0), to: 500) }
    }
}
