import JSON

/// The result of a tool as text for a model.
enum MCPContent {
    /// The outcome and the text of a `tools/call` result.
    static func text(of result: JSONValue) -> (outcome: ToolResult.Outcome, text: String) {
        guard let object = result.object else {
            return (.failed, "Error: the server's result is not an object.")
        }
        switch object["resultType"] {
        case nil, .string("complete"): break
        case .string("input_required"):
            return (.failed, "Error: the tool asks for further input, which this client does not give.")
        case .some: return (.failed, "Error: the server's result is of a type that is not known.")
        }
        let blocks = object["content"]?.array ?? []
        var parts = blocks.map(text(ofBlock:))
        if let structured = object["structuredContent"], !structured.isNull, isNews(structured, beside: blocks) {
            parts.append(structured.jsonText)
        }
        let text = parts.joined(separator: "\n")
        guard object["isError"] == .bool(true) else { return (.done, text) }
        if text.isEmpty { return (.failed, "Error: the tool failed and does not say why.") }
        return (.failed, text.hasPrefix("Error") ? text : "Error: \(text)")
    }

    /// Whether the structured part says more than the blocks, which should have a copy of it as text.
    ///
    /// Servers are known that put the bytes of pictures there as well.
    private static func isNews(_ structured: JSONValue, beside blocks: [JSONValue]) -> Bool {
        if blocks.contains(where: { $0["type"]?.string == "text" }) { return false }
        let pictures = blocks.compactMap { $0["data"]?.string }.filter { !$0.isEmpty }
        guard !pictures.isEmpty else { return true }
        let text = structured.jsonText
        return !pictures.contains { text.contains($0) }
    }

    private static func text(ofBlock block: JSONValue) -> String {
        switch block["type"]?.string {
        case "text": return block["text"]?.string ?? ""
        case "image", "audio": return note(block["mimeType"], base64: block["data"])
        case "resource_link":
            let name = block["title"]?.string ?? block["name"]?.string ?? "resource"
            return "\(name) <\(block["uri"]?.string ?? "")>"
        case "resource":
            let resource = block["resource"]
            let title = resource?["uri"]?.string.map { "\($0):\n" } ?? ""
            guard let text = resource?["text"]?.string else {
                return title + note(resource?["mimeType"], base64: resource?["blob"])
            }
            let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            return title + lines.map { "> " + String(Substring($0)) }.joined(separator: "\n")
        case let type: return "[\(type ?? "unknown content"), not shown to the model]"
        }
    }

    private static func note(_ type: JSONValue?, base64: JSONValue?) -> String {
        let digits = base64?.string?.utf8.count { $0 != UInt8(ascii: "=") && $0 > 0x20 } ?? 0
        return "[\(type?.string ?? "data"), \(digits / 4 * 3 + digits % 4 * 3 / 4) bytes, not shown to the model]"
    }
}
