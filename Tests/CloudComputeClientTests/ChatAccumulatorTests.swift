import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(1))) struct ChatAccumulatorTests {
    @Test func manyToolCallsArePutTogetherInLittleTime() {
        var accumulator = ChatAccumulator()
        let count = 30_000
        for part in ["{\"a\":", "1}"] {
            for index in 0..<count {
                let fragment = ToolCallFragment(
                    index: index, id: part == "1}" ? nil : "call-\(index)", name: part == "1}" ? nil : "f",
                    arguments: part)
                accumulator.add(.toolCall(fragment, choice: 0))
            }
        }
        let calls = accumulator.reply.first.toolCalls
        #expect(calls.count == count)
        #expect(calls.allSatisfy { $0.arguments == "{\"a\":1}" && $0.name == "f" })
        #expect(calls.last?.id == "call-\(count - 1)")
    }

    @Test func anIdThatComesLateNamesTheCallThatHasNone() {
        var accumulator = ChatAccumulator()
        for fragment in [
            ToolCallFragment(index: 0, name: "f", arguments: "{"), ToolCallFragment(index: 0, id: "a", arguments: "}"),
            ToolCallFragment(index: 0, id: "b", name: "g", arguments: "[]"),
            ToolCallFragment(id: "a", arguments: " "), ToolCallFragment(arguments: "x"),
        ] { accumulator.add(.toolCall(fragment, choice: 0)) }
        let calls = accumulator.reply.first.toolCalls
        #expect(calls.map(\.id) == ["a", "b"])
        #expect(calls.map(\.arguments) == ["{} ", "[]x"])
    }

    @Test func theCallsOfAWholeMessageStayApart() throws {
        let body = #"""
            {"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"{}"}},
            {"id":"","index":0,"function":{"name":"g","arguments":"[]"}},{"id":"a","index":0}]}}]}
            """#
        let reply = ChatReply(try JSONValue(parsing: body))
        #expect(reply.first.toolCalls.map(\.name) == ["f", "g", ""])
        #expect(reply.first.toolCalls.map(\.arguments) == ["{}", "[]", ""])
        #expect(ChatReply(reply.json) == reply)
    }
}
