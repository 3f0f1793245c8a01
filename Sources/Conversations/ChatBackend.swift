package import CloudComputeClient

/// What a chat needs of a server; tests put a fake in its place.
package protocol ChatBackend: Sendable {
    /// A reply as it arrives.
    associatedtype Events: AsyncSequence<ChatEvent, any Error>

    /// Asks for a reply as a stream.
    func stream(_ request: ChatRequest) async throws -> Events
    /// Asks for a reply in one piece.
    func complete(_ request: ChatRequest) async throws -> ChatReply
    /// Lists the server's models.
    func models() async throws -> ModelList
}

extension CloudComputeClient: ChatBackend {}
