import JSON

/// A message that goes to a server, with what its headers say where it goes over HTTP.
struct MCPMessage: Sendable, Hashable {
    /// The id of a request; `nil` for notifications and answers.
    var id: Int?
    /// The method; `nil` for answers.
    var method: String?
    /// The tool that is called.
    var tool: String?
    /// The arguments that go as headers as well.
    var parameterHeaders: [ParameterHeader] = []
    /// The version of the protocol; `nil` before it is agreed on.
    var version: String?
    /// Whether the server is of the stateless era.
    var isModern = false
    var json: JSONObject

    struct ParameterHeader: Sendable, Hashable {
        var name: String
        var value: String
    }

    static func request(_ id: Int, _ method: String, _ parameters: JSONObject?) -> MCPMessage {
        var json: JSONObject = ["jsonrpc": "2.0", "id": JSONValue(id), "method": .string(method)]
        json["params"] = parameters.map { .object($0) }
        return MCPMessage(id: id, method: method, json: json)
    }

    static func notification(_ method: String, _ parameters: JSONObject? = nil) -> MCPMessage {
        var json: JSONObject = ["jsonrpc": "2.0", "method": .string(method)]
        json["params"] = parameters.map { .object($0) }
        return MCPMessage(method: method, json: json)
    }

    /// An answer to a request of the server, whose id goes back as it came.
    static func answer(to id: JSONValue, _ result: Result<JSONObject, MCPError>) -> MCPMessage {
        var json: JSONObject = ["jsonrpc": "2.0", "id": id]
        switch result {
        case .success(let object): json["result"] = .object(object)
        case .failure(let error): json["error"] = ["code": JSONValue(error.code), "message": .string(error.message)]
        }
        return MCPMessage(json: json)
    }

    /// The message on one line; JSON text has no line ends of its own.
    var bytes: [UInt8] { JSONValue.object(json).jsonBytes }
}

/// The error of a JSON-RPC response.
struct MCPError: Error, Sendable, Hashable {
    var code: Int
    var message: String

    static let methodNotFound = MCPError(code: -32601, message: "Method not found")

    init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    /// Reads an error, however odd it is.
    init(_ json: JSONValue) {
        code = json["code"]?.int ?? 0
        let text = json["message"]?.string ?? json.string ?? ""
        // Servers put what is wrong with the arguments there.
        let data = json["data"]?.string.map { $0.isEmpty || text.contains($0) ? "" : " (\($0))" } ?? ""
        message = text.isEmpty && data.isEmpty ? "error \(code)" : text + data
    }
}

/// A message that came from a server.
enum MCPIncoming: Sendable {
    case response(id: JSONValue, Result<JSONValue, MCPError>)
    case request(id: JSONValue, method: String)
    case notification(method: String, parameters: JSONValue)

    /// Reads one message; `nil` where it is none.
    init?(_ json: JSONValue) {
        guard let object = json.object else { return nil }
        let id = object["id"].flatMap { $0.isNull ? nil : $0 }
        if let method = object["method"]?.string {
            if let id {
                self = .request(id: id, method: method)
            } else {
                self = .notification(method: method, parameters: object["params"] ?? .null)
            }
        } else if let error = object["error"], !error.isNull {
            self = .response(id: id ?? .null, .failure(MCPError(error)))
        } else if let id, let result = object["result"] {
            self = .response(id: id, .success(result))
        } else {
            return nil
        }
    }
}
