import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import ChildProcesses

@Suite(.timeLimit(.minutes(1))) struct PipedProgramTests {
    /// What a shell script wrote, and how it ended.
    private final class Record: Sendable {
        struct Held: Sendable {
            var output: [UInt8] = []
            var error: [UInt8] = []
            var endings: [ChildGroup.Ending] = []
        }

        let held = Mutex(Held())
        let ends: AsyncStream<Void>
        let inputEnds: AsyncStream<Void>
        private let end: AsyncStream<Void>.Continuation
        private let inputEnd: AsyncStream<Void>.Continuation

        init() {
            (ends, end) = AsyncStream.makeStream(of: Void.self)
            (inputEnds, inputEnd) = AsyncStream.makeStream(of: Void.self)
        }

        func take(_ event: PipedProgram.Event) {
            held.withLock { held in
                switch event {
                case .output(let bytes): held.output += bytes
                case .error(let bytes): held.error += bytes
                case .ended(let ending): held.endings.append(ending)
                case .outputEnded, .inputEnded: break
                }
            }
            if case .ended = event { end.finish() }
            if case .inputEnded = event { inputEnd.finish() }
        }

        var output: String { held.withLock { String(decoding: $0.output, as: UTF8.self) } }
        var endings: [ChildGroup.Ending] { held.withLock { $0.endings } }
    }

    private static func start(_ script: String, folder: String? = nil) async throws -> (PipedProgram, Record) {
        let record = Record()
        let program = try #require(ChildProgram(named: "sh", arguments: ["-c", script]))
        let piped = try await PipedProgram.start(
            program, environment: ["A=b", "PATH=/usr/bin:/bin", "CLOUDCOMPUTE_API_KEY=k"], folder: folder,
            tell: { record.take($0) })
        return (piped, record)
    }

    private static func wait(_ record: Record) async { for await _ in record.ends {} }

    @Test func whatIsWrittenComesBackWhole() async throws {
        let (piped, record) = try await Self.start("cat")
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(piped.write(block) && piped.write(block))
        piped.closeInput()
        await Self.wait(record)
        #expect(record.output.utf8.count == 2 << 20)
        #expect(record.endings == [.exited(0)])
        #expect(!piped.write([0]))
    }

    @Test func itHasASessionItsVariablesAndItsFolder() async throws {
        let (_, record) = try await Self.start("ps -o sid= -p $$; echo $$; env | sort; pwd", folder: "/usr")
        await Self.wait(record)
        let lines = record.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.count > 3 && lines[0] == lines[1])
        #expect(lines.contains("A=b") && lines.last == "/usr" && !record.output.contains("API_KEY"))
    }

    @Test func aProgramThatReadsNoMoreIsNoSignal() async throws {
        let (piped, record) = try await Self.start("exec 0<&-; exec tail -f /dev/null")
        piped.write([UInt8](repeating: 0, count: 1 << 20))
        for await _ in record.inputEnds {}
        await piped.end(.terminate)
        #expect(record.endings == [.signaled(SIGTERM)])
    }

    @Test func theOrderOfEndingIsInputThenTerm() async throws {
        let (polite, politeRecord) = try await Self.start("cat; echo bye")
        await polite.end()
        #expect(politeRecord.output == "bye\n" && politeRecord.endings == [.exited(0)])
        let (told, toldRecord) = try await Self.start("trap 'echo told; exit 3' TERM; tail -f /dev/null & wait")
        await told.end()
        #expect(toldRecord.output == "told\n" && toldRecord.endings == [.exited(3)])
    }

    @Test(arguments: ["trap '' TERM; while :; do tail -f /dev/null; done", "exit 0"])
    func whatAProgramStartedEndsWithIt(script: String) async throws {
        let pipe = FileManager.default.temporaryDirectory.appending(path: "pipe \(UUID().uuidString)").path
        #expect(mkfifo(pipe, 0o600) == 0)
        defer { try? FileManager.default.removeItem(atPath: pipe) }
        let (piped, record) = try await Self.start("exec 9> '\(pipe)'; tail -f /dev/null & \(script)")
        // The child holds the pipe, and so the end of that is the child's.
        let reader = try FileHandle(forReadingFrom: URL(filePath: pipe))
        await piped.end()
        #expect(try reader.readToEnd() == nil)
        #expect(record.endings == [script.hasPrefix("exit") ? .exited(0) : .signaled(SIGKILL)])
    }

    @Test func aProgramThatIsNotThereIsAnErrorOfTheStart() async throws {
        await #expect(throws: Errno.noSuchFileOrDirectory) {
            try await PipedProgram.start(
                ChildProgram(path: "/no/such", arguments: []), environment: [], folder: nil, tell: { _ in })
        }
        await #expect(throws: Errno.noSuchFileOrDirectory) {
            try await PipedProgram.start(
                ChildProgram(path: "/bin/sh", arguments: []), environment: [], folder: "/no/such", tell: { _ in })
        }
    }

    @Test func theStepsToTheEndAreTwoSecondsApart() {
        var ending = EndingSequence()
        #expect(ending.step(now: .seconds(9)) == nil && ending.deadline == nil)
        ending.begin(.closeInput, now: .seconds(1))
        ending.begin(.kill, now: .seconds(1))
        #expect(ending.step(now: .seconds(1)) == .closeInput && ending.step(now: .seconds(2)) == nil)
        #expect(ending.step(now: .seconds(3)) == .terminate && ending.deadline == .seconds(5))
        #expect(
            ending.step(now: .seconds(9)) == .kill && ending.deadline == nil && ending.step(now: .seconds(99)) == nil)
    }
}
