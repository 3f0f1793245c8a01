/// What shall hold for any bytes: libFuzzer looks for bytes that break it, and tests replay those that are kept.
package struct FuzzTarget: Sendable {
    /// Its name on the command line, and that of its folders of inputs.
    package let name: String
    /// Throws where the bytes break what shall hold.
    package let check: @Sendable ([UInt8]) throws -> Void

    /// All targets.
    package static let all = [
        FuzzTarget(name: "batch-input", check: BatchInputProperties.check),
        FuzzTarget(name: "batch-output", check: BatchOutputProperties.check),
        FuzzTarget(name: "chat-stream", check: ChatStreamProperties.check),
        FuzzTarget(name: "configuration", check: ConfigurationProperties.check),
        FuzzTarget(name: "control-filter", check: ControlFilterProperties.check),
        FuzzTarget(name: "headers", check: HeaderProperties.check),
        FuzzTarget(name: "json", check: JSONProperties.check),
        FuzzTarget(name: "markdown", check: MarkdownProperties.check),
        FuzzTarget(name: "mcp-lines", check: MCPLineProperties.check),
        FuzzTarget(name: "response-framing", check: ResponseFramingProperties.check),
        FuzzTarget(name: "schema", check: SchemaProperties.check),
        FuzzTarget(name: "servers-file", check: ServersFileProperties.check),
        FuzzTarget(name: "sse", check: ServerSentEventProperties.check),
        FuzzTarget(name: "ssh-key", check: SSHKeyProperties.check),
        FuzzTarget(name: "templates", check: TemplateProperties.check),
        FuzzTarget(name: "visible-text", check: VisibleTextProperties.check),
    ]
}

/// What does not hold, in words.
struct Broken: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Throws where the condition does not hold.
func require(_ condition: @autoclosure () throws -> Bool, _ description: @autoclosure () -> String) throws {
    if try !condition() { throw Broken(description()) }
}
