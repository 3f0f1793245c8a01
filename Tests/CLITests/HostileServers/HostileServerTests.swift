import Testing

/// Servers that do what no server should, run against the built program.
@Suite(.timeLimit(.minutes(10))) struct HostileServerTests {
    @Test func hostileHeaders() async throws { try await HostileRunner.check(HostileCase.headers) }
    @Test func hostileStatuses() async throws { try await HostileRunner.check(HostileCase.statuses) }
    @Test func hostileFraming() async throws { try await HostileRunner.check(HostileCase.framing) }
    @Test func hostileEncodings() async throws { try await HostileRunner.check(HostileCase.encodings) }
    @Test func hostileBodies() async throws { try await HostileRunner.check(HostileCase.bodies) }
    @Test func hostileNumbers() async throws { try await HostileRunner.check(HostileCase.numbers) }
    @Test func hostileStreams() async throws { try await HostileRunner.check(HostileCase.streams) }
    @Test func hostileModelLists() async throws { try await HostileRunner.check(HostileCase.modelLists) }
}
