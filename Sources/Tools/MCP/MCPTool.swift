import CloudComputeClient
import JSON
import Localization

/// A tool as its server lists it.
struct MCPTool: Sendable, Hashable {
    /// An argument that goes as a header as well.
    struct HeaderMark: Sendable, Hashable {
        /// Where the argument is: members from the outermost in.
        var path: [String]
        /// What the header's name ends with.
        var header: String
    }

    private static let nameLimit = 256

    var name: String
    var description: String
    var inputSchema: JSONObject
    var annotations: ToolAnnotations
    var headerMarks: [HeaderMark] = []

    /// Reads an element of a server's list.
    ///
    /// - Parameter usesHeaders: Whether arguments may have to go as headers.
    init(_ json: JSONValue, usesHeaders: Bool) throws(ToolDefinitionProblem) {
        guard let name = json["name"]?.string, !name.isEmpty, name.utf8.count <= Self.nameLimit,
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw .badName }
        self.name = name
        description = json["description"]?.string ?? ""
        inputSchema = try ToolSchema.checked(json["inputSchema"])
        annotations = ToolAnnotations(json["annotations"])
        if annotations.title == nil { annotations.title = json["title"]?.string }
        if usesHeaders { headerMarks = try Self.headerMarks(inputSchema) }
    }

    /// The headers for a call with these arguments.
    func parameterHeaders(_ arguments: JSONObject) -> [MCPMessage.ParameterHeader] {
        headerMarks.compactMap { mark in
            var value: JSONValue? = .object(arguments)
            for member in mark.path { value = value?[member] }
            let text: String? =
                switch value {
                case .bool(let flag): flag ? "true" : "false"
                case .string(let text), .number(let text): text
                default: nil
                }
            return text.map { MCPMessage.ParameterHeader(name: mark.header, value: $0) }
        }
    }

    /// The marks of a schema: on strings, numbers and Booleans that are reached by `properties` alone, each header once.
    ///
    /// Fact: https://modelcontextprotocol.io/specification/2026-07-28/server/tools#x-mcp-header
    private static func headerMarks(_ schema: JSONObject) throws(ToolDefinitionProblem) -> [HeaderMark] {
        var (marks, names): ([HeaderMark], Set<String>) = ([], [])
        try collect(schema, [], &marks, &names)
        guard count(.object(schema)) == marks.count else { throw .badHeaderMark(Message("in a part of the schema")) }
        return marks
    }

    /// How many marks there are anywhere in a schema; a property of that name is none.
    private static func count(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.reduce(0) { $0 + count($1) }
        case .object(let object):
            object.members.reduce(object["x-mcp-header"] == nil ? 0 : 1) { sum, member in
                guard member.name == "properties", let properties = member.value.object else {
                    return sum + count(member.value)
                }
                return properties.members.reduce(sum) { $0 + count($1.value) }
            }
        default: 0
        }
    }

    private static func collect(
        _ schema: JSONObject, _ path: [String], _ marks: inout [HeaderMark], _ names: inout Set<String>
    ) throws(ToolDefinitionProblem) {
        for member in schema["properties"]?.object?.members ?? [] {
            guard let property = member.value.object else { continue }
            if let mark = property["x-mcp-header"] {
                guard let name = mark.string, HTTPExchange.isToken(name),
                    ["string", "integer", "number", "boolean"].contains(property["type"]?.string),
                    names.insert(name.lowercased()).inserted
                else { throw .badHeaderMark(Message(verbatim: VisibleText.cut(mark.string ?? mark.jsonText, to: 64))) }
                marks.append(HeaderMark(path: path + [member.name], header: name))
            }
            try collect(property, path + [member.name], &marks, &names)
        }
    }
}
