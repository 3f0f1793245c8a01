import JSON

/// Checks the calls of tools in a conversation as the strictest of servers do.
enum ToolHistory {
    /// What the sandbox wants back of a reply whose calls are signed.
    static let reasoning = "Which tool fits? \u{2028}This one."
    /// The same as blocks, whose digits and order must stay.
    static let details: JSONValue = [
        [
            "type": "reasoning.text", "text": "Which tool fits?", "index": 0, "signature": "c2ln+/=",
            "weight": .number("1.50"),
        ]
    ]
    static let signature: JSONValue = ["google": ["thought_signature": "AbC+/=="]]
    /// How the ids of signed calls begin.
    static let signedPrefix = "signed_"

    /// What is wrong with the messages; `nil` where nothing is.
    static func mistake(_ messages: [JSONValue]) -> String? {
        var open: [String] = []
        for (place, message) in messages.enumerated() {
            if message["role"]?.string == "tool" {
                guard let id = message["tool_call_id"]?.string, let index = open.firstIndex(of: id) else {
                    return "messages[\(place)] answers a tool call that was not made, or twice."
                }
                guard message["content"]?.string != nil else { return "messages[\(place)] has no content." }
                open.remove(at: index)
                continue
            }
            if let id = open.first { return "messages[\(place)]: the tool call \(id) has no answer before it." }
            let calls = message["tool_calls"]?.array ?? []
            for call in calls {
                guard let id = call["id"]?.string, !id.isEmpty, call["function"]?["name"]?.string != nil,
                    call["function"]?["arguments"]?.string != nil
                else { return "messages[\(place)] has a tool call without an id, a name or arguments." }
                open.append(id)
                guard id.hasPrefix(signedPrefix) else { continue }
                guard call["extra_content"] == signature, message["reasoning_content"]?.string == reasoning,
                    message["reasoning_details"] == details
                else { return "messages[\(place)] has lost its reasoning or the signature of a call." }
            }
        }
        return open.first.map { "The tool call \($0) has no answer." }
    }
}
