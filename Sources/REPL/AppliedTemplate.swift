import CloudComputeClient
package import JSON

/// A prompt template with values for its variables: what is made of each message.
package struct AppliedTemplate: Sendable {
    /// The template's name for people.
    package var name: String
    /// The template's system prompt, its variables filled in.
    package var system: String?
    /// The request fields that it sets.
    package var parameters: JSONObject
    /// The model that it asks for.
    package var model: String?
    /// Makes the message of what was typed.
    package var prepare: @Sendable (String) throws -> String

    /// Applies a template.
    package init(
        name: String, system: String? = nil, parameters: JSONObject = [:], model: String? = nil,
        prepare: @escaping @Sendable (String) throws -> String
    ) {
        self.name = name
        self.system = system
        self.parameters = parameters
        self.model = model
        self.prepare = prepare
    }
}
