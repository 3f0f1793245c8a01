import JSON
import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct MCPListTests {
    /// A server whose list goes on as the function says.
    private static func listed(
        limits: MCPClientState.Limits = .init(), isProcess: Bool = true, modern: Bool = false,
        _ page: @escaping (Int) -> JSONValue
    ) -> Dialogue {
        var pages = 0
        var dialogue = Dialogue(isProcess: isProcess, limits: limits) { message in
            guard message.method == "tools/list", let id = message.id else {
                return politeServer(modern: modern)(message)
            }
            pages += 1
            return [(["id": JSONValue(id), "result": page(pages)] as JSONValue).jsonBytes]
        }
        dialogue.start()
        return dialogue
    }

    @Test func anEmptyCursorIsACursor() {
        let dialogue = Self.listed { page in
            page == 1
                ? ["tools": [["name": "a"]], "nextCursor": ""] : ["tools": [["name": "b"]]]
        }
        #expect(dialogue.state.tools.map(\.name) == ["a", "b"])
        #expect(dialogue.sent.last?.json["params"]?["cursor"] == "")
    }

    @Test func endlessListsEnd() {
        let repeated = Self.listed { _ in ["tools": [], "nextCursor": "again"] }
        #expect(repeated.state.phase == .ready && repeated.notices == [.listCut(pages: 2)])
        let endless = Self.listed { ["tools": [["name": .string("t\($0)")]], "nextCursor": .string("\($0)")] }
        #expect(endless.state.tools.count == 100 && endless.notices == [.listCut(pages: 100)])
        let wide = Self.listed { page in
            let tools = (0..<300).map { number -> JSONValue in ["name": .string("t\(page)_\(number)")] }
            return ["tools": .array(tools), "nextCursor": .string("\(page)")]
        }
        #expect(wide.state.tools.count == 1000)
        var limits = MCPClientState.Limits()
        limits.listBytes = 10_000
        let heavy = Self.listed(limits: limits) { page in
            [
                "tools": [["name": "t", "description": .string(String(repeating: "x", count: 3000))]],
                "nextCursor": .string("\(page)"),
            ]
        }
        #expect(heavy.failure != nil)
    }

    @Test func toolsThatCannotBeOfferedAreNamed() {
        let deep = (0..<20).reduce(["type": "string"] as JSONValue) { inner, _ in ["properties": ["a": inner]] }
        let wide = JSONValue.array(Array(repeating: 0, count: 5000))
        let dialogue = Self.listed { _ in
            [
                "tools": [
                    ["name": "good"], ["name": "good"], ["name": ""], ["name": "deep", "inputSchema": deep],
                    ["name": "wide", "inputSchema": ["enum": wide]], ["name": "list", "inputSchema": []], 7,
                    ["name": "text", "inputSchema": ["type": "string"]],
                ]
            ]
        }
        #expect(dialogue.state.tools.map(\.name) == ["good"])
        #expect(
            dialogue.notices == [
                .dropped(
                    count: 7,
                    first: [
                        DroppedTool(name: "good", .repeatedName), DroppedTool(name: "", .badName),
                        DroppedTool(name: "deep", .schemaTooDeep(levels: 16)),
                        DroppedTool(name: "wide", .schemaTooLarge(nodes: 4096)),
                        DroppedTool(name: "list", .schemaNotAnObject), DroppedTool(name: "?", .badName),
                        DroppedTool(name: "text", .schemaNotAnObject),
                    ])
            ])
    }

    @Test func argumentsGoAsHeadersWhereTheSchemaSaysSo() {
        let schema: JSONValue = [
            "properties": [
                "region": ["type": "string", "x-mcp-header": "Region"],
                "inner": ["type": "object", "properties": ["n": ["type": "integer", "x-mcp-header": "N"]]],
            ]
        ]
        var dialogue = Self.listed(isProcess: false, modern: true) { _ in
            ["tools": [["name": "t", "inputSchema": schema]]]
        }
        dialogue.call("t", ["region": "a", "inner": ["n": 42]])
        #expect(
            dialogue.sent.last?.parameterHeaders == [.init(name: "Region", value: "a"), .init(name: "N", value: "42")])
        dialogue.call("t", ["region": nil])
        #expect(dialogue.sent.last?.parameterHeaders == [])
    }

    @Test(arguments: [
        #"{"a":{"type":"string","x-mcp-header":"A B"}}"#, #"{"a":{"type":"string","x-mcp-header":""}}"#,
        #"{"a":{"type":"object","x-mcp-header":"A"}}"#, #"{"a":{"type":"string","x-mcp-header":7}}"#,
        #"{"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}}"#,
        #"{"a":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}}"#,
    ])
    func aToolWithABadHeaderMarkIsDropped(properties: String) throws {
        let schema: JSONValue = ["properties": try JSONValue(parsing: properties)]
        let page: JSONValue = ["tools": [["name": "t", "inputSchema": schema]]]
        let web = Self.listed(isProcess: false, modern: true) { _ in page }
        #expect(web.state.tools.isEmpty)
        #expect(Self.listed { _ in page }.state.tools.count == 1)
    }
}
