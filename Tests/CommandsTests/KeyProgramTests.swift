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
        let stuck = try program("sleep 86400", patience: .milliseconds(20))
        let error = await #expect(throws: KeyProgramError.self) { _ = try await stuck.key() }
        #expect(error?.program == "sleep" && error?.problem == .timedOut(.milliseconds(20)))
    }

    @Test func theKeyCountsThoughAChildOfTheCommandGoesOn() async throws {
        let command = try program(#"sh -c "sleep 86400 > /dev/null 2>&1 & echo cc-1; kill $!""#, patience: .seconds(50))
        #expect(try await command.key() == APIKey("cc-1"))
    }
}
