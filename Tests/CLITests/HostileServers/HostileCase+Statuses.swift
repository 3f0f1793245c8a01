import LoopbackServer

extension HostileCase {
    /// Statuses, usual and unusual.
    static let statuses: [HostileCase] = successes + redirections + refusals + oddStatusLines

    private static let successes: [HostileCase] =
        ["200 OK", "200", "200 ", "201 Created", "202 Accepted", "203 Hm", "206 Partial Content"].map { status in
            both("status \(status)", .answers) { [.send(HostileAnswer.http(status: status, HostileAnswer.good($0)))] }
        } + [
            both("status 204", .fails(76)) { _ in [.text("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")] },
            both("status 205", .fails(76)) { _ in [.send(HostileAnswer.http(status: "205 Reset", ""))] },
            both("200 ten times 100 first", .answers) { route in
                [.text(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 10))]
                    + [.send(HostileAnswer.json(HostileAnswer.good(route)))]
            },
            both("200 after 103 early hints", .answers) { route in
                [.text("HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n")]
                    + [.send(HostileAnswer.json(HostileAnswer.good(route)))]
            },
            both("100 without end", .hangs, isSlow: true) { _ in
                [.endlessText("HTTP/1.1 100 Continue\r\n\r\n", every: .milliseconds(5))]
            },
            both("103 without end", .hangs, isSlow: true) { _ in
                [.endlessText("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", every: .milliseconds(5))]
            },
            both("101 to another protocol", .fails(69, 76)) { _ in
                [.text("HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\nhello")]
            },
        ]

    private static let redirections: [HostileCase] =
        ["300", "301", "302", "303", "304", "307", "308", "399"].map {
            status in
            both("status \(status) without a location", .fails(76)) { _ in
                [.send(HostileAnswer.http(status: "\(status) Go", ""))]
            }
        } + [
            both("a redirect to itself", .fails(76)) { route in
                let path = route == .models ? "models" : "chat/completions"
                return [.send(HostileAnswer.http(status: "307 Again", headers: "location: /api/v1/\(path)\r\n", ""))]
            },
            both("a redirect to a file", .fails(76)) { _ in
                [.send(HostileAnswer.http(status: "301 Moved", headers: "location: file:///etc/passwd\r\n", ""))]
            },
            both("a redirect with control characters", .fails(76)) { _ in
                [.send(HostileAnswer.http(status: "301 Moved", headers: "location: /\u{9b}31m\u{202e}\r\n", ""))]
            },
        ]

    private static let refusals: [HostileCase] = [
        (400, [65]), (401, [77]), (402, [77]), (403, [77]), (404, [78]), (405, [65]), (406, [65]), (408, [75]),
        (409, [75]), (410, [65, 78]), (411, [65]), (413, [65]), (415, [65]), (418, [65]), (421, [65]), (422, [65]),
        (425, [75]), (429, [75]), (431, [65]), (451, [65]), (499, [65]), (500, [69]), (501, [69]), (502, [69]),
        (503, [69]), (504, [69]), (507, [69]), (511, [69]), (520, [69]), (529, [69]), (599, [69]), (600, [76]),
        (700, [76]), (999, [76]),
    ].flatMap { (status: Int, codes: Set<Int32>) in
        forms.filter { $0.statuses.isEmpty || $0.statuses.contains(status) }.map { form in
            both("status \(status) with \(form.name)", Expectation(codes: codes)) { _ in
                [.send(HostileAnswer.http(status: "\(status) No", type: form.type, form.body))]
            }
        }
    }

    /// The forms of an error's body, and the statuses that get it; all where none is named.
    private static let forms: [(name: String, type: String, body: String, statuses: Set<Int>)] = [
        ("JSON", "application/json", #"{"error":{"message":"No way","code":null}}"#, []),
        (
            "a page", "text/html", "<!DOCTYPE html><html><head><title>No way</title></head><body><h1>No</h1>",
            [400, 401, 402, 403, 404, 502, 503]
        ),
        ("nothing", "text/plain", "", [400, 401, 404, 429, 500, 999]),
    ]

    private static let oddStatusLines: [HostileCase] = [
        ("HTTP/1.1 0 Zero", Expectation.fails(69, 76)), ("HTTP/1.1 -1 Minus", .fails(76)),
        ("HTTP/1.1 99 Short", .fails(69, 76)), ("HTTP/1.1 000 None", .fails(76)), ("HTTP/1.1 099 Low", .fails(76)),
        ("HTTP/1.1 2000 Long", .fails(76)), ("HTTP/1.1 abc", .fails(76)),
        ("HTTP/1.1", .fails(76)), ("HTTP/9.9 200 OK", .either(76)), ("ICY 200 OK", .fails(76)),
        ("http/1.1 200 ok", .fails(76)), ("HTTP/1.1 200 \u{9b}31m\u{202e}", .either(76)),
        ("HTTP/1.1 200 \(String(repeating: "O", count: 1 << 20))", .either(69, 76)), ("GET / HTTP/1.1", .fails(76)),
        ("SSH-2.0-OpenSSH_9.2", .fails(76)), ("\u{16}\u{3}\u{1}", .fails(76)),
    ].map { line, expectation in
        both("status line \(line.prefix(30).debugDescription)", expectation) { route in
            let body = HostileAnswer.good(route)
            return [
                .text("\(line)\r\nconnection: close\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
            ]
        }
    }
}
