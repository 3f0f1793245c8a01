import ServerSentEvents
import Testing

@Suite(.timeLimit(.minutes(2))) struct ServerSentEventParserTests {
    static let cases = Result { try ServerSentEventCase.load() }

    /// Feeds the bytes in pieces of the sizes given, then whatever is left, and returns parser and events.
    static func parse(
        _ bytes: [UInt8], pieces: some Sequence<Int>, maximumEventSize: Int = 16 << 20
    ) throws -> (ServerSentEventParser, [ServerSentEvent]) {
        var parser = ServerSentEventParser(maximumEventSize: maximumEventSize)
        var collector = ServerSentEventCollector()
        var rest = bytes[...]
        for size in pieces where !rest.isEmpty {
            try parser.push(Array(rest.prefix(size)).span, into: &collector)
            rest = rest.dropFirst(size)
        }
        try parser.push(Array(rest).span, into: &collector)
        return (parser, collector.events)
    }

    static func check(_ testCase: ServerSentEventCase, pieces: some Sequence<Int>) throws {
        let (parser, events) = try parse(Array(testCase.input), pieces: pieces)
        #expect(events == testCase.events, "\(testCase.name)")
        if let id = testCase.finalLastEventID { #expect(parser.lastEventID == id, "\(testCase.name)") }
        if testCase.statesFinalRetry {
            #expect(parser.reconnectionTime == testCase.finalRetry, "\(testCase.name)")
        }
        if let retry = testCase.expected.last?.retry {
            #expect(parser.reconnectionTime == retry, "\(testCase.name)")
        }
    }

    @Test func everyCaseParsesWhole() throws {
        let cases = try Self.cases.get()
        #expect(cases.count >= 38)
        for testCase in cases { try Self.check(testCase, pieces: []) }
    }

    @Test func everyCaseParsesByteByByte() throws {
        for testCase in try Self.cases.get() {
            try Self.check(testCase, pieces: repeatElement(1, count: testCase.input.count))
        }
    }

    @Test func everyCaseParsesInRandomPieces() throws {
        var generator = SeededGenerator(seed: 2026)
        for testCase in try Self.cases.get() {
            for _ in 0..<50 {
                let pieces = (0..<testCase.input.count).map { _ in Int.random(in: 1...7, using: &generator) }
                try Self.check(testCase, pieces: pieces)
            }
        }
    }

    @Test func anUnfinishedEventIsDiscardedUnlessAskedFor() throws {
        let bytes = Array("data: a\n\ndata: b".utf8)
        for dispatches in [false, true] {
            var parser = ServerSentEventParser()
            var collector = ServerSentEventCollector()
            try parser.push(bytes.span, into: &collector)
            try parser.finish(dispatchingUnfinished: dispatches, into: &collector)
            #expect(collector.events.map(\.data) == (dispatches ? ["a", "b"] : ["a"]))
        }
    }

    @Test func anEventPastTheLimitIsRefused() throws {
        let limit = 64
        let oneLine = Array("data: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: limit)
        let manyLines = Array(String(repeating: "data: 12345678\n", count: limit).utf8)
        let oneID = Array("id: ".utf8) + oneLine + Array("\n\n".utf8)
        for bytes in [oneLine, manyLines, oneID] {
            for pieces in [[], Array(repeating: 1, count: bytes.count)] {
                #expect(throws: ServerSentEventError.eventTooLarge(limit: limit)) {
                    try Self.parse(bytes, pieces: pieces, maximumEventSize: limit)
                }
            }
        }
    }

    @Test func aLongCommentAndManySmallEventsStayWithinTheLimit() throws {
        let comment = ":" + String(repeating: "keepalive ", count: 1000) + "\n"
        let bytes = Array((comment + String(repeating: "data: 1234\n\n", count: 1000)).utf8)
        for pieces in [[], Array(repeating: 3, count: bytes.count)] {
            let (_, events) = try Self.parse(bytes, pieces: pieces, maximumEventSize: 64)
            #expect(events.count == 1000)
        }
    }

    @Test func unknownFieldsReachTheSink() throws {
        struct Fields: ServerSentEventSink {
            var seen: [String] = []
            mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) {}
            mutating func ignore(field: Span<UInt8>, value: Span<UInt8>) {
                let name = field.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
                let text = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
                seen.append("\(name)=\(text)")
            }
        }
        var fields = Fields()
        var parser = ServerSentEventParser()
        try parser.push(Array("error: {\"code\":400}\nnothing\n: comment\n\n".utf8).span, into: &fields)
        #expect(fields.seen == ["error={\"code\":400}", "nothing="])
    }
}

/// SplitMix64, so that a failing random case can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
