package import CloudComputeClient
import Conversations
import JSON
import Synchronization

/// A server in memory: it gives prepared replies in their order, and keeps what was asked of it.
package final class FakeChatBackend: ChatBackend {
    /// A step of a reply.
    package enum Step: Sendable {
        /// Gives an event.
        case event(ChatEvent)
        /// Breaks off.
        case fail(any Error)
        /// Gives nothing more until the reader is cancelled; the closure is called once the reader waits.
        case hang(@Sendable () -> Void)
    }

    /// An error of the server.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        package var description: String

        package init(_ description: String = "The connection broke.") { self.description = description }
    }

    private struct State {
        var replies: [Reply]
        var requests: [ChatRequest] = []
        var models: Result<ModelList, Failure> = .failure(Failure("No list of models."))
    }

    /// What comes of a request.
    package enum Reply: Sendable {
        /// The request is taken.
        case steps([Step])
        /// The request is refused before anything comes.
        case refused(Failure)
        /// A reply in one piece.
        case whole(ChatReply)
    }

    private let state: Mutex<State>

    /// Prepares replies; a request beyond them is refused.
    package init(_ replies: [Reply]) {
        state = Mutex(State(replies: replies))
    }

    /// Prepares replies of text, each word an event, with a usage of 10 prompt and 2 completion tokens.
    package convenience init(texts: [String]) {
        self.init(texts.map { .steps(Self.steps(text: $0)) })
    }

    /// The steps of a complete reply.
    package static func steps(text: String) -> [Step] {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        var steps = [Step.event(.start(id: "chatcmpl-1", model: "m-1"))]
        for (index, word) in words.enumerated() {
            steps.append(.event(.text((index > 0 ? " " : "") + word, choice: 0)))
        }
        steps.append(.event(.finish(.stop, choice: 0)))
        if let usage = Usage(["prompt_tokens": 10, "completion_tokens": 2]) { steps.append(.event(.usage(usage))) }
        return steps
    }

    /// What was asked so far.
    package var requests: [ChatRequest] { state.withLock { $0.requests } }

    /// Prepares the list of models, as JSON.
    package func setModels(_ json: String) throws {
        let list = try ModelList(body: Array(json.utf8))
        state.withLock { $0.models = .success(list) }
    }

    package func stream(_ request: ChatRequest) async throws -> AsyncThrowingStream<ChatEvent, any Error> {
        guard case .steps(let steps) = try next(request) else { throw Failure("No stream is prepared.") }
        let rest = Mutex(steps[...])
        return AsyncThrowingStream {
            switch rest.withLock({ $0.popFirst() }) {
            case .event(let event): return event
            case .fail(let error): throw error
            case .hang(let isWaiting):
                let (never, continuation) = AsyncStream.makeStream(of: Void.self)
                isWaiting()
                for await _ in never {}
                continuation.finish()
                return nil
            case nil: return nil
            }
        }
    }

    package func complete(_ request: ChatRequest) async throws -> ChatReply {
        guard case .whole(let reply) = try next(request) else { throw Failure("No whole reply is prepared.") }
        return reply
    }

    package func models() async throws -> ModelList { try state.withLock { try $0.models.get() } }

    private func next(_ request: ChatRequest) throws -> Reply {
        let reply = state.withLock { state in
            state.requests.append(request)
            return state.replies.isEmpty ? nil : state.replies.removeFirst()
        }
        switch reply {
        case .refused(let failure)?: throw failure
        case let reply?: return reply
        case nil: throw Failure("No reply is prepared.")
        }
    }
}
