import Settings
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct KeyProgramTests {
    private func program(_ command: String, patience: Duration) throws -> KeyProgram {
        let source = Settings.Source.profile("profiles.x.api_key_command", file: "config.yaml")
        return KeyProgram(
            command: Settings.Value(try KeyCommand(command, entry: "entry"), source), patience: patience)
    }

    @Test func aCommandThatDoesNotEndIsEnded() async throws {
        let stuck = try program("sleep 86400", patience: .milliseconds(20))
        let failure = await #expect(throws: CommandFailure.self) { _ = try await stuck.key() }
        #expect(failure?.exitCode == .configuration)
        #expect(failure?.message?.contains("The command sleep (profiles.x.api_key_command in config.yaml)") == true)
    }

    @Test func theKeyCountsThoughAChildOfTheCommandGoesOn() async throws {
        let command = try program(#"sh -c "sleep 86400 > /dev/null 2>&1 & echo cc-1; kill $!""#, patience: .seconds(50))
        #expect(try await command.key() == APIKey("cc-1"))
    }
}
