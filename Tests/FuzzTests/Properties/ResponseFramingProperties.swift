import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import CloudComputeClient

/// Whatever a server sends, an answer that is read without swift-nio's parser is read as that one reads it, in whatever pieces
/// it comes.
enum ResponseFramingProperties {
    /// What has been made of some bytes.
    private struct Answer: Equatable {
        enum End: Equatable { case open, whole(Int), unusual, broken }

        var status: Int?
        var headSize = 0
        var headers = HTTPHeaders()
        var body: [UInt8] = []
        var end = End.open
    }

    /// - Parameter bytes: What a server sends in answer to one request.
    static func check(_ bytes: [UInt8]) throws { _ = try isReadHere(bytes) }

    /// Checks an answer; returns whether it was read to its end without swift-nio's parser.
    static func isReadHere(_ bytes: [UInt8]) throws -> Bool {
        let answer = read(bytes, until: [bytes.count])
        for longest in [1, 5, 40] where answer.status != nil {
            let ends = Pieces(of: bytes.count - answer.headSize, longest: longest).map {
                answer.headSize + $0.upperBound
            }
            let other = read(bytes, until: [answer.headSize] + ends)
            try require(other == answer, "In pieces of \(longest): \(other); at once: \(answer)")
        }
        if case .whole(let count) = answer.end {
            let expected = parse(bytes[..<count])
            try require(expected.end == .whole(count), "It is no whole answer to swift-nio")
            try compare(answer, expected)
            return true
        }
        let expected = parse(bytes[...])
        if answer.status == nil { try require(bytes.isEmpty || answer.end == .unusual, "A head is waited for") }
        if answer.end == .open { try require(expected.end == .open, "It has an end to swift-nio: \(expected.end)") }
        if answer.end == .broken { try require(expected.end == .broken, "It is whole to swift-nio") }
        try require(expected.body.starts(with: answer.body), "Another body to swift-nio")
        return false
    }

    private static func compare(_ answer: Answer, _ expected: Answer) throws {
        try require(answer.status == expected.status, "\(expected.status ?? 0) to swift-nio")
        try require(answer.body == expected.body, "Another body to swift-nio")
        let unread = ["server", "connection", "content-length", "transfer-encoding"]
        let theirs = expected.headers.filter { !unread.contains($0.name.lowercased()) }
        try require(
            answer.headers.elementsEqual(theirs) { $0.name == $1.name && $0.value == $1.value },
            "Other headers to swift-nio: \(theirs)")
    }

    /// - Parameter ends: How much has come each time.
    private static func read(_ bytes: [UInt8], until ends: [Int]) -> Answer {
        var framing = ResponseFraming()
        var answer = Answer()
        var (start, isOpen) = (0, true)
        for end in ends where isOpen {
            var isIncomplete = false
            while isOpen, !isIncomplete {
                switch bytes[start..<end].withUnsafeBytes({ framing.next($0) }) {
                case .head(let status, let headers, let count):
                    (answer.status, answer.headers, answer.headSize) = (status, headers, count)
                    start += count
                case .body(let count):
                    answer.body += bytes[start..<(start + count)]
                    start += count
                case .framing(let count): start += count
                case .end(let count): (answer.end, isOpen) = (.whole(start + count), false)
                case .incomplete: isIncomplete = true
                case .unusual: (answer.end, isOpen) = (.unusual, false)
                case .broken: (answer.end, isOpen) = (.broken, false)
                }
            }
        }
        return answer
    }

    private static func parse(_ bytes: ArraySlice<UInt8>) -> Answer {
        let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward)
        let channel = EmbeddedChannel(handlers: [HTTPRequestEncoder(), ByteToMessageHandler(decoder)])
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        var answer = Answer()
        do {
            try channel.writeOutbound(
                HTTPClientRequestPart.head(HTTPRequestHead(version: .http1_1, method: .POST, uri: "/")))
            try channel.writeInbound(ByteBuffer(bytes: bytes))
        } catch {
            answer.end = .broken
        }
        while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
            switch part {
            case .head(let head): (answer.status, answer.headers) = (Int(head.status.code), head.headers)
            case .body(let body): answer.body += body.readableBytesView
            case .end: if answer.end == .open { answer.end = .whole(bytes.count) }
            }
        }
        return answer
    }
}
