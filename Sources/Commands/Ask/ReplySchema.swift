import CloudComputeClient
import Files
import JSON
import Localization

/// The JSON schema that a reply is to fit, and its file.
struct ReplySchema: Sendable {
    var path: String
    var schema: JSONSchema

    init(path: String, schema: JSONSchema) {
        self.path = path
        self.schema = schema
    }

    /// Reads what `--schema` says: a file's path, a schema itself, or its short form.
    ///
    /// - Throws: ``CommandFailure`` that names the file or the field.
    init(argument: String, isMultiple: Bool = false) throws {
        let (path, schema) = try Self.read(argument)
        self.init(path: path, schema: schema)
        guard isMultiple else { return }
        let items: JSONValue = ["type": "array", "items": schema.json]
        let list: JSONValue = [
            "type": "object", "properties": ["items": items], "required": ["items"], "additionalProperties": false,
        ]
        self.schema = JSONSchema(list) ?? schema
    }

    private static func read(_ argument: String) throws -> (path: String, JSONSchema) {
        if argument.first == "{" {
            do throws(JSONError) {
                if let schema = JSONSchema(try JSONValue(parsing: argument)) { return ("reply", schema) }
            } catch {
                throw CommandFailure(
                    localized(
                        "The schema is not JSON: \(error.sentence)."),
                    .badData)
            }
        }
        guard !argument.isEmpty else { throw SchemaShortForm.failure(localized("is empty")) }
        let isFile = FileStatus.exists(argument)
        if !isFile, SchemaShortForm.isField(argument) {
            throw CommandFailure(
                localized("There is no schema file \(argument); a schema of this one field is '\(argument) str'."),
                .missingInput)
        }
        guard !isFile, SchemaShortForm.isOne(argument) else { return (argument, try ArgumentFile.schema(argument)) }
        guard let schema = JSONSchema(try SchemaShortForm.schema(argument)) else {
            throw CommandFailure(localized("The schema is no JSON object."), .badData)
        }
        return ("reply", schema)
    }

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
            throw CommandFailure(
                localized(
                    "The reply is not JSON, though a schema was given: \(error.sentence)."
                ), .protocolError)
        }
        if let mismatch = schema.firstMismatch(value) {
            throw CommandFailure(localized("The reply does not match the schema \(path): \(mismatch)."), .protocolError)
        }
    }
}
