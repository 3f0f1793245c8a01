import CloudComputeClient
import HTTPTypes
import Hummingbird

/// What a request to `/chat/completions` asks of the sandbox.
struct ChatOrder: Sendable {
    /// Why a request is refused.
    struct Refusal: Error {
        var message: String
        var code: Int

        var response: Response {
            Response(
                error: message, type: "invalid_request_error", code: code,
                status: HTTPResponse.Status(code: code))
        }
    }

    var model: String
    var messages: [JSONValue]
    var streams: Bool
    var includesUsage: Bool
    var maximumTokens: Int?
    var choices: Int
    var responseFormat: JSONValue?
    /// The whole request, which the reply is made from.
    var json: JSONValue

    static func read(_ body: [UInt8]) -> Result<ChatOrder, Refusal> {
        do {
            return .success(try ChatOrder(JSONValue(parsing: body)))
        } catch let refusal as Refusal {
            return .failure(refusal)
        } catch {
            return .failure(Refusal(message: "The body is not JSON: \(error).", code: 400))
        }
    }

    private init(_ json: JSONValue) throws(Refusal) {
        guard json.object != nil else { throw Refusal(message: "The body is not a JSON object.", code: 400) }
        guard let model = json["model"]?.string else {
            throw Refusal(message: "The model field is required.", code: 422)
        }
        guard SandboxModel.all.contains(model) else {
            throw Refusal(message: "The model `\(model)` does not exist.", code: 404)
        }
        guard let messages = json["messages"]?.array, !messages.isEmpty else {
            throw Refusal(message: "The messages field is required.", code: 422)
        }
        guard messages.allSatisfy({ $0["role"]?.string != nil }) else {
            throw Refusal(message: "Each message needs a role.", code: 422)
        }
        self.model = model
        self.messages = messages
        self.json = json
        streams = json["stream"]?.bool ?? false
        includesUsage = json["stream_options"]?["include_usage"]?.bool ?? false
        responseFormat = json["response_format"]
        maximumTokens = try Self.count(json["max_completion_tokens"] ?? json["max_tokens"], "max_tokens", upTo: .max)
        choices = try Self.count(json["n"], "n", upTo: 128) ?? 1
    }

    private static func count(_ value: JSONValue?, _ name: String, upTo limit: Int) throws(Refusal) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard case .number = value, let count = value.int, (1...limit).contains(count) else {
            throw Refusal(message: "The \(name) field must be a whole number of at least 1.", code: 422)
        }
        return count
    }

    /// The text of the last thing the user said.
    var lastUserText: String { messages.last { $0["role"]?.string == "user" }.map(Self.text) ?? "" }

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
