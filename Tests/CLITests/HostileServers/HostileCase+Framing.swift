import LoopbackServer

extension HostileCase {
    /// Answers whose length, chunks or ends are not what they claim.
    static let framing: [HostileCase] = ends + lengths + chunks

    private static let ends: [HostileCase] = [
        both("an end before any byte", .fails(69)) { _ in [] },
        both("a reset before any byte", .fails(69)) { _ in [.reset] },
        both("an end inside the head", .fails(69)) { _ in [.text("HTTP/1.1 200 OK\r\ncontent-le")] },
        both("a reset inside the body", .fails(69)) { _ in
            [.text("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":["), .wait(.milliseconds(50)), .reset]
        },
        both("silence", .hangs, isSlow: true) { _ in [.hold] },
        both("silence after the head", .hangs, isSlow: true) { _ in
            [.text("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"), .hold]
        },
        both("silence inside the body", .hangs, isSlow: true) { _ in
            [.text("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":["), .hold]
        },
        both("a body byte by byte without end", .hangs, isSlow: true) { _ in
            [
                .text("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"),
                .endlessText(" ", every: .milliseconds(20)),
            ]
        },
        both("an answer byte by byte", .answers) { route in
            HostileAnswer.json(HostileAnswer.good(route)).flatMap { [.send([$0]), .wait(.milliseconds(1))] }
        },
        both("HTTP/0.9", .fails(76)) { [.text(HostileAnswer.good($0))] },
        both("HTTP/1.0 until the end", .answers) { [.text("HTTP/1.0 200 OK\r\n\r\n" + HostileAnswer.good($0))] },
        both("no headers", .answers) { [.text("HTTP/1.1 200 OK\r\n\r\n" + HostileAnswer.good($0))] },
        both("bare line feeds", .either(76)) { route in
            [.text("HTTP/1.1 200 OK\ncontent-type: application/json\n\n" + HostileAnswer.good(route))]
        },
        both("bare line feeds, then silence", .fails(76)) { route in
            [.text("HTTP/1.1 200 OK\ncontent-type: application/json\n\n" + HostileAnswer.good(route)), .hold]
        },
        both("two answers at once", .answers) { route in
            let answer = HostileAnswer.json(HostileAnswer.good(route))
            return [.send(answer + HostileAnswer.http(status: "500 Oops", "{}"))]
        },
        both("rubbish after the answer", .answers) { route in
            [.send(HostileAnswer.json(HostileAnswer.good(route)) + [0, 0xFF, 0x0D, 0x0A])]
        },
        both("a body of 70 MB", .fails(69, 76)) { _ in
            [.text("HTTP/1.1 200 OK\r\ncontent-length: 73400320\r\n\r\n{\"a\":\"")]
                + Array(repeating: .send([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)), count: 70)
        },
    ]

    private static let lengths: [HostileCase] = lengthHeaders.map { name, header, expectation in
        both("content length: \(name)", expectation) { route in
            let body = HostileAnswer.good(route)
            return [.text("HTTP/1.1 200 OK\r\n\(header(body.utf8.count))connection: close\r\n\r\n\(body)")]
        }
    }

    private static let lengthHeaders: [(String, @Sendable (Int) -> String, Expectation)] = [
        ("twice the same", { "content-length: \($0)\r\ncontent-length: \($0)\r\n" }, Expectation.either(76)),
        ("twice, not the same", { "content-length: \($0)\r\ncontent-length: 5\r\n" }, .fails(69, 76)),
        ("negative", { "content-length: -\($0)\r\n" }, .fails(76)),
        ("too large for a number", { _ in "content-length: 99999999999999999999999\r\n" }, .fails(76)),
        ("the largest number", { _ in "content-length: 9223372036854775807\r\n" }, .fails(69, 76)),
        ("a word", { _ in "content-length: much\r\n" }, .fails(76)),
        ("hexadecimal", { _ in "content-length: 0x20\r\n" }, .fails(76)),
        ("one too many", { "content-length: \($0 + 1)\r\n" }, .fails(69)),
        ("one too few", { "content-length: \($0 - 1)\r\n" }, .fails(76)),
        ("zero", { _ in "content-length: 0\r\n" }, .fails(76)),
        ("beside chunks", { "content-length: \($0)\r\ntransfer-encoding: chunked\r\n" }, .fails(69, 76)),
    ]

    private static let chunks: [HostileCase] = chunkings.map { name, encode, expectation in
        both("chunks: \(name)", expectation) { route in
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
            return [.text(head + encode(HostileAnswer.good(route)))]
        }
    }

    private static let chunkings: [(String, @Sendable (String) -> String, Expectation)] = [
        ("right", { "\(hex($0))\r\n\($0)\r\n0\r\n\r\n" }, Expectation.answers),
        ("with trailers", { "\(hex($0))\r\n\($0)\r\n0\r\nx-request-id: \u{9b}31m\r\n\r\n" }, .either(76)),
        ("with an extension", { "\(hex($0));a=\"b\"\r\n\($0)\r\n0\r\n\r\n" }, .answers),
        (
            "with an extension of 1 MB",
            { "\(hex($0));a=\(String(repeating: "b", count: 1 << 20))\r\n\($0)\r\n0\r\n\r\n" }, .either(69, 76)
        ),
        ("with leading zeros", { "00000000\(hex($0))\r\n\($0)\r\n0\r\n\r\n" }, .either(76)),
        ("a size that is no number", { "zz\r\n\($0)\r\n0\r\n\r\n" }, .fails(76)),
        ("a negative size", { "-5\r\n\($0)\r\n0\r\n\r\n" }, .fails(76)),
        ("a size that overflows", { "FFFFFFFFFFFFFFFFF\r\n\($0)\r\n0\r\n\r\n" }, .fails(76)),
        ("a size that nobody sends", { "7FFFFFFFFFFFFFFF\r\n\($0)" }, .fails(69, 76)),
        ("too small a size", { "5\r\n\($0)\r\n0\r\n\r\n" }, .fails(76)),
        ("cut inside a chunk", { "\(hex($0))\r\n\($0.dropLast(3))" }, .fails(69)),
        ("no last chunk", { "\(hex($0))\r\n\($0)\r\n" }, .fails(69)),
        ("an empty first chunk", { "0\r\n\r\n\(hex($0))\r\n\($0)\r\n" }, .fails(76)),
        ("one byte each", { $0.map { "1\r\n\($0)\r\n" }.joined() + "0\r\n\r\n" }, .answers),
    ]

    private static func hex(_ text: String) -> String { String(text.utf8.count, radix: 16) }
}
