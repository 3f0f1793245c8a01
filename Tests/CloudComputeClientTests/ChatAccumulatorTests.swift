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

    @Test func anIdInPiecesIsPutTogether() {
        var accumulator = ChatAccumulator()
        for fragment in [
            ToolCallFragment(index: 0, id: "call_", name: "time__", arguments: ""),
            ToolCallFragment(index: 0, id: "a1", name: "now", arguments: "{\"z"),
            ToolCallFragment(index: 0, id: "b", arguments: "\":1}"),
            ToolCallFragment(index: 0, id: "other", name: "g", arguments: "{}"),
            ToolCallFragment(index: 0, id: "call_a1b", arguments: " "),
        ] { accumulator.add(.toolCall(fragment, choice: 0)) }
        let calls = accumulator.reply.first.toolCalls
        #expect(calls.map(\.id) == ["call_a1b", "other"])
        #expect(calls.map(\.name) == ["time__now", "g"])
        #expect(calls.map(\.arguments) == ["{\"z\":1} ", "{}"])
    }

    @Test func unknownMembersOfACallAreKept() throws {
        let body = #"""
            {"choices":[{"message":{"tool_calls":[{"id":"a","type":"function","extra_content":{"google":{"thought_signature":"AbC="}},
            "function":{"name":"f","arguments":"{ \"b\" : 1 }"}}]}}]}
            """#
        let call = try #require(ChatReply(try JSONValue(parsing: body)).first.toolCalls.first)
        #expect(call.arguments == "{ \"b\" : 1 }")
        let message = ChatMessage(calling: [call], text: "", reasoning: "r", reasoningDetails: [["n": 1]])
        #expect(
            message.json.jsonText
                == #"{"role":"assistant","content":"","reasoning_content":"r","reasoning_details":[{"n":1}],"#
                + #""tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{ \"b\" : 1 }"},"#
                + #""extra_content":{"google":{"thought_signature":"AbC="}}}]}"#)
        #expect(
            ChatMessage(resultOf: "a", text: "12").json.jsonText
                == #"{"role":"tool","content":"12","tool_call_id":"a"}"#)
    }
}
