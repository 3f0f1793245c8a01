import JSON
import Localization
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(2))) struct MCPHostilityTests {
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }

    private static let lines = [
        "", " ", "{", "[]", "[[]]", "null", "7", "\"x\"", "{}", #"{"id":null}"#, #"{"id":1}"#,
        #"{"id":"1","result":7}"#,
        #"{"id":2,"result":null}"#, #"{"id":2,"result":{"tools":7}}"#,
        #"{"id":2,"result":{"tools":[7,{}],"nextCursor":7}}"#,
        #"{"id":1,"result":{"protocolVersion":"2025-11-25"}}"#, #"{"id":2,"result":{"tools":[{"name":"t"}]}}"#,
        #"{"id":3,"result":{"tools":[{"name":"t"}],"nextCursor":"a"}}"#, #"{"id":4,"result":{"content":"x"}}"#,
        #"{"id":4,"result":{"content":[7,{"type":"text"},{"type":7}],"isError":"yes"}}"#, #"{"id":5,"error":7}"#,
        #"{"id":5,"error":{"code":1e400,"message":[]}}"#, #"{"id":99999999999999999999,"result":{}}"#,
        #"{"method":"ping","id":1}"#, #"{"method":"ping","id":{}}"#, #"{"method":"x","id":"\u0000"}"#,
        #"{"method":"notifications/progress","params":{"progressToken":4,"progress":1e999,"total":-0}}"#,
        #"{"method":"notifications/progress"}"#, #"{"method":"notifications/tools/list_changed"}"#,
        #"{"method":7,"id":1,"result":{}}"#, "\u{2028}", #"[{"id":1,"error":{"code":-32022}},{"id":2,"result":{}}]"#,
    ]

    @Test func whateverAServerSendsEachCallEndsOnce() {
        for seed in 0..<4000 as Range<UInt64> {
            var chance = Chance(state: seed)
            var dialogue = Dialogue(isProcess: Bool.random(using: &chance)) { _ in [] }
            dialogue.start()
            var calls: [Int] = []
            for _ in 0..<Int.random(in: 1...60, using: &chance) {
                dialogue.now += .seconds(Int.random(in: 0...9, using: &chance))
                switch Int.random(in: 0..<12, using: &chance) {
                case 0: calls.append(dialogue.call("t"))
                case 1: dialogue.take(dialogue.state.advance(to: dialogue.now))
                case 2: if let call = calls.randomElement(using: &chance) { dialogue.take(dialogue.state.cancel(call)) }
                case 3:
                    let failure = [
                        MCPExchangeFailure.noAnswer, .connection("x"), .status(404, body: []), .status(400, body: [1]),
                    ]
                    dialogue.take(
                        dialogue.state.exchangeFailed(
                            Int.random(in: 0...9, using: &chance), failure.randomElement(using: &chance) ?? .noAnswer,
                            now: dialogue.now))
                case 4: dialogue.take(dialogue.state.refresh(now: dialogue.now))
                case 5 where Int.random(in: 0..<9, using: &chance) == 0:
                    dialogue.take(dialogue.state.ended("exit status 1", now: dialogue.now))
                default: dialogue.receive(Self.lines.randomElement(using: &chance) ?? "")
                }
            }
            // Time alone brings all to an end.
            for _ in 0..<100 {
                guard let deadline = dialogue.state.deadline else { break }
                dialogue.now = max(dialogue.now, deadline)
                dialogue.take(dialogue.state.advance(to: dialogue.now))
            }
            #expect(dialogue.state.deadline == nil, "seed \(seed)")
            #expect(!dialogue.isBroken, "seed \(seed)")
            let open = Set(calls.filter { $0 != 0 }).subtracting(dialogue.outcomes.keys)
            #expect(open.isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: [#"{"method":"notifications/message","params":{}}"#, "noise", #"{"id":77,"result":{}}"#, "", " "])
    func aFloodThatNobodyAskedForEnds(line: String) {
        var limits = MCPClientState.Limits()
        limits.uselessBytes = 10_000
        var dialogue = Dialogue(limits: limits, politeServer(modern: false, tools: [["name": "hang"]]))
        dialogue.start()
        let id = dialogue.call("hang")
        for _ in 0..<9000 where dialogue.failure == nil { dialogue.receive(line) }
        guard case .brokenProtocol? = dialogue.failure else {
            Issue.record("\(String(describing: dialogue.failure))")
            return
        }
        #expect(dialogue.outcomes[id] != nil)
        #expect(dialogue.notices.count <= 1)
    }

    @Test func anErrorStreamWithoutEndIsAFloodAndATalkForDaysIsNone() {
        var dialogue = Dialogue(politeServer(modern: false))
        dialogue.start()
        for second in 0..<100_000 {
            dialogue.now = .seconds(second)
            dialogue.take(dialogue.state.useless(10_000, dialogue.now))
            dialogue.receive("")
        }
        #expect(dialogue.failure == nil)
        for _ in 0..<1100 where dialogue.failure == nil {
            dialogue.take(dialogue.state.useless(64 << 10, dialogue.now))
        }
        #expect(dialogue.failure == .brokenProtocol("it writes without end what nobody asked for"))
    }

    @Test func toolsThatAreLeftOutAreToldOfOnce() {
        let bad = (0..<500).map {
            ["name": .string("t\($0)\(String(repeating: "e\u{301}", count: 999))"), "inputSchema": 7] as JSONValue
        }
        var dialogue = Dialogue(politeServer(modern: false, tools: bad))
        dialogue.start()
        guard case .dropped(500, let first)? = dialogue.notices.first, dialogue.notices.count == 1 else {
            Issue.record("\(dialogue.notices.count)")
            return
        }
        #expect(first.count == 8 && first.allSatisfy { $0.name.unicodeScalars.count == 65 })
    }

    @Test func aFloodOfProgressIsShownTenTimesASecond() {
        var dialogue = Dialogue(politeServer(modern: false, tools: [["name": "hang"]]))
        dialogue.start()
        let id = dialogue.call("hang")
        for step in 0..<1000 {
            dialogue.now = .milliseconds(step)
            dialogue.receive(
                #"{"method":"notifications/progress","params":{"progressToken":\#(id),"progress":\#(step)}}"#)
        }
        #expect(dialogue.progress.count == 10)
    }

    @Test func linesAreCutAtLineFeedsAlone() {
        let text = "a\u{2028}b\r\nc\u{0B}\u{0C}\u{85}\n\nd"
        for seed in 0..<200 as Range<UInt64> {
            var chance = Chance(state: seed)
            var splitter = LineSplitter()
            var rest = Array(text.utf8)[...]
            var lines: [[UInt8]] = []
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &chance)
                lines += splitter.push(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["a\u{2028}b\r", "c\u{0B}\u{0C}\u{85}", ""])
        }
        var short = LineSplitter(limit: 3)
        #expect(short.push(Array("abc\nabcd".utf8)).count == 1 && short.isOverlong)
        #expect(short.push(Array("\nx\n".utf8)).isEmpty)
    }
}
