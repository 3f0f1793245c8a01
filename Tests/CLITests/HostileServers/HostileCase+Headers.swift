import LoopbackServer

extension HostileCase {
    /// Headers with values that nobody should send.
    static let headers: [HostileCase] = waits + oddHeaders

    /// What a server may ask to be waited for, and what it may claim of its limits.
    private static let waits: [HostileCase] = {
        let values = [
            "1e300", "1e19", "1e21", "nan", "inf", "-inf", "-5", "-1e300", "1e-300", "0x10", "9223372036854775807",
            "99999999999999999999", "1795521600", "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 99999999 23:59:59 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT", "soon", "", "\u{0665}",
        ]
        let refusals = values.map { value in
            both("429, Retry-After \(value)", .fails(75)) { _ in
                [
                    .send(
                        HostileAnswer.http(
                            status: "429 Slow", headers: "retry-after: \(value)\r\n", #"{"message":"Slow down"}"#))
                ]
            }
        }
        let limits = [
            "retry-after: 1e300", "retry-after-ms: 1e300", "retry-after-ms: nan", "retry-after-ms: -1",
            "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 1e300",
            "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: " + String(repeating: "9", count: 400)
                + "h",
            "x-ratelimit-remaining-requests: -9223372036854775808\r\nx-ratelimit-reset-requests: -1s",
            "x-ratelimit-limit-requests: 0\r\nx-ratelimit-remaining-requests: 0",
            "x-ratelimit-limit-tokens: 0\r\nx-ratelimit-remaining-tokens: 0\r\nx-ratelimit-reset-tokens: 0s",
            "x-ratelimit-limit-tokens: -1", "x-ratelimit-limit-requests: 9223372036854775807",
            "x-ratelimit-limit-tokens: 9223372036854775807\r\nx-ratelimit-remaining-tokens: -9223372036854775808",
            "x-ratelimit-limit-requests: 1e300\r\nx-ratelimit-limit-tokens: nan",
        ]
        return refusals
            + limits.map { limit in
                both("200, \(limit.prefix(80))", .answers) { route in
                    [.send(HostileAnswer.json(HostileAnswer.good(route), headers: limit + "\r\n"))]
                }
            }
    }()

    private static let oddHeaders: [HostileCase] = [
        both("a request id with control characters", .fails(69)) { _ in
            [
                .send(
                    HostileAnswer.http(
                        status: "500 Oops", headers: "x-request-id: \u{9b}31m\u{202e}id\u{85}\r\n",
                        #"{"message":"Oops"}"#))
            ]
        },
        both("a request id of 60,000 bytes", .either(69)) { _ in
            [
                .send(
                    HostileAnswer.http(
                        status: "500 Oops", headers: "x-request-id: \(String(repeating: "i", count: 60_000))\r\n",
                        #"{"message":"Oops"}"#))
            ]
        },
        both("a header with NUL", .either(76)) { route in
            [.send(HostileAnswer.json(HostileAnswer.good(route), headers: "x-a: b\u{0}c\r\n"))]
        },
        both("a header that is not UTF-8", .answers) { route in
            let body = HostileAnswer.good(route)
            return [
                .send(
                    Array("HTTP/1.1 200 OK\r\nx-request-id: ".utf8) + [0xFF, 0xC3, 0x28]
                        + Array("\r\nconnection: close\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
            ]
        },
        both("a header without a colon", .either(76)) { route in
            [.send(HostileAnswer.json(HostileAnswer.good(route), headers: "nonsense\r\n"))]
        },
        both("a header name with a space", .either(76)) { route in
            [.send(HostileAnswer.json(HostileAnswer.good(route), headers: "x a: b\r\n"))]
        },
        both("a folded header", .either(76)) { route in
            [.send(HostileAnswer.json(HostileAnswer.good(route), headers: "x-a: b\r\n c\r\n"))]
        },
        both("one header of 10 MB without an end", .fails(69, 76)) { _ in
            [.text("HTTP/1.1 200 OK\r\nx: "), .send([UInt8](repeating: UInt8(ascii: "a"), count: 10 << 20)), .hold]
        },
        both("one header of 20 MB with an end", .either(69, 76)) { route in
            let header = "x: \(String(repeating: "a", count: 20 << 20))\r\n"
            return [.send(HostileAnswer.json(HostileAnswer.good(route), headers: header))]
        },
        both("100,000 headers", .either(69, 76)) { route in
            let headers = (0..<100_000).map { "x-\($0): 1\r\n" }.joined()
            return [.send(HostileAnswer.json(HostileAnswer.good(route), headers: headers))]
        },
        both("headers without end", .fails(69, 76)) { _ in
            [.text("HTTP/1.1 200 OK\r\n"), .endlessText("x-a: 0123456789abcdef\r\n")]
        },
        both("two content types", .either(76)) { route in
            [.send(HostileAnswer.json(HostileAnswer.good(route), headers: "content-type: text/html\r\n"))]
        },
        both("an empty content type", .answers) { route in
            [.send(HostileAnswer.http(type: "", HostileAnswer.good(route)))]
        },
        both("a cookie that the program must not mind", .answers) { route in
            [
                .send(
                    HostileAnswer.json(
                        HostileAnswer.good(route), headers: "set-cookie: a=b; path=/\r\nset-cookie: c\r\n"))
            ]
        },
    ]
}
