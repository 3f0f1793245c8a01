import JSON
import Localization
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct MCPClientStateTests {
    private static func ready(
        modern: Bool = false, isProcess: Bool = true, tools: [JSONValue] = [["name": "t"], ["name": "hang"]]
    ) -> Dialogue {
        var dialogue = Dialogue(isProcess: isProcess, politeServer(modern: modern, tools: tools))
        dialogue.start()
        return dialogue
    }

    @Test func theHandshakeIsTriedFirst() {
        let legacy = Self.ready()
        #expect(legacy.sent.map(\.method) == ["initialize", "notifications/initialized", "tools/list"])
        #expect(legacy.sent.map(\.version) == [nil, "2025-11-25", "2025-11-25"])
        let modern = Self.ready(modern: true)
        #expect(modern.sent.map(\.method) == ["initialize", "server/discover", "tools/list"])
        let meta = modern.sent[2].json["params"]?["_meta"]
        #expect(meta?["io.modelcontextprotocol/protocolVersion"] == "2026-07-28")
        #expect(meta?["io.modelcontextprotocol/clientCapabilities"] == [:])
    }

    @Test func aServerThatEndsAtTheHandshakeIsStartedOnceMore() {
        var dialogue = Dialogue { $0.method == "initialize" ? [] : politeServer(modern: true)($0) }
        dialogue.start()
        dialogue.take(dialogue.state.ended("exit status 1", now: .zero))
        #expect(dialogue.restarts == 1 && dialogue.state.phase == .ready && dialogue.state.isModern)
        var crashing = Dialogue { _ in [] }
        crashing.start()
        for _ in 0..<3 { crashing.take(crashing.state.ended("exit status 1", now: .zero)) }
        #expect(crashing.restarts == 1 && crashing.failure == .ended(status: "exit status 1"))
    }

    @Test func theEndAtTheHandshakeIsNamedWhereTheSecondStartIsSilent() {
        var dialogue = Dialogue { _ in [] }
        dialogue.start()
        dialogue.take(dialogue.state.ended("exit status 3", now: .seconds(1)))
        #expect(dialogue.restarts == 1 && dialogue.state.deadline == .seconds(5))
        dialogue.take(dialogue.state.advance(to: .seconds(5)))
        #expect(dialogue.failure == .ended(status: "exit status 3"))
    }

    @Test(arguments: ["null", #"{"tools":{"name":"t"}}"#, #"[]"#])
    func anAnswerWithoutAListOfToolsIsBroken(result: String) {
        var dialogue = Dialogue { message in
            guard message.method == "tools/list", let id = message.id else {
                return politeServer(modern: false)(message)
            }
            return [Array(#"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#.utf8)]
        }
        dialogue.start()
        #expect(dialogue.failure == .brokenProtocol("its answer to tools/list holds no list of tools"))
    }

    @Test func bothRefusalsAreTold() {
        var dialogue = Dialogue { message in
            message.id.map { [Array(#"{"id":\#($0),"error":{"code":-1,"message":"no \#($0)"}}"#.utf8)] } ?? []
        }
        dialogue.start()
        #expect(dialogue.failure == .refused(["no 1", "no 2"]))
    }

    @Test(arguments: ["2026-07-28", "1900-01-01", ""])
    func aVersionThatIsNotKnownEndsIt(version: String) {
        var dialogue = Dialogue { _ in [] }
        dialogue.start()
        dialogue.receive(#"{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"\#(version)"}}"#)
        #expect(dialogue.failure == .unknownVersion(version))
    }

    @Test func aSilentServerHasThirtySeconds() {
        var dialogue = Dialogue { _ in [] }
        dialogue.now = .seconds(5)
        dialogue.start()
        #expect(dialogue.state.deadline == .seconds(35))
        dialogue.take(dialogue.state.advance(to: .seconds(34)))
        #expect(dialogue.failure == nil)
        dialogue.take(dialogue.state.advance(to: .seconds(35)))
        #expect(dialogue.failure == .silent(seconds: 30))
    }

    @Test func progressKeepsACallAliveForTenMinutes() {
        var dialogue = Self.ready()
        let id = dialogue.call("hang")
        #expect(dialogue.state.deadline == .seconds(120))
        for second in stride(from: 100, through: 500, by: 100) {
            dialogue.now = .seconds(second)
            dialogue.receive(
                #"{"method":"notifications/progress","params":{"progressToken":\#(id),"progress":0.5,"total":2.0}}"#)
        }
        #expect(dialogue.progress.count == 5 && dialogue.progress[0].progress == 0.5)
        #expect(dialogue.state.deadline == .seconds(600))
        dialogue.take(dialogue.state.advance(to: .seconds(600)))
        #expect(dialogue.outcomes[id] == .timedOut(.seconds(600)))
        #expect(dialogue.sent.last?.json["params"]?["requestId"]?.int == id)
        // The late answer goes nowhere.
        dialogue.receive(#"{"id":\#(id),"result":{"content":[]}}"#)
        #expect(dialogue.outcomes[id] == .timedOut(.seconds(600)) && !dialogue.isBroken)
    }

    @Test func aCallWithoutProgressHasTwoMinutes() {
        var dialogue = Self.ready()
        let id = dialogue.call("hang")
        dialogue.take(dialogue.state.advance(to: .seconds(120)))
        #expect(dialogue.outcomes[id] == .timedOut(.seconds(120)))
    }

    @Test func cancellingClosesTheConnectionWhereEachRequestHasOne() {
        var web = Self.ready(modern: true, isProcess: false)
        let id = web.call("hang")
        web.take(web.state.cancel(id))
        #expect(web.sent.last?.method == "tools/call" && web.abandoned == [id])
        var session = Self.ready(isProcess: false)
        let other = session.call("hang")
        session.take(session.state.cancel(other))
        #expect(session.sent.last?.method == "notifications/cancelled" && session.abandoned == [other])
    }

    @Test func aServerThatEndsInACallFailsIt() {
        var dialogue = Self.ready()
        let id = dialogue.call("hang")
        dialogue.take(dialogue.state.ended("exit status 3", now: .zero))
        #expect(dialogue.outcomes[id] == .serverFailed(.ended(status: "exit status 3")))
        #expect(dialogue.failure == .ended(status: "exit status 3"))
        #expect(dialogue.call("t") != 0)
        #expect(!dialogue.isBroken)
    }

    @Test func aForgottenSessionIsRenewedOnce() {
        var dialogue = Self.ready(isProcess: false)
        let id = dialogue.call("hang")
        dialogue.take(dialogue.state.exchangeFailed(id, .status(404, body: []), now: .zero))
        #expect(dialogue.sent.suffix(3).map(\.method) == ["initialize", "notifications/initialized", "tools/call"])
        #expect(dialogue.outcomes.isEmpty && dialogue.state.isStale)
        dialogue.take(dialogue.state.exchangeFailed(id, .status(404, body: []), now: .zero))
        #expect(dialogue.outcomes[id] == .serverFailed(.http(status: 404, words: "")))
        #expect(dialogue.failure == nil)
    }

    @Test(arguments: [
        (401, "", ServerFailure.needsAuthorization), (405, "no", .http(status: 405, words: "no")),
        (404, "<html>", .http(status: 404, words: "<html>")),
    ])
    func aURLThatIsNoServerIsToldAsSuch(status: Int, body: String, failure: ServerFailure) {
        var dialogue = Dialogue(isProcess: false) { _ in [] }
        dialogue.start()
        dialogue.take(dialogue.state.exchangeFailed(1, .status(status, body: Array(body.utf8)), now: .zero))
        #expect(dialogue.failure == failure)
    }

    @Test func aRefusalInABodyOf400LeadsToTheStatelessEra() {
        var dialogue = Dialogue(isProcess: false) { $0.method == "initialize" ? [] : politeServer(modern: true)($0) }
        dialogue.start()
        let body = #"{"jsonrpc":"2.0","id":"server-error","error":{"code":-32022,"message":"no"}}"#
        dialogue.take(dialogue.state.exchangeFailed(1, .status(400, body: Array(body.utf8)), now: .zero))
        #expect(dialogue.state.phase == .ready && dialogue.state.isModern)
    }
}
