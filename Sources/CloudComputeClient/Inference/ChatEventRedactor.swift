/// Takes the API key out of a streamed reply in which it comes in pieces, spread over several events.
///
/// Of a text only an end that may be the start of the key waits for the next event.
struct ChatEventRedactor: Sendable {
    /// The texts of a choice, each of which is put together from events of its own.
    private enum Text: Hashable {
        case content, reasoning, refusal
    }

    private struct Place: Hashable {
        var choice: Int
        var text: Text
    }

    private let redaction: Redaction
    /// The texts whose end may be the start of the key.
    private var streams: [Place: RedactedStream] = [:]
    /// The tool calls of each choice.
    private var toolCalls: [Int: ToolCallRedactor] = [:]

    init(_ redaction: Redaction) {
        self.redaction = redaction
    }

    /// Passes the events on, without the key.
    mutating func push(_ new: [ChatEvent], into events: inout [ChatEvent]) {
        if redaction.isEmpty { return events.append(contentsOf: new) }
        for event in new { push(event, into: &events) }
    }

    /// Passes on what has been held back: nothing follows.
    mutating func finish(into events: inout [ChatEvent]) {
        for choice in Set(streams.keys.map(\.choice) + toolCalls.keys).sorted() { flush(choice, into: &events) }
    }

    private mutating func push(_ event: ChatEvent, into events: inout [ChatEvent]) {
        switch event {
        case .text(let text, let choice):
            let told = push(text, Place(choice: choice, text: .content))
            if !told.isEmpty { events.append(.text(told, choice: choice)) }
        case .reasoning(let text, let choice):
            let told = push(text, Place(choice: choice, text: .reasoning))
            if !told.isEmpty { events.append(.reasoning(told, choice: choice)) }
        case .refusal(let text, let choice):
            let told = push(text, Place(choice: choice, text: .refusal))
            if !told.isEmpty { events.append(.refusal(told, choice: choice)) }
        case .toolCall(let fragment, let choice):
            toolCalls[choice, default: ToolCallRedactor(redaction)].push(fragment) {
                events.append(.toolCall($0, choice: choice))
            }
        case .finish(_, let choice):
            flush(choice, into: &events)
            events.append(event)
        case .start, .reasoningDetails, .usage: events.append(event)
        }
    }

    private mutating func push(_ text: String, _ place: Place) -> String {
        var stream = streams[place] ?? RedactedStream(redaction)
        defer { streams[place] = stream.isWaiting ? stream : nil }
        return stream.push(text)
    }

    private mutating func flush(_ choice: Int, into events: inout [ChatEvent]) {
        for place in streams.keys where place.choice == choice && streams[place]?.holdsBack == true {
            flush(place, into: &events)
        }
        toolCalls[choice]?.finish { events.append(.toolCall($0, choice: choice)) }
    }

    private mutating func flush(_ place: Place, into events: inout [ChatEvent]) {
        guard let held = streams[place]?.flush(), !held.isEmpty else { return }
        let text = String(decoding: held, as: UTF8.self)
        switch place.text {
        case .content: events.append(.text(text, choice: place.choice))
        case .reasoning: events.append(.reasoning(text, choice: place.choice))
        case .refusal: events.append(.refusal(text, choice: place.choice))
        }
    }
}
