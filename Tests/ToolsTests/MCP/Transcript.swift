import Foundation
import JSON

@testable import Tools

/// What a real server answered over pipes, recorded; `Transcripts/README.md` tells how.
struct Transcript {
    /// A request, and all that the server wrote before the next.
    struct Exchange {
        var request: JSONValue
        var lines: [[UInt8]] = []
    }

    private(set) var exchanges: [Exchange] = []

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Transcripts")

    init(_ name: String) throws {
        let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "\(name).txt")))
        for line in bytes.split(separator: 0x0A) {
            let content = Array(line.dropFirst(2))
            switch line.first {
            case UInt8(ascii: ">"):
                // Some lines are no messages on purpose.
                guard let json = try? JSONValue(parsing: content), json["method"] != nil, json["id"] != nil else {
                    continue
                }
                exchanges.append(Exchange(request: json))
            case UInt8(ascii: "<") where content != Array("(end of stream)".utf8):
                if !exchanges.isEmpty { exchanges[exchanges.count - 1].lines.append(content) }
            default: break
            }
        }
    }

    /// The names of the tools that are called.
    var called: [String] {
        exchanges.compactMap { $0.request["method"] == "tools/call" ? $0.request["params"]?["name"]?.string : nil }
    }

    /// What the server writes after a message, with the message's id in place of the recorded one.
    func lines(answering message: MCPMessage) -> [[UInt8]] {
        guard let id = message.id, let method = message.method else { return [] }
        let cursor = message.json["params"]?["cursor"]
        let exchange = exchanges.first { exchange in
            exchange.request["method"]?.string == method
                && (method != "tools/call" || exchange.request["params"]?["name"]?.string == message.tool)
                && (method != "tools/list" || exchange.request["params"]?["cursor"] == cursor)
        }
        if let exchange { return exchange.lines.map { Self.renumbered($0, of: exchange.request["id"], id) } }
        let error: JSONValue = ["jsonrpc": "2.0", "id": JSONValue(id), "error": ["code": -32601, "message": "?"]]
        guard method == "tools/list" else { return [error.jsonBytes] }
        let tools = Set(called).sorted().map { name -> JSONValue in ["name": .string(name)] }
        return [(["jsonrpc": "2.0", "id": JSONValue(id), "result": ["tools": .array(tools)]] as JSONValue).jsonBytes]
    }

    private static func renumbered(_ line: [UInt8], of former: JSONValue?, _ id: Int) -> [UInt8] {
        guard var object = (try? JSONValue(parsing: line))?.object else { return line }
        if object["method"] == nil, object["id"] == former { object["id"] = JSONValue(id) }
        if var parameters = object["params"]?.object, parameters["progressToken"] != nil {
            parameters["progressToken"] = JSONValue(id)
            object["params"] = .object(parameters)
        }
        return JSONValue.object(object).jsonBytes
    }
}
