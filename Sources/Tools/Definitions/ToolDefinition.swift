package import JSON

/// A tool that a model may call, as its origin defines it.
package struct ToolDefinition: Sendable, Hashable {
    /// Where a tool comes from.
    package enum Origin: Sendable, Hashable {
        /// An executable in the folder of local tools.
        case local
        /// The MCP server of that name in the configuration.
        case server(String)
    }

    /// Where it comes from.
    package var origin: Origin
    /// Its name at its origin.
    package var name: String
    /// The name under which the model calls it: 1 to 64 of `A-Z a-z 0-9 _ -`.
    package var callName: String
    /// What its origin says that it does; untrusted text.
    package var description: String
    /// The JSON schema of its arguments, an object as its origin gives it.
    package var inputSchema: JSONObject
    /// What its origin says of its effects.
    package var annotations: ToolAnnotations
    /// What its origin is, as far as an approval depends on it: the command or the URL, and the names of variables and
    /// headers, never their values.
    package var identity: JSONObject
    /// The texts for which the identity shows a mask, as they are, and what they lead to: compared, but never shown or
    /// stored.
    package var masked: [String] = []

    /// Makes a definition.
    package init(
        origin: Origin, name: String, callName: String, description: String = "", inputSchema: JSONObject = [:],
        annotations: ToolAnnotations = ToolAnnotations(), identity: JSONObject = [:]
    ) {
        self.origin = origin
        self.name = name
        self.callName = callName
        self.description = description
        self.inputSchema = inputSchema
        self.annotations = annotations
        self.identity = identity
    }
}
