import HTTPTypes
import JSON

/// What a request to `/chat/completions` asks of the sandbox.
struct ChatCompletionRequest: Sendable {
    var model: String
    var messages: [JSONValue]
    var streams: Bool
    var includesUsage: Bool
    var maximumTokens: Int?
    var choices: Int
    var responseFormat: JSONValue?
    /// Which tools the reply calls; `nil` where the request offers none.
    var toolScript: ToolScript?

    /// - Throws: ``APIError`` that names what is wrong.
    init(_ body: [UInt8]) throws(APIError) {
        let json: JSONValue
        do { json = try JSONValue(parsing: body) } catch {
            throw .invalidRequest(.badRequest, "The body is not JSON: \(error).")
        }
        guard json.object != nil else { throw .invalidRequest(.badRequest, "The body is not a JSON object.") }
        guard let model = json["model"]?.string else {
            throw .invalidRequest(.unprocessableContent, "The model field is required.")
        }
        guard SandboxModel.all.contains(model) else {
            throw .invalidRequest(.notFound, "The model `\(model)` does not exist.")
        }
        guard let messages = json["messages"]?.array, !messages.isEmpty else {
            throw .invalidRequest(.unprocessableContent, "The messages field is required.")
        }
        guard messages.allSatisfy({ $0["role"]?.string != nil }) else {
            throw .invalidRequest(.unprocessableContent, "Each message needs a role.")
        }
        if let mistake = ToolHistory.mistake(messages) { throw .invalidRequest(.badRequest, mistake) }
        self.model = model
        self.messages = messages
        streams = json["stream"]?.bool ?? false
        includesUsage = json["stream_options"]?["include_usage"]?.bool ?? false
        responseFormat = json["response_format"]
        maximumTokens = try Self.count(json["max_completion_tokens"] ?? json["max_tokens"], "max_tokens", upTo: .max)
        choices = try Self.count(json["n"], "n", upTo: 128) ?? 1
        guard json["tools"]?.array?.isEmpty == false else { return }
        guard model != SandboxModel.vision else {
            throw .invalidRequest(.badRequest, "The model `\(model)` does not support tools.")
        }
        toolScript = ToolScript(lastUserText)
    }

    private static func count(_ value: JSONValue?, _ name: String, upTo limit: Int) throws(APIError) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard case .number = value, let count = value.int, (1...limit).contains(count) else {
            throw .invalidRequest(.unprocessableContent, "The \(name) field must be a whole number of at least 1.")
        }
        return count
    }

    /// The text of the last thing the user said.
    var lastUserText: String { messages.last { $0["role"]?.string == "user" }.map(Self.text) ?? "" }

    /// What followed the last message of the user.
    var sinceLastUser: ArraySlice<JSONValue> {
        let last = messages.lastIndex { $0["role"]?.string == "user" }
        return messages[(last.map { $0 + 1 } ?? messages.count)...]
    }

    /// The calls of the reply.
    var toolCalls: [ToolScript.Call] {
        toolScript?.calls(after: sinceLastUser.count { $0["tool_calls"]?.array?.isEmpty == false }) ?? []
    }

    /// A message's text, whether it is a string or a list of parts.
    static func text(_ message: JSONValue) -> String {
        switch message["content"] {
        case .string(let text): text
        case .array(let parts): parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
        default: ""
        }
    }

    /// How many images the conversation holds.
    var imageCount: Int {
        messages.flatMap { $0["content"]?.array ?? [] }.filter { $0["type"]?.string == "image_url" }.count
    }
}

extension APIError {
    fileprivate static func invalidRequest(_ status: HTTPResponse.Status, _ message: String) -> APIError {
        APIError(status, type: "invalid_request_error", message: message)
    }
}
