/// What a start of a server shows.
package struct ServerTest: Sendable {
    package var entry: ServerEntry
    /// What the server says of itself, where it came so far.
    package var info: MCPServerInfo?
    package var tools: [ToolDefinition] = []
    /// Why it does not work; `nil` where it does.
    package var failure: ServerFailure?
    /// How long it took to tell its tools.
    package var duration: Duration
    /// The last lines of its standard error.
    package var standardError: [String]

    /// Starts a server, asks for its tools, and ends it.
    ///
    /// - Parameters:
    ///   - environment: This process's variables, for `${…}`.
    ///   - tell: Gets what a person should know besides.
    package static func of(
        _ entry: ServerEntry, environment: [String: String], tell: @escaping @Sendable (ToolNotice) -> Void
    ) async -> ServerTest {
        let web = ToolWebOptions(environment: environment)
        let server = ServerRun(entry, environment: environment, web: web, tell: tell)
        let start = ContinuousClock.now
        let result = await server.tools()
        let duration = ContinuousClock.now - start
        let info = server.info
        await server.end()
        var test = ServerTest(entry: entry, info: info, duration: duration, standardError: server.errorLines)
        switch result {
        case .success(let tools): test.tools = tools.map(\.definition)
        case .failure(let failure): test.failure = failure
        }
        return test
    }
}
