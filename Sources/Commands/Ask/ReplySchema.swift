import CloudComputeClient
import JSON

/// The JSON schema that a reply is to fit, and its file.
struct ReplySchema: Sendable {
    var path: String
    var schema: JSONSchema

    /// The `response_format` for the schema, named by its title or its file.
    var responseFormat: JSONValue {
        let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "reply"
        let title = schema.json["title"]?.string ?? stem
        let name = title.unicodeScalars.prefix(64).map(Self.nameScalar)
        return [
            "type": "json_schema",
            "json_schema": [
                "name": .string(String(String.UnicodeScalarView(name))), "strict": true, "schema": schema.json,
            ],
        ]
    }

    /// What servers take in the name of a schema.
    private static func nameScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-": scalar
        default: "_"
        }
    }

    /// Checks a reply.
    ///
    /// - Throws: ``CommandFailure`` where the text does not fit.
    func check(_ text: String) throws {
        let value: JSONValue
        do { value = try JSONValue(parsing: text) } catch {
            throw CommandFailure("The reply is not JSON, though a schema was given: \(error).", .protocolError)
        }
        if let mismatch = schema.mismatch(value) {
            throw CommandFailure("The reply does not fit the schema \(path): \(mismatch).", .protocolError)
        }
    }
}
