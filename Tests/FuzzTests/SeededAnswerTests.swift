import Testing

@testable import Batch

/// Thousands of answers as servers send them, whole and damaged.
@Suite(.timeLimit(.minutes(2))) struct SeededAnswerTests {
    private static let lines = [
        "content-type: application/json", "Content-Type:text/event-stream", "Server: nginx/1.22", "x-request-id:  r-1 ",
        "Connection: keep-alive", "connection: Keep-Alive", "connection: close", "retry-after: 3", "date: x",
        "x-empty:",
        "content-encoding: gzip", "upgrade: h2c", "trailer: x", "x-\u{e9}: \u{e9}", "x y: z", " folded",
        "vary: \t a,\tb",
    ]

    private static func answer(_ random: inout SplitMix64) -> [UInt8] {
        func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        let status =
            once(in: 8)
            ? ["204 No Content", "304 x", "100 Continue", "503 a b", "99 x"].randomElement(using: &random) : nil
        var head = ["HTTP/1.\(once(in: 20) ? 0 : 1) \(status ?? "200 OK")"]
        for _ in 0..<Int.random(in: 0...3, using: &random) { head.append(lines.randomElement(using: &random) ?? "") }
        let body = Array(repeating: UInt8(ascii: "b"), count: Int.random(in: 0...90, using: &random))
        var framed: [UInt8] = []
        if once(in: 2) {
            let length = once(in: 6) ? Int.random(in: 0...120, using: &random) : body.count
            head.insert(
                "\(once(in: 2) ? "C" : "c")ontent-length: \(length)", at: Int.random(in: 1...head.count, using: &random)
            )
            framed = body
        } else {
            head.append(once(in: 9) ? "transfer-encoding: gzip, chunked" : "Transfer-Encoding: chunked")
            var rest = body[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...40, using: &random))
                rest = rest.dropFirst(piece.count)
                let size = String(piece.count, radix: 16, uppercase: once(in: 2))
                framed += "\(once(in: 9) ? "00" : "")\(size)\(once(in: 9) ? ";x=y" : "")\r\n".utf8
                framed += piece + Array("\r\n".utf8)
            }
            framed += "0\r\n\(once(in: 9) ? "x: y\r\n" : "")\r\n".utf8
        }
        if once(in: 9) { head.append("content-length: \(body.count)") }
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + framed
            + (once(in: 5) ? Array("HTTP".utf8) : [])
    }

    @Test func anAnswerIsReadAsTheParserReadsIt() throws {
        var random = SplitMix64(seed: 31)
        var count = 0
        for _ in 0..<3000 {
            var bytes = Self.answer(&random)
            for _ in 0..<2 {
                #expect(throws: Never.self, "\(String(decoding: bytes, as: UTF8.self).debugDescription)") {
                    if try ResponseFramingProperties.isReadHere(bytes) { count += 1 }
                }
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert([0x0D, 0x0A, 0x20, 0x30, 0x3A].randomElement(using: &random) ?? 0, at: place)
                }
            }
        }
        // Neither all nor none of them are usual.
        #expect((1000...5000).contains(count), "\(count) answers were usual.")
    }
}
