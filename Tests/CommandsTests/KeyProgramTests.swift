import Foundation
import Settings
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct KeyProgramTests {
    private func program(_ command: String, patience: Duration) throws -> KeyProgram {
        let source = Settings.Source.profile("profiles.x.api_key_command", file: "config.yaml")
        return KeyProgram(
            command: Settings.Value(try KeyCommand(command), source), patience: patience)
    }

    @Test func aCommandThatDoesNotEndIsEnded() async throws {
        let stuck = try program("tail -f /dev/null", patience: .milliseconds(20))
        let error = await #expect(throws: KeyProgramError.self) { _ = try await stuck.key() }
        #expect(error?.program == "tail" && error?.problem == .timedOut(.milliseconds(20)))
    }

    @Test func whatIsCancelledEndsWithAllThatItStarted() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Whoever opens the pipe to read gets its end once the last process that holds it has gone.
        let pipe = folder.appendingPathComponent("pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let command = try program(
            #"sh -c "exec 9> \#(pipe); echo started >&9; exec tail -f /dev/null""#, patience: .seconds(50))
        let task = Task { try await command.key() }
        let handle = try #require(FileHandle(forReadingAtPath: pipe))
        #expect(try handle.read(upToCount: 8) == Data("started\n".utf8))
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try handle.readToEnd() ?? Data() == Data())
    }

    @Test func theKeyCountsThoughAChildOfTheCommandGoesOn() async throws {
        let command = try program(
            #"sh -c "tail -f /dev/null > /dev/null 2>&1 & echo cc-1; kill $!""#, patience: .seconds(50))
        #expect(try await command.key() == APIKey("cc-1"))
    }
}
