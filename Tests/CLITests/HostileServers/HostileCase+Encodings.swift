import LoopbackServer

extension HostileCase {
    /// Bytes that are not what their labels say, or not text at all.
    static let encodings: [HostileCase] = compressions + contentTypes + characters

    private static let compressions: [HostileCase] = compressors.map { name, label, encode, expectation in
        both("content encoding: \(name)", expectation) { route in
            let body = encode(Array(HostileAnswer.good(route).utf8))
            return [.send(HostileAnswer.http(headers: "content-encoding: \(label)\r\n", bytes: body))]
        }
    }

    private static let compressors: [(String, String, @Sendable ([UInt8]) -> [UInt8], Expectation)] = [
        ("gzip", "gzip", { Deflated.gzip($0) }, Expectation.answers),
        ("gzip by its old name", "x-gzip", { Deflated.gzip($0) }, .either(76)),
        ("gzip in capitals", "GZIP", { Deflated.gzip($0) }, .either(76)),
        ("deflate", "deflate", { Deflated.zlib($0) }, .answers),
        ("deflate without its wrapper", "deflate", { Deflated.stored($0) }, .either(76)),
        ("gzip cut short", "gzip", { Array(Deflated.gzip($0).dropLast(20)) }, .fails(69, 76)),
        (
            "gzip with a wrong checksum", "gzip", { Array(Deflated.gzip($0).dropLast(8)) + [1, 2, 3, 4, 5, 6, 7, 8] },
            .either(69, 76)
        ),
        ("gzip on plain text", "gzip", { $0 }, .fails(69, 76)),
        ("gzip, empty", "gzip", { _ in [] }, .fails(69, 76)),
        ("gzip twice", "gzip, gzip", { Deflated.gzip(Deflated.gzip($0)) }, .either(69, 76)),
        ("no label on gzip", "identity", { Deflated.gzip($0) }, .fails(76)),
        ("br on plain text", "br", { $0 }, .either(69, 76)),
        ("br", "br", { _ in [0x0B, 0x02, 0x80, 0x70, 0x6F, 0x6E, 0x67, 0x03] }, .fails(76)),
        ("an unknown label", "zstd-of-tomorrow", { $0 }, .either(76)),
        ("a bomb of 512 MB", "gzip", { _ in Deflated.bomb(megabytes: 512) }, .fails(69, 76)),
        ("deflate, a bomb of 512 MB", "deflate", { _ in Deflated.zlibBomb(megabytes: 512) }, .fails(69, 76)),
    ]

    private static let contentTypes: [HostileCase] =
        [
            ("text/plain", Expectation.answers), ("text/html", .either(76)), ("text/event-stream", .answers),
            ("application/octet-stream", .answers), ("image/png", .answers),
            ("application/json; charset=utf-16", .answers),
            ("application/json; charset=\"", .answers), ("\u{9b}31m", .answers),
            (String(repeating: "a", count: 30_000), .answers),
        ].map { type, expectation in
            both("JSON as \(type.prefix(40))", expectation) {
                [.send(HostileAnswer.http(type: type, HostileAnswer.good($0)))]
            }
        } + [
            both("a page as JSON", .fails(76)) { _ in
                [.send(HostileAnswer.http("<!DOCTYPE html><html><title>Sign in</title>"))]
            },
            both("plain text", .fails(76)) { _ in [.send(HostileAnswer.http(type: "text/plain", "Welcome to the API"))]
            },
            both("plain text as JSON", .fails(76)) { _ in [.send(HostileAnswer.http("Welcome to the API"))] },
            both("a picture", .fails(76)) { _ in
                [
                    .send(
                        HostileAnswer.http(
                            type: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]))
                ]
            },
            both("XML", .fails(76)) { _ in
                [.send(HostileAnswer.http(type: "text/xml", "<?xml version=\"1.0\"?><Error><Code>No</Code></Error>"))]
            },
        ]

    private static let characters: [HostileCase] =
        recodings.map { name, recode, expectation in
            both("characters: \(name)", expectation) { route in
                [.send(HostileAnswer.http(bytes: recode(Array(HostileAnswer.good(route).utf8))))]
            }
        }
        + errors.map { name, message in
            both("characters: an error \(name)", .fails(65)) { _ in
                [.send(HostileAnswer.http(status: "400 Bad", "{\"message\":\"\(message)\"}"))]
            }
        }

    private static let recodings: [(String, @Sendable ([UInt8]) -> [UInt8], Expectation)] = [
        ("a byte-order mark", { [0xEF, 0xBB, 0xBF] + $0 }, .answers),
        ("UTF-16", { [0xFF, 0xFE] + $0.flatMap { [$0, 0] } }, .fails(76)),
        ("UTF-16, the other way", { [0xFE, 0xFF] + $0.flatMap { [0, $0] } }, .fails(76)),
        ("NUL between the bytes", { $0.flatMap { [$0, 0] } }, .fails(76)),
        ("NUL after the JSON", { $0 + [0] }, .either(76)),
        ("nothing but NUL", { _ in [UInt8](repeating: 0, count: 4096) }, .fails(76)),
        ("nothing but white space", { _ in Array(" \r\n\t\n".utf8) }, .fails(76)),
        ("not UTF-8", { pong($0, then: [0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80]) }, .either(76)),
        ("lone surrogates", { pong($0, then: Array(#"\ud800\udfff\ud800x"#.utf8)) }, .answers),
        ("escaped control characters", { pong($0, then: Array(#"\u0000\u001b\u009b\u202e"#.utf8)) }, .answers),
        ("raw control characters", { pong($0, then: [0x1B, 0x07, 0x7F, 0]) }, .either(76)),
    ]

    private static let errors: [(String, String)] = [
        ("of control characters", #"\u001b]0;title\u0007\r\n\u009b31m\u202e\u0000two\nlines\u2028three"#),
        ("of 5 MB", String(repeating: "long ", count: 1 << 20)),
        ("of combining marks", "e" + String(repeating: "\u{301}", count: 3000)),
        ("of nothing", ""),
        ("of 100,000 lines", String(repeating: "\\n", count: 100_000)),
    ]

    /// Puts bytes behind the word that stands in every good answer.
    private static func pong(_ bytes: [UInt8], then more: [UInt8]) -> [UInt8] {
        let place = bytes.firstRange(of: Array("pong".utf8))?.upperBound ?? 0
        return bytes[..<place] + more + bytes[place...]
    }
}
