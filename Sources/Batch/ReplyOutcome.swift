package import CloudComputeClient
package import JSON

/// What kind of reply a request got: paid for in each case, and not each what was hoped for.
package enum ReplyOutcome: String, Sendable, CaseIterable {
    /// A whole reply.
    case ok
    /// The limit on tokens cut it.
    case length
    /// A filter cut it.
    case contentFilter = "content_filter"
    /// The model refused.
    case refusal
    /// The model asks for tools.
    case toolCalls = "tool_calls"
    /// JSON was asked for, and this is none, or none that fits the schema.
    case invalidJSON = "invalid_json"

    /// Judges a reply.
    ///
    /// - Parameter format: The request's `response_format`.
    package init(_ reply: ChatReply, format: JSONValue?) {
        let choice = reply.first
        switch choice.finishReason {
        case .length?: self = .length
        case .contentFilter?: self = .contentFilter
        default:
            if !choice.refusal.isEmpty {
                self = .refusal
            } else if !choice.toolCalls.isEmpty {
                self = .toolCalls
            } else {
                self = Self.fits(choice.text, format) ? .ok : .invalidJSON
            }
        }
    }

    private static func fits(_ text: String, _ format: JSONValue?) -> Bool {
        switch format?["type"]?.string {
        case "json_object": return (try? JSONValue(parsing: text))?.object != nil
        case "json_schema":
            guard let value = try? JSONValue(parsing: text) else { return false }
            guard let schema = format?["json_schema"]?["schema"].flatMap(JSONSchema.init) else { return true }
            return schema.mismatch(value) == nil
        default: return true
        }
    }
}
