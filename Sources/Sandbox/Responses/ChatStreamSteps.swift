import JSON
import NIOCore

/// A streamed reply as it goes out: its events one by one, and how long is waited before each.
struct ChatStreamSteps: Sequence, Sendable {
    struct Step {
        var pause: Duration
        var event: Event
    }

    enum Event {
        case keepalive, role
        case reasoning(String)
        case reasoningDetails(JSONValue)
        case text(String)
        case toolCall(JSONObject)
        case finish, usage, done
    }

    private let latency: LatencySimulator
    private let events: ArraySlice<Event>
    private let ending: [Event]
    private let encoder: ChatChunkEncoder
    /// Whether the connection is to be dropped behind the last event.
    let isCut: Bool

    /// - Parameter cut: The share of the tokens after which the connection is dropped.
    init(_ request: ChatCompletionRequest, _ completion: ChatCompletion, latency: LatencySimulator, cut: Double?) {
        self.latency = latency
        var events = completion.reasoning.map(Event.reasoning)
        if let details = completion.reasoningDetails { events.append(.reasoningDetails(details)) }
        events += completion.tokens.map(Event.text)
        events += completion.toolCalls.deltas.map(Event.toolCall)
        self.events = events.prefix(cut.map { Int(Double(events.count) * $0) } ?? events.count)
        ending = cut == nil ? [.finish] + (request.includesUsage ? [.usage] : []) + [.done] : []
        isCut = cut != nil
        encoder = ChatChunkEncoder(completion)
    }

    /// Appends an event as it stands on the wire.
    func write(_ event: Event, to buffer: inout ByteBuffer) { encoder.write(event, to: &buffer) }

    func makeIterator() -> Iterator {
        Iterator(
            pauses: latency.pausesBeforeFirstToken.makeIterator(), perToken: latency.perToken ?? .zero,
            events: events, ending: ending[...])
    }

    struct Iterator: IteratorProtocol {
        fileprivate var pauses: UnfoldSequence<Duration, Duration?>
        fileprivate let perToken: Duration
        fileprivate var events: ArraySlice<Event>
        fileprivate var ending: ArraySlice<Event>
        private var hasRole = false
        private var hasToken = false

        fileprivate init(
            pauses: UnfoldSequence<Duration, Duration?>, perToken: Duration, events: ArraySlice<Event>,
            ending: ArraySlice<Event>
        ) {
            (self.pauses, self.perToken, self.events, self.ending) = (pauses, perToken, events, ending)
        }

        mutating func next() -> Step? {
            if let pause = pauses.next() { return Step(pause: pause, event: .keepalive) }
            if !hasRole {
                hasRole = true
                return Step(pause: .zero, event: .role)
            }
            if let event = events.popFirst() {
                defer { hasToken = true }
                return Step(pause: hasToken ? perToken : .zero, event: event)
            }
            return ending.popFirst().map { Step(pause: .zero, event: $0) }
        }
    }
}
