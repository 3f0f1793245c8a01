import JSON
import Localization
import ServerSentEvents

/// Turns the bytes of a reply to `/chat/completions` into events, whatever form the server chose to answer in.
///
/// Servers differ; the policy is: an `error` event, an `error` field or a JSON `error` member is an error; nothing after
/// `[DONE]` counts; an event that the end of the stream cuts short is read all the same; an end with neither `[DONE]`
/// nor a finish reason is an error. A plain JSON body, which some servers send in spite of `stream: true`, gives the
/// same events.
public struct ChatStreamDecoder: Sendable {
    /// So much text is enough to tell that it is no event stream.
    private static let maximumTextSize = 1 << 20

    private enum Form {
        case unknown, eventStream, json, page
    }

    private var form = Form.unknown
    private var parser: ServerSentEventParser
    private var body: [UInt8] = []
    private var reader = ChatEventReader()
    private var streamSize = 0
    private let isDeclaredPage: Bool
    private let isDeclaredStream: Bool

    /// Whether `[DONE]` has come: nothing after it counts.
    public var isDone: Bool { reader.isDone }
    /// Whether the reply is an event stream, as far as has come.
    var isEventStream: Bool { form == .eventStream }
    /// Whether the reply is JSON in one piece, as far as has come.
    var isJSON: Bool { form == .json }
    /// How often the chunks have said something, where it was known already too.
    var statements: Int { reader.statements }

    /// Creates a decoder for one reply.
    ///
    /// - Parameters:
    ///   - contentType: The reply's `Content-Type`. The first byte of the body decides where they disagree.
    ///   - maximumEventSize: The bound on one event in bytes, 16 MiB unless told.
    public init(contentType: String?, maximumEventSize: Int = 16 << 20) {
        self.init(contentType: contentType, maximumEventSize: maximumEventSize, learnsTemplates: true)
    }

    /// - Parameter learnsTemplates: Whether chunks that differ from others in their content alone are read the short way.
    init(contentType: String?, maximumEventSize: Int = 16 << 20, learnsTemplates: Bool) {
        let mediaType = MediaType(contentType)
        isDeclaredPage = mediaType.isPage
        isDeclaredStream = mediaType.isEventStream
        parser = ServerSentEventParser(maximumEventSize: maximumEventSize)
        reader.learnsTemplates = learnsTemplates
    }

    /// Takes the next bytes and appends what they say to `events`.
    ///
    /// - Throws: ``CloudComputeError``. The events before the failure have been appended by then.
    public mutating func push(_ bytes: Span<UInt8>, into events: inout [ChatEvent]) throws {
        if form == .unknown {
            form = Self.form(startingWith: bytes, isDeclaredPage: isDeclaredPage)
            if form == .eventStream, !body.isEmpty {
                let start = body
                body = []
                try parser.push(start.span, into: &reader)
            }
        }
        switch form {
        case .eventStream:
            if reader.isDone { return }
            do {
                try parser.push(bytes, into: &reader)
            } catch {
                reader.drain(into: &events)
                throw CloudComputeError(streamFailure: error)
            }
            reader.drain(into: &events)
            streamSize += bytes.count
            if streamSize > Self.maximumTextSize, !isDeclaredStream, reader.isText { throw plainText }
        case .unknown, .json, .page:
            if body.count + bytes.count > ResponseBody.maximumSize {
                throw CloudComputeError.tooLarge
            }
            bytes.withUnsafeBufferPointer { body.append(contentsOf: $0) }
        }
    }

    /// Ends the reply.
    ///
    /// - Throws: ``CloudComputeError`` where the reply is not whole.
    public mutating func finish(into events: inout [ChatEvent]) throws {
        switch form {
        case .unknown:
            throw CloudComputeError(.badReply, Message("The server's reply is empty."))
        case .page:
            throw CloudComputeError(page: body)
        case .json:
            let json: JSONValue
            do { json = try JSONValue(parsing: body.withoutByteOrderMark) } catch {
                throw CloudComputeError(
                    .badReply, Message("The server's reply is not JSON: \(error.sentence)."), cause: error)
            }
            if let failure = CloudComputeError(inBand: json) { throw failure }
            guard let choices = json["choices"]?.array, !choices.isEmpty else {
                throw CloudComputeError(.badReply, Message("The server's reply has no choices."))
            }
            ChatChunk.read(json, into: &events)
        case .eventStream:
            // A stream that is cut in its first line has no field to its name either.
            let isText = reader.isText
            do {
                try parser.finish(dispatchingUnfinished: !reader.isDone, into: &reader)
            } catch {
                reader.drain(into: &events)
                throw CloudComputeError(streamFailure: error)
            }
            reader.drain(into: &events)
            if isText || !isDeclaredStream && reader.isText {
                throw plainText
            }
            if !reader.isDone, !reader.hasFinished {
                throw CloudComputeError(.interrupted, Message("The reply broke off before its end."))
            }
        }
    }

    private var plainText: CloudComputeError {
        CloudComputeError(
            .badReply, Message("The server's reply is neither JSON nor an event stream; it begins \"\(reader.start)\".")
        )
    }

    /// Tells the form by the first byte that is neither white space nor part of a byte-order mark.
    private static func form(startingWith bytes: Span<UInt8>, isDeclaredPage: Bool) -> Form {
        if isDeclaredPage { return .page }
        for index in bytes.indices {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
            case UInt8(ascii: "<"): return .page
            default: return .eventStream
            }
        }
        return .unknown
    }
}

/// Reads the events of a chat stream; what they say waits here until the decoder takes it.
private struct ChatEventReader: ServerSentEventSink, Sendable {
    private(set) var isDone = false
    private(set) var hasFinished = false
    private(set) var statements = 0
    var learnsTemplates = true
    private var pending: [ChatEvent] = []
    private var hasEvents = false
    private var surrogates = SurrogateJoiner()
    /// What the server last said of the reply's id and model.
    private var namedStart: ChatEvent?
    /// What stands around the content of the chunks, as long as they name the same id and model.
    private var template: ChatDeltaTemplate?
    /// How many templates in a row have fitted no chunk: some servers put something new into each.
    private var vainTemplates = 0
    private static let maximumVainTemplates = 16
    /// The first line that is no field of an event stream.
    private var strayLine: [UInt8]?

    /// Whether lines have come, but not one of an event stream.
    var isText: Bool { !hasEvents && strayLine != nil }

    /// How the text begins that is no event stream.
    var start: String {
        let line = String(decoding: strayLine ?? [], as: UTF8.self)
        return line.unicodeScalars.count < Self.longestStart ? line : line + "…"
    }

    private static let longestStart = 80

    mutating func drain(into events: inout [ChatEvent]) {
        events.append(contentsOf: pending)
        pending.removeAll(keepingCapacity: true)
    }

    mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) throws {
        if isDone { return }
        hasEvents = true
        try data.withUnsafeBufferPointer { data in
            if type.withUnsafeBufferPointer({ $0.elementsEqual("error".utf8) }) { throw Self.failure(data) }
            try read(data)
        }
    }

    mutating func ignore(field: Span<UInt8>, value: Span<UInt8>) throws {
        if isDone { return }
        if field.withUnsafeBufferPointer({ $0.elementsEqual("error".utf8) }) {
            throw value.withUnsafeBufferPointer { Self.failure($0) }
        }
        if strayLine == nil, !hasEvents {
            let name = field.withUnsafeBufferPointer { Array($0.prefix(Self.longestStart)) }
            let rest = value.withUnsafeBufferPointer { Array($0.prefix(Self.longestStart)) }
            strayLine = Array((name + (rest.isEmpty ? [] : Array(": ".utf8) + rest)).prefix(Self.longestStart))
        }
    }

    private mutating func read(_ data: UnsafeBufferPointer<UInt8>) throws {
        let text = data.trimmingSpace
        if surrogates.isIdle, let template, let content = template.text(of: text) {
            if !content.isEmpty { pending.append(.text(content, choice: template.choice)) }
            if !content.isEmpty || namedStart != nil { statements += 1 }
            vainTemplates = 0
            return
        }
        if text.isEmpty { return }
        if text.elementsEqual("[DONE]".utf8) {
            isDone = true
            return
        }
        let joined = surrogates.join(text)
        let json: JSONValue
        do { json = try joined.map { try JSONValue(parsing: $0) } ?? JSONValue(parsing: text) } catch {
            throw CloudComputeError(
                .badReply,
                Message(
                    "The stream holds an event that is not JSON: \((error as? JSONError)?.sentence ?? Message(verbatim: "\(error)"))."
                ), cause: error)
        }
        guard json.object != nil else {
            throw CloudComputeError(.badReply, Message("The stream holds an event that is not a JSON object."))
        }
        if let failure = CloudComputeError(inBand: json) { throw failure }
        let first = pending.count
        ChatChunk.read(json, into: &pending)
        statements += pending.count - first
        if !hasFinished {
            hasFinished = pending[first...].contains { if case .finish = $0 { true } else { false } }
        }
        noteStart(at: first)
        if joined == nil, learnsTemplates, vainTemplates < Self.maximumVainTemplates,
            let learnt = ChatDeltaTemplate(text, pending[first...])
        {
            template = learnt
            vainTemplates += 1
        }
    }

    /// Drops the start of a chunk that names the same id and model as the last one.
    private mutating func noteStart(at place: Int) {
        guard place < pending.count, case .start = pending[place] else { return }
        if pending[place] == namedStart {
            pending.remove(at: place)
        } else {
            namedStart = pending[place]
            template = nil
            vainTemplates = 0
        }
    }

    /// The error that an error event or field tells of, in JSON or in plain words.
    private static func failure(_ data: UnsafeBufferPointer<UInt8>) -> CloudComputeError {
        if let json = try? JSONValue(parsing: data), json.object != nil {
            return CloudComputeError(body: json, statusCode: nil)
        }
        let text = String(decoding: data.trimmingSpace, as: UTF8.self)
        return CloudComputeError(
            .serverFailure, text.isEmpty ? Message("The server reported an error.") : Message(verbatim: text))
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate var trimmingSpace: UnsafeBufferPointer<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return UnsafeBufferPointer(rebasing: self[endIndex...])
        }
        return UnsafeBufferPointer(rebasing: self[first...last])
    }
}
