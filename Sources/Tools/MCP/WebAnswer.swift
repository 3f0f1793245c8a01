import CloudComputeClient
import JSON
import Localization

/// The answer to a posted message as its bytes come: one body, or a stream of events that may be taken up again.
struct WebAnswer: Sendable {
    /// The most bytes of an answer that is one message.
    private static let bodyLimit = 16 << 20
    /// How long a server may ask to be left alone before its stream is taken up again.
    private static let pauses = Duration.milliseconds(10)...Duration.seconds(30)
    /// How often a stream is taken up again in a row without anything new.
    private static let resumptions = 20

    private let request: Int
    private var isStream = false
    private var body: [UInt8] = []
    private var events = HTTPEventReader()
    private var idle = 0
    /// Whether the request's answer has come.
    private(set) var isAnswered = false

    init(request: Int) { self.request = request }

    /// Begins the answer to one HTTP request.
    mutating func begin(isStream: Bool) {
        self.isStream = isStream
        events.restart()
        idle += 1
    }

    /// The messages that a piece completes.
    mutating func push(_ bytes: [UInt8]) throws -> [[UInt8]] {
        guard isStream else {
            body += bytes
            guard body.count <= Self.bodyLimit else {
                throw CloudComputeError(.badReply, Message("The answer is larger than \(Self.bodyLimit >> 20) MiB."))
            }
            return []
        }
        return note(try events.push(bytes))
    }

    /// The message of a body that has come whole.
    mutating func end() throws -> [[UInt8]] {
        defer { body = [] }
        return isStream ? note(try events.end()) : note(body.isEmpty ? [] : [body])
    }

    /// The event after which the stream goes on, and the pause before; `nil` where it does not.
    var resumption: (event: String, pause: Duration)? {
        guard isStream, !events.lastEventID.isEmpty, idle <= Self.resumptions else { return nil }
        let asked = Duration.milliseconds(min(events.pause ?? 1000, 3_600_000))
        return (events.lastEventID, min(max(asked, Self.pauses.lowerBound), Self.pauses.upperBound))
    }

    private mutating func note(_ messages: [[UInt8]]) -> [[UInt8]] {
        if !messages.isEmpty { idle = 0 }
        for message in messages where !isAnswered {
            guard let json = try? JSONValue(parsing: message) else { continue }
            isAnswered = (json.array ?? [json]).contains { part in
                part["method"] == nil && part["id"]?.int == request
            }
        }
        return messages
    }
}
