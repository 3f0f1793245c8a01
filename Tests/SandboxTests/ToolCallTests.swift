import JSON
import Testing

@testable import Sandbox

/// How the sandbox calls tools, and what it insists on.
@Suite(.timeLimit(.minutes(1))) struct ToolCallTests {
    private static let tools: JSONObject = ["tools": [["type": "function", "function": ["name": "f"]]]]

    @Test func aScriptIsReadLineByLine() {
        let script = ToolScript("Please.\ncall f {\"a\": 1}\ncall g\nthen\ncall h x\nlike whole signed nonsense")
        #expect(script.calls(after: 0).map(\.name) == ["f", "g"])
        #expect(script.calls(after: 0).map(\.arguments) == ["{\"a\": 1}", ""])
        #expect(script.calls(after: 1).map(\.name) == ["h"] && script.calls(after: 2).isEmpty)
        #expect(script.styles == [.whole, .signed])
        #expect(ToolScript("call f\nagain").calls(after: 9).count == 1 && ToolScript("call me").isEmpty == false)
        #expect(ToolScript("hello").isEmpty)
    }

    @Test func toolsAreCalledWhereTheyAreOffered() async throws {
        try await Sandbox().test { sandbox in
            let without = try await sandbox.chat("call f {}")
            #expect(without.json?["choices"]?.array?.first?["message"]?["tool_calls"] == nil)
            let choice = try await sandbox.chat("call f {}", Self.tools).json?["choices"]?.array?.first
            #expect(choice?["finish_reason"] == "tool_calls")
            #expect(choice?["message"]?["tool_calls"]?.array?.first?["function"] == ["name": "f", "arguments": "{}"])
        }
    }

    @Test(arguments: ToolScript.Style.allCases.map(\.rawValue))
    func aStreamHoldsTheCallsOfTheWholeReply(style: String) async throws {
        try await Sandbox().test { sandbox in
            let answer = try await sandbox.chat(
                "call f {\"abc\":\"def\"}\nlike \(style)", ["stream": true, "tools": Self.tools["tools"] ?? .null])
            let calls = answer.text.split(separator: "\n").compactMap { line -> JSONValue? in
                guard line.hasPrefix("data: {"), let json = try? JSONValue(parsing: String(line.dropFirst(6))) else {
                    return nil
                }
                return json["choices"]?.array?.first?["delta"]?["tool_calls"]?.array?.first
            }
            let arguments = calls.compactMap { $0["function"]?["arguments"]?.string }.joined()
            #expect(style == "cut" ? arguments == "{\"abc\":" : arguments == "{\"abc\":\"def\"}")
            #expect(calls.compactMap { $0["function"]?["name"]?.string }.joined() == "f")
        }
    }

    @Test(arguments: [
        (
            #"[{"role":"user","content":"x"},{"role":"assistant","content":"","tool_calls":[CALL]},{"role":"user","content":"y"}]"#,
            false
        ),
        (
            #"[{"role":"assistant","content":"","tool_calls":[CALL]},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"user","content":"y"}]"#,
            true
        ),
        (
            #"[{"role":"assistant","content":"","tool_calls":[CALL]},{"role":"tool","tool_call_id":"b","content":"1"}]"#,
            false
        ),
        (#"[{"role":"tool","tool_call_id":"a","content":"1"}]"#, false),
        (#"[{"role":"assistant","content":"","tool_calls":[CALL]}]"#, false),
        (
            #"[{"role":"assistant","content":"","tool_calls":[CALL]},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"a","content":"1"}]"#,
            false
        ),
    ])
    func everyCallNeedsOneAnswer(messages: String, isTaken: Bool) async throws {
        let call = #"{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}"#
        let list = try JSONValue(parsing: messages.replacing("CALL", with: call))
        try await Sandbox().test { sandbox in
            let answer = try await sandbox.chat("", ["messages": list])
            #expect(answer.status == (isTaken ? 200 : 400), "\(answer.text)")
        }
    }

    @Test func aModelWithoutToolsRefusesThem() async throws {
        try await Sandbox().test { sandbox in
            let body: JSONObject = ["model": "sandbox/vision", "tools": Self.tools["tools"] ?? .null]
            let answer = try await sandbox.chat("hi", body)
            #expect(answer.status == 400)
        }
    }
}
