import JSON

/// The calls of a reply as they go over the wire, whole or in pieces.
struct ToolCallWriter: Sendable {
    private static let pieceLength = 5

    let calls: [ToolScript.Call]
    let styles: Set<ToolScript.Style>
    /// The request's number, which keeps ids apart.
    let number: Int

    private func id(_ place: Int) -> String {
        "\(styles.contains(.signed) ? ToolHistory.signedPrefix : "call_")\(number)_\(place)"
    }

    /// The arguments as they are sent.
    private func arguments(_ call: ToolScript.Call) -> String {
        styles.contains(.cut) ? String(call.arguments.dropLast(max(1, call.arguments.count / 2))) : call.arguments
    }

    /// The calls in one piece.
    var json: [JSONValue] {
        calls.enumerated().map { place, call in
            piece(id: id(place), name: call.name, arguments: arguments(call), type: true, isFirst: true)
        }
    }

    /// The calls as the deltas of a stream.
    var deltas: [JSONObject] {
        calls.enumerated().flatMap { place, call -> [JSONObject] in
            pieces(call, place).map { piece in
                let index: JSONObject = ["index": JSONValue(styles.contains(.index0) ? 0 : place)]
                return ["tool_calls": [.object(JSONObject(index.members + (piece.object?.members ?? [])))]]
            }
        }
    }

    private func pieces(_ call: ToolScript.Call, _ place: Int) -> [JSONValue] {
        let (id, arguments) = (id(place), arguments(call))
        if styles.contains(.whole) {
            return [piece(id: id, name: call.name, arguments: arguments, type: true, isFirst: true)]
        }
        var pieces: [JSONValue] = []
        if styles.contains(.pieces) {
            let (halfID, halfName) = (id.count / 2, call.name.count / 2)
            pieces = [
                piece(
                    id: String(id.prefix(halfID)), name: String(call.name.prefix(halfName)), arguments: nil, type: true,
                    isFirst: true),
                piece(
                    id: String(id.dropFirst(halfID)), name: String(call.name.dropFirst(halfName)), arguments: "",
                    type: false, isFirst: false),
            ]
        } else {
            pieces = [piece(id: id, name: call.name, arguments: "", type: true, isFirst: true)]
        }
        var rest = Substring(arguments)
        while !rest.isEmpty {
            pieces.append(
                piece(
                    id: nil, name: nil, arguments: String(rest.prefix(Self.pieceLength)), type: false, isFirst: false))
            rest = rest.dropFirst(Self.pieceLength)
        }
        return pieces
    }

    private func piece(id: String?, name: String?, arguments: String?, type: Bool, isFirst: Bool) -> JSONValue {
        var piece: JSONObject = [:]
        if let id, !styles.contains(.noid) { piece["id"] = .string(id) }
        if type { piece["type"] = "function" }
        var function: JSONObject = [:]
        if let name { function["name"] = .string(name) }
        if let arguments { function["arguments"] = .string(arguments) }
        piece["function"] = .object(function)
        if isFirst, styles.contains(.signed) { piece["extra_content"] = ToolHistory.signature }
        return .object(piece)
    }
}
