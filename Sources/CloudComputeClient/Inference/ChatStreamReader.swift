import Localization
import NIOCore

/// Makes events of the bytes of a reply: decoded, what came together joined, without the API key.
struct ChatStreamReader: Sendable {
    /// A server may keep the connection alive by comments; so many bytes without an event, which is more than the
    /// largest event has, are too many.
    private static let maximumSilence = 17 << 20

    private var decoder: ChatStreamDecoder
    private var redactor: ChatEventRedactor
    private let server: BaseURL
    private let patience: Duration
    /// When the last event came, and how many bytes have come since.
    private var lastEvent: ContinuousClock.Instant
    private var bytesSince = 0
    private var statements = 0
    private var pieces = 0

    /// How far a reply has come.
    struct Progress {
        /// Whether it has ended; nothing after that counts.
        var isDone: Bool
        /// How many pieces of text, reasoning and tool calls have come.
        var pieces: Int
    }

    /// How far the reply has come.
    var progress: Progress { Progress(isDone: decoder.isDone, pieces: pieces) }

    /// - Parameter patience: The longest time without an event while bytes come.
    init(
        contentType: String?, _ redaction: Redaction, server: BaseURL, patience: Duration,
        now: ContinuousClock.Instant = .now
    ) {
        decoder = ChatStreamDecoder(contentType: contentType)
        redactor = ChatEventRedactor(redaction)
        self.server = server
        self.patience = patience
        lastEvent = now
    }

    /// Takes the next bytes and appends what they say to `events`.
    ///
    /// - Returns: How far the reply has come with them.
    /// - Throws: ``CloudComputeError``. The events before the failure have been appended by then, and no more follow.
    mutating func push(
        _ bytes: UnsafeBufferPointer<UInt8>, at now: ContinuousClock.Instant, into events: inout [ChatEvent]
    ) throws -> Progress {
        var found: [ChatEvent] = []
        do {
            defer { pass(found, into: &events) }
            defer { note(bytes.count, now) }
            try decoder.push(bytes.span, into: &found)
        } catch {
            redactor.finish(into: &events)
            throw error
        }
        if decoder.isDone {
            redactor.finish(into: &events)
        } else if let silence = silence(now) {
            redactor.finish(into: &events)
            throw silence
        }
        return progress
    }

    /// Takes the end of the body.
    ///
    /// - Throws: As ``push(_:at:into:)`` does, where the reply is not whole.
    mutating func finish(into events: inout [ChatEvent]) throws {
        var found: [ChatEvent] = []
        defer {
            pass(found, into: &events)
            redactor.finish(into: &events)
        }
        try decoder.finish(into: &found)
    }

    /// Appends what has been held back, where the body broke off.
    ///
    /// - Returns: Whether the reply is whole all the same: the connection broke behind its JSON, and no framing says that more
    ///   was to come.
    mutating func giveUp(after error: any Error, into events: inout [ChatEvent]) -> Bool {
        if decoder.isJSON, Transport.mayFollowWholeBody(error), (try? finish(into: &events)) != nil { return true }
        redactor.finish(into: &events)
        return false
    }

    private mutating func pass(_ found: [ChatEvent], into events: inout [ChatEvent]) {
        for event in found {
            switch event {
            case .text, .reasoning, .toolCall: pieces += 1
            default: break
            }
        }
        redactor.push(found.joiningTexts, into: &events)
    }

    private mutating func note(_ bytes: Int, _ now: ContinuousClock.Instant) {
        let isSilent = decoder.statements == statements
        statements = decoder.statements
        bytesSince = isSilent ? bytesSince + bytes : 0
        if !isSilent { lastEvent = now }
    }

    /// The error for a server that sends nothing but comments.
    private func silence(_ now: ContinuousClock.Instant) -> CloudComputeError? {
        if decoder.isEventStream, bytesSince > Self.maximumSilence {
            return CloudComputeError(.badReply, Message("\(server) sends comments without end, and no reply."))
        }
        if bytesSince > 0, now - lastEvent > patience {
            return CloudComputeError(.timedOut, Message("\(server) keeps the connection open without a reply."))
        }
        return nil
    }
}
