import SystemPackage
import Testing

@testable import ChildProcesses

@Suite(.timeLimit(.minutes(1))) struct ProgramOutputTests {
    private func output(_ script: String, within patience: Duration = .seconds(50)) async throws -> ProgramOutput {
        try await ProgramOutput.of(ChildProgram(path: "/bin/sh", arguments: ["-c", script]), within: patience)
    }

    @Test func bothOutputsAndTheEndingAreKept() async throws {
        let result = try await output("echo out; echo error >&2; exit 3")
        #expect(result == ProgramOutput(ending: .exited(3), output: Array("out\n".utf8), error: Array("error\n".utf8)))
        #expect(try await output("kill -9 $$").ending == .signaled(9))
    }

    @Test func aProgramThatReadsGetsNothing() async throws {
        #expect(try await output("cat; echo done").output == Array("done\n".utf8))
    }

    @Test func aProgramThatTakesTooLongIsEnded() async throws {
        let result = try await output("echo begun; trap '' TERM; tail -f /dev/null", within: .milliseconds(200))
        #expect(result.ending == nil)
    }

    @Test func whoeverIsCancelledDoesNotWait() async throws {
        let task = Task { try await output("exec tail -f /dev/null") }
        task.cancel()
        #expect(try await task.value.ending == nil)
    }

    @Test func ofALongOutputTheBeginningIsKept() async throws {
        let result = try await output("head -c 3000000 /dev/zero")
        #expect(result.ending == .exited(0) && result.output.count == 65_536)
        let endless = try await output("cat /dev/zero", within: .milliseconds(100))
        #expect(endless.ending == nil && endless.output.count == 65_536)
    }

    @Test func aChildThatIsLeftBehindIsNotWaitedFor() async throws {
        #expect(try await output("tail --pid=$$ -f /dev/null & echo out").output == Array("out\n".utf8))
    }

    @Test func aProgramThatIsNotThereIsAnError() async {
        await #expect(throws: Errno.noSuchFileOrDirectory) {
            try await ProgramOutput.of(ChildProgram(path: "/no/such", arguments: []), within: .seconds(1))
        }
    }
}
