import JSON

/// The bounds on the schema of a tool's arguments.
enum ToolSchema {
    static let (nodeLimit, depthLimit) = (4096, 16)

    /// The schema as it is kept: an object; where there is none, that of no arguments.
    static func checked(_ json: JSONValue?) throws(ToolDefinitionProblem) -> JSONObject {
        switch json {
        case nil, .null: return [:]
        case .object(let object):
            var nodes = 0
            try count(.object(object), depth: 1, &nodes)
            if let type = object["type"], type.string != "object" { throw .schemaNotAnObject }
            return object
        default: throw .schemaNotAnObject
        }
    }

    private static func count(_ value: JSONValue, depth: Int, _ nodes: inout Int) throws(ToolDefinitionProblem) {
        nodes += 1
        guard nodes <= nodeLimit else { throw .schemaTooLarge(nodes: nodeLimit) }
        switch value {
        case .array(let elements):
            guard depth <= depthLimit else { throw .schemaTooDeep(levels: depthLimit) }
            for element in elements { try count(element, depth: depth + 1, &nodes) }
        case .object(let object):
            guard depth <= depthLimit else { throw .schemaTooDeep(levels: depthLimit) }
            for member in object.members { try count(member.value, depth: depth + 1, &nodes) }
        default: break
        }
    }
}

extension ToolDefinitionProblem: Error {}
