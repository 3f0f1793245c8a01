import JSON

/// What a server says of itself.
package struct MCPServerInfo: Sendable, Hashable {
    /// Its name and version, as it says them; untrusted text.
    package var name: String
    package var version: String
    /// The version of the protocol that is spoken with it.
    package var protocolVersion: String
    /// Whether that is the stateless one.
    package var isModern: Bool
    /// What it tells models; untrusted text that is shown and not sent.
    package var instructions: String

    init(_ result: JSONValue, protocolVersion: String, isModern: Bool) {
        let info = isModern ? result["_meta"]?["io.modelcontextprotocol/serverInfo"] : result["serverInfo"]
        name = info?["name"]?.string ?? ""
        version = info?["version"]?.text ?? ""
        instructions = result["instructions"]?.string ?? ""
        self.protocolVersion = protocolVersion
        self.isModern = isModern
    }
}
