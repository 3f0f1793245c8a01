import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Synchronization
import Testing

/// The page in a real browser, made of results whose every text is an attack.
@Suite(.timeLimit(.minutes(5)), .enabled(if: Browser.isExpected)) struct ReportPageTests {
    /// What would run, load or lead elsewhere, should it reach the page as markup; each tells the server, or changes the title.
    private static func attacks(_ address: String) -> [String] {
        let markup = [
            "<img src=x onerror=\"document.title='owned'\">", "<img src=\(address)/img>",
            "<script>document.title='owned'</script>", "</title><script>document.title='owned'</script>",
            "</style><script>document.title='owned'</script>",
            "</style><style>body{background:url(\(address)/css)}</style>",
            "<svg onload=\"document.title='owned'\">", "<svg><image href=\(address)/svg /></svg>",
            "<link rel=stylesheet href=\(address)/link>",
            "<meta http-equiv=refresh content=\"0;url=\(address)/refresh\">",
            "<base href=\(address)/>", "<iframe src=\(address)/frame></iframe>",
            "<iframe srcdoc=\"<img src=\(address)/doc>\">",
            "<object data=\(address)/object></object>", "<video src=\(address)/video autoplay></video>",
            "<form action=\(address)/form><button autofocus onfocus=\"document.title='owned'\">",
            "<a href=\"javascript:document.title='owned'\">x</a>", "<!-- ", "--><b>", "<![CDATA[", "]]><b>",
            "&lt;b&gt;", "&#60;b&#62;",
            "<math><mtext></form><form><mglyph><style></math><img src=\(address)/m onerror=\"document.title='owned'\">",
        ]
        let breaks = [
            "\" onmouseover=\"document.title='owned'", "' onmouseover='document.title=1", "\"><b>", "'><b>", "`",
            "{{7*7}}",
            "\u{0}", "\u{202E}", "\u{1B}[31m", "\r\n", "\u{2028}",
        ]
        // Marks that join with the letter after them, so that the two are one character.
        return breaks
            + ["", "\u{600}", "\u{6DD}", "\u{70F}", "\u{110BD}", "\u{FEFF}"].flatMap { mark in
                markup.map { mark + $0.replacing("<", with: "\(mark)<").replacing(">", with: "\(mark)>") }
            }
    }

    /// A reply, a cut reply and a failure for each text, which stands wherever a text of a server or of the user can.
    private static func results(_ texts: [String]) -> String {
        texts.enumerated().map { index, text in
            let text = JSONValue.string(text).jsonText
            let times =
                #"{"sent_at":\#(1_000_000_000 + index),"latency":\#(100 + index),"time_to_first_token":5,"inter_token_latencies":[1]}"#
            let body =
                #"{"model":\#(text),"choices":[{"message":{"content":\#(text)},"finish_reason":\#(text)}],"usage":{"completion_tokens":3}}"#
            return """
                {"id":\(text),"custom_id":\(text),"response":{"status_code":200,"request_id":\(text),"body":\(body)},"error":null,"timings":\(times)}
                {"id":\(text),"custom_id":\(text),"response":{"status_code":400,"body":{"error":{"message":\(text),"code":\(text)}}},"error":null}

                """
        }.joined()
    }

    private static func tags(_ document: String) -> [String] {
        document.matches(of: /<([a-zA-Z\/!][^\s>]*)[^>]*>/).map { String($0.output.1) }
    }

    /// Makes the page of results and gives back what the browser makes of it.
    private static func page(_ results: String, named name: String, _ program: Program) async throws -> String {
        try program.write(results, to: name)
        let made = try await program.run(["batch", "report", name, "-o", "page.html", "--force"])
        #expect(made.exitCode == 0, "\(made.error)")
        let html = try program.read("page.html")
        #expect(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"))
        return try await Browser.document("page.html", in: program)
    }

    @Test func nothingOfAHostileServerBecomesMarkup() async throws {
        let requests = Mutex(0)
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                requests.withLock { $0 += 1 }
                return .close([LoopbackServer.http("200 OK", type: "text/plain", "")])
            } while: { server in
                let attacks = Self.attacks("http://127.0.0.1:\(server.port)")
                // A page shows 50 outcomes of a kind, so there are several pages.
                for start in stride(from: 0, to: attacks.count, by: 45) {
                    let some = attacks[start..<min(start + 45, attacks.count)]
                    let harmless = some.indices.map { "text \($0)" }
                    let name = "\u{600}<img src=x onerror=document.title=1>'\".jsonl"
                    let hostile = try await Self.page(Self.results(Array(some)), named: name, program)
                    let plain = try await Self.page(Self.results(harmless), named: "plain.jsonl", program)
                    #expect(plain.contains("text \(start)") && plain.contains("<svg"))
                    // Element by element the two documents are the same.
                    #expect(Self.tags(hostile) == Self.tags(plain))
                    for match in hostile.matches(
                        of: /<[a-zA-Z][^>]*\s(on\w+|href|src|srcdoc|action|formaction|data)\s*=/)
                    {
                        Issue.record("The page has \(match.output.0)")
                    }
                    #expect(hostile.contains("<title>\u{600}&lt;img") && !hostile.contains("<title>owned"))
                }
            }
        }
        #expect(requests.withLock { $0 } == 0)
    }

    /// Without it the test above would pass in a browser that runs and loads nothing.
    @Test func theBrowserWouldRunAndLoadWhatItIsGiven() async throws {
        let requests = Mutex(0)
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                requests.withLock { $0 += 1 }
                return .close([LoopbackServer.http("200 OK", type: "text/plain", "")])
            } while: { server in
                let attack =
                    "<title>page</title><img src=http://127.0.0.1:\(server.port)/ onerror=\"document.title='owned'\">"
                try program.write("<!DOCTYPE html>\(attack)", to: "control.html")
                let document = try await Browser.document("control.html", in: program)
                #expect(document.contains("<title>owned</title>"))
                #expect(Self.tags(document).contains("img"))
            }
        }
        #expect(requests.withLock { $0 } > 0)
    }
}
