import JSON
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct ToolDefinitionModelTests {
    private static func parameters(_ schema: JSONObject) -> JSONValue? {
        ToolDefinition(origin: .local, name: "t", callName: "t", inputSchema: schema).json["function"]?["parameters"]
    }

    @Test func schemasHaveATypeAndProperties() {
        #expect(Self.parameters([:])?.jsonText == #"{"type":"object","properties":{}}"#)
        #expect(
            Self.parameters(["$schema": "x", "type": "object", "properties": ["a": ["$schema": 1]]])?.jsonText
                == #"{"type":"object","properties":{"a":{"$schema":1}}}"#)
        #expect(
            Self.parameters(["required": ["a"]])?.jsonText == #"{"type":"object","required":["a"],"properties":{}}"#)
    }

    @Test func descriptionsHoldNothingThatAPersonDoesNotSee() {
        let hidden = "a\u{200B}b\u{202E}c\u{E0041}d\u{1B}[2Je\u{2028}f\u{AD}g\u{FEFF}\nh\ti"
        let tool = ToolDefinition(
            origin: .local, name: "t", callName: "t", description: hidden,
            inputSchema: ["properties": ["p": ["description": .string(hidden), "enum": [.string(hidden)]]]])
        #expect(tool.modelDescription == "abcd[2Jefg\nh\ti")
        let property = tool.json["function"]?["parameters"]?["properties"]?["p"]
        #expect(property?["description"] == "abcd[2Jefg\nh\ti")
        // What an argument must equal stays as it is.
        #expect(property?["enum"]?.array == [.string(hidden)])
        #expect(tool.description == hidden)
        let long = ToolDefinition(
            origin: .local, name: "t", callName: "t", description: String(repeating: "é", count: 9000))
        #expect(long.modelDescription.count == 4096)
    }

    @Test func aResultIsAtMostOneMebibyte() {
        let text = String(repeating: "é", count: 1 << 20)
        var result = ToolResult(outcome: .done, text: text)
        result.cap()
        let capped = result.text
        #expect(capped.utf8.count <= 1 << 20 && capped.utf8.count > (1 << 20) - 200)
        let kept = capped.unicodeScalars.count { $0 == "é" }
        #expect(capped.contains("[… \((1 << 20) - kept) characters left out …]") && !capped.contains("\u{FFFD}"))
        #expect(result.whole?.characters == 1 << 20 && result.whole?.lines == 1)
        var short = ToolResult(outcome: .done, text: "short")
        short.cap()
        #expect(short.text == "short" && short.whole == nil)
    }
}
