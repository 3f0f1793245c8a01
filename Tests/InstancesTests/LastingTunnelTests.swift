import Foundation
import Synchronization
import Testing

@testable import Instances

@Suite(.timeLimit(.minutes(2))) struct LastingTunnelTests {
    /// Counts its runs, and ends at a line in the pipe `end`.
    private static let script = "echo run >> runs; read -r line < end; echo 'broken pipe' >&2; exit 9"

    private static func end(_ tunnel: Tunnel, by pipe: NamedPipe) async throws {
        try pipe.go()
        _ = try await tunnel.waitForEnd()
    }

    @Test func aTunnelThatEndedIsOpenedOnceForAllWhoNeedIt() async throws {
        try await FakeSSH.with(FakeSSH.saysReady, Self.script) { ssh in
            let told = Mutex<[SSHEnding]>([])
            let pipe = try ssh.pipe("end")
            let first = try await ssh.open()
            let lasting = LastingTunnel(first, open: { try await ssh.open() }) { ending in
                told.withLock { $0.append(ending) }
            }
            #expect(try await lasting.socketPath() == first.socketPath)
            try await Self.end(first, by: pipe)
            let paths = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await lasting.socketPath() } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(paths.count == 1 && !paths.contains(first.socketPath))
            #expect(try ssh.read("runs") == "run\nrun\n")
            let ending = SSHEnding(status: 9, line: "broken pipe")
            #expect(told.withLock { $0 } == [ending])
            // A request of the former tunnel that fails later still learns of its end.
            #expect(await lasting.ending(of: first.socketPath, within: .zero) == ending)
            let path = try #require(paths.first)
            #expect(await lasting.ending(of: path, within: .zero) == nil)
            lasting.close()
        }
    }

    @Test func anOpeningThatFailsIsTriedAgainByTheNextAndToldOnce() async throws {
        try await FakeSSH.with("[ -e refuse ] && { echo refused >&2; exit 1; }", FakeSSH.saysReady, Self.script) {
            ssh in
            let told = Mutex(0)
            let pipe = try ssh.pipe("end")
            let first = try await ssh.open()
            let lasting = LastingTunnel(first, open: { try await ssh.open() }) { _ in told.withLock { $0 += 1 } }
            #expect(FileManager.default.createFile(atPath: ssh.folder + "/refuse", contents: nil))
            try await Self.end(first, by: pipe)
            for _ in 0..<3 {
                await #expect(throws: TunnelError.ended(SSHEnding(status: 1, line: "refused"))) {
                    try await lasting.socketPath()
                }
            }
            try FileManager.default.removeItem(atPath: ssh.folder + "/refuse")
            #expect(try await lasting.socketPath() != first.socketPath)
            #expect(told.withLock { $0 } == 1)
            lasting.close()
        }
    }

    @Test func whoStopsWaitingDoesNotStopTheOthers() async throws {
        try await FakeSSH.with(
            "[ -e wait ] && { echo waiting > waiting; read -r line < wait; }", FakeSSH.saysReady, Self.script
        ) { ssh in
            let waiting = try ssh.pipe("waiting")
            let pipe = try ssh.pipe("end")
            let first = try await ssh.open()
            let lasting = LastingTunnel(first, open: { try await ssh.open() }, tell: { _ in })
            let wait = try ssh.pipe("wait")
            try await Self.end(first, by: pipe)
            let (impatient, patient) = (
                Task { try await lasting.socketPath() }, Task { try await lasting.socketPath() }
            )
            #expect(try await waiting.words() == "waiting\n")
            impatient.cancel()
            await #expect(throws: CancellationError.self) { try await impatient.value }
            try wait.go()
            #expect(try await patient.value != first.socketPath)
            lasting.close()
        }
    }
}
