package import CloudComputeClient
package import ConversationStore

/// What the loop can do besides reading and writing; each is given by whoever makes the loop.
package struct Services: Sendable {
    /// Sends a request.
    package var stream: @Sendable (ChatRequest) async throws -> ChatStream
    /// Lists the server's models.
    package var models: @Sendable () async throws -> [Model]
    /// Fetches what a URL names, without a key.
    package var download: @Sendable (String) async throws -> [UInt8]
    /// Reads a prompt template with values for its variables.
    package var frame: @Sendable (String, [String: String]) async throws -> PromptFrame
    /// What so many prompt and completion tokens of a model cost, where a price is known.
    package var cost: @Sendable (_ model: String, _ prompt: Int, _ completion: Int) -> Double?
    /// Opens the user's editor on a text and returns what it leaves; `nil` where there is none.
    package var edit: (@Sendable (String) async -> String?)?
    /// Puts an error into one sentence for a person.
    package var explain: @Sendable (any Error) -> String
    /// Where conversations are kept; `nil` where they are not.
    package var store: ConversationStore?
    /// Opens the store for `/save`, where the chat began without it.
    package var openStore: @Sendable () throws -> ConversationStore

    /// Creates services.
    package init(
        stream: @escaping @Sendable (ChatRequest) async throws -> ChatStream,
        models: @escaping @Sendable () async throws -> [Model],
        download: @escaping @Sendable (String) async throws -> [UInt8],
        frame: @escaping @Sendable (String, [String: String]) async throws -> PromptFrame,
        cost: @escaping @Sendable (String, Int, Int) -> Double?,
        explain: @escaping @Sendable (any Error) -> String,
        store: ConversationStore?, openStore: @escaping @Sendable () throws -> ConversationStore
    ) {
        self.stream = stream
        self.models = models
        self.download = download
        self.frame = frame
        self.cost = cost
        self.explain = explain
        self.store = store
        self.openStore = openStore
    }
}

/// A prompt template with its values: what is made of each message.
package struct PromptFrame: Sendable {
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

    /// Creates a frame.
    package init(
        name: String, system: String?, parameters: JSONObject, model: String?,
        prepare: @escaping @Sendable (String) throws -> String
    ) {
        self.name = name
        self.system = system
        self.parameters = parameters
        self.model = model
        self.prepare = prepare
    }
}

/// A sentence for a person about something that cannot be done.
package struct Refusal: Error, CustomStringConvertible {
    /// The sentence.
    package var description: String

    init(_ description: String) {
        self.description = description
    }
}
