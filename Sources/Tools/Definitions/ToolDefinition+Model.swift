package import JSON

/// What the model is told of a tool.
extension ToolDefinition {
    /// The most characters of a description that a model gets.
    private static let descriptionLimit = 4096

    /// The tool as an element of a request's `tools`.
    package var json: JSONValue {
        var function: JSONObject = ["name": .string(callName)]
        let description = modelDescription
        if !description.isEmpty { function["description"] = .string(description) }
        function["parameters"] = .object(modelSchema)
        return ["type": "function", "function": .object(function)]
    }

    /// The description without what a person does not see: controls, marks of direction, zero-width and tag characters.
    package var modelDescription: String { String(Self.cleaned(description).prefix(Self.descriptionLimit)) }

    /// The schema of an object with properties, as some servers insist on.
    private var modelSchema: JSONObject {
        var schema = inputSchema
        schema["$schema"] = nil
        if schema["type"] == nil { schema = JSONObject([JSONObject.Member("type", "object")] + schema.members) }
        if schema["properties"] == nil { schema["properties"] = [:] }
        if case .object(let object) = Self.cleaned(.object(schema)) { return object }
        return schema
    }

    /// A value whose descriptions and titles, at any depth, hold nothing that a person does not see.
    private static func cleaned(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(cleaned))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { member in
                        if case .string(let text) = member.value, ["description", "title"].contains(member.name) {
                            return JSONObject.Member(member.name, .string(cleaned(text)))
                        }
                        return JSONObject.Member(member.name, cleaned(member.value))
                    }))
        default: value
        }
    }

    private static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }) { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isHidden($0) }))
    }

    /// Whether a scalar shows nothing, or changes how others are shown.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        // Soft hyphen, fillers and variation selectors show nothing and have carried hidden text.
        case 0xAD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0xFE00...0xFE0E, 0xE0000...0xE0FFF: true
        default: [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
    }
}
