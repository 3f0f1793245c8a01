import JSON
import Testing

@testable import Tools

/// Real servers, replayed.
@Suite(.timeLimit(.minutes(1))) struct TranscriptTests {
    private static func dialogue(_ name: String) throws -> (Dialogue, Transcript) {
        let transcript = try Transcript(name)
        var dialogue = Dialogue { transcript.lines(answering: $0) }
        dialogue.start()
        return (dialogue, transcript)
    }

    @Test(arguments: [
        ("stdio_2025-11-25_mcp1", "2025-11-25", 15), ("stdio_2025-11-25_mcp2", "2025-11-25", 15),
        ("stdio_2026-07-28_mcp2", "2026-07-28", 15), ("stdio_probe_falls_back_mcp1", "2025-11-25", 15),
        ("stdio_pages_and_content_kinds_mcp2", "2025-11-25", 7), ("stdio_real_git_tools", "2025-11-25", 12),
        ("stdio_real_sqlite_mcp1", "2025-11-25", 6), ("stdio_bad_server_noise", "2025-11-25", 1),
    ])
    func theToolsOfAServerAreFound(name: String, version: String, count: Int) throws {
        let (dialogue, _) = try Self.dialogue(name)
        #expect(dialogue.state.phase == .ready, "\(dialogue.state.phase)")
        #expect(dialogue.state.info?.protocolVersion == version)
        #expect(dialogue.state.tools.count == count)
        #expect(dialogue.state.tools.map(\.name) == dialogue.state.tools.map(\.name).uniqued)
    }

    @Test(arguments: ["stdio_2025-11-25_mcp1", "stdio_2025-11-25_mcp2", "stdio_2026-07-28_mcp2"])
    func eachCallThatWasAnsweredHasItsResult(name: String) throws {
        var (dialogue, transcript) = try Self.dialogue(name)
        #expect(dialogue.result("add", ["a": 2, "b": 3]) == "5")
        #expect(dialogue.result("weather")?.contains("Тверь") == true)
        if transcript.called.contains("picture") {
            #expect(dialogue.result("picture") == "[image/png, 70 bytes, not shown to the model]")
            #expect(dialogue.result("newline")?.contains("\u{2028}") == true)
        }
        let failed = dialogue.call("fail")
        #expect(dialogue.outcomes[failed].map { if case .result(.failed, _) = $0 { true } else { false } } == true)
        dialogue.call("slow")
        #expect(dialogue.progress.first?.total == 3)
        let hanging = dialogue.call("hang")
        #expect(dialogue.outcomes[hanging] == nil)
        dialogue.take(dialogue.state.cancel(hanging))
        #expect(dialogue.outcomes[hanging] == .interrupted)
        #expect(dialogue.sent.last?.method == "notifications/cancelled")
        #expect(!dialogue.isBroken && !transcript.called.isEmpty)
    }

    @Test func realServersAnswerAsTheyDid() throws {
        var (time, _) = try Self.dialogue("stdio_real_time")
        #expect(time.result("convert_time")?.contains("Asia/Tokyo") == true)
        let unknown = time.result("get_current_time")
        #expect(unknown?.contains("Mars/Olympus") == true)
        var (git, _) = try Self.dialogue("stdio_real_git")
        #expect(git.result("git_status")?.hasPrefix("Error") == true)
    }

    @Test func requestsOfAServerAreAnsweredThoughTheirIDsAreThoseOfOurs() throws {
        var (dialogue, _) = try Self.dialogue("stdio_server_requests_mcp1")
        let call = dialogue.call("nag")
        #expect(dialogue.text(call)?.hasPrefix("ping: answered; roots: Method not found") == true)
        let answers = dialogue.sent.filter { $0.method == nil }.map(\.json)
        #expect(answers.map { $0["id"]?.int } == [0, 1, 2])
        #expect(answers.map { $0["error"]?["code"]?.int } == [nil, -32601, -32601])
        #expect(answers[0]["result"] == [:])
        #expect(dialogue.state.isStale)
        dialogue.take(dialogue.state.refresh(now: .zero))
        #expect(!dialogue.state.isStale && dialogue.readies == 2)
    }

    @Test func whatAServerWantsToBeToldIsAnError() throws {
        var (input, _) = try Self.dialogue("stdio_input_required_mcp2")
        #expect(input.state.phase != .ready)
        let transcript = try Transcript("stdio_input_required_mcp2")
        input = Dialogue { message in
            message.method == "tools/call"
                ? transcript.lines(answering: message)
                : politeServer(
                    modern: true, tools: [["name": "greet"]])(message)
        }
        input.start()
        let call = input.call("greet")
        #expect(input.text(call)?.contains("further input") == true)
    }

    @Test func kindsOfContentBecomeText() throws {
        var (dialogue, _) = try Self.dialogue("stdio_pages_and_content_kinds_mcp2")
        let text = dialogue.result("tool0")
        #expect(text == "tool0\nhostname <file:///etc/hostname>\nmemo://1:\n> a memo")
    }

    @Test func textAmongMessagesIsToldOnce() throws {
        let (dialogue, _) = try Self.dialogue("stdio_bad_server_noise")
        #expect(dialogue.notices == [.noise])
    }
}

extension [String] {
    fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
