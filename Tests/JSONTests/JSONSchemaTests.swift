import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct JSONSchemaTests {
    private func mismatch(_ schema: String, _ value: String) throws -> String? {
        try #require(JSONSchema(JSONValue(parsing: schema))).mismatch(JSONValue(parsing: value))
    }

    @Test(arguments: [
        (#"{"type":"integer"}"#, "1.0"), (#"{"type":["string","null"]}"#, "null"), (#"{"enum":[1,"a"]}"#, "1.0"),
        (#"{"const":{"a":[1],"b":2}}"#, #"{"b":2.0,"a":[1e0]}"#),
        (#"{"properties":{"a":{"type":"string"}}}"#, #"{"b":1}"#), (#"{"anyOf":[{"type":"null"},{"minimum":3}]}"#, "3"),
        (##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/a"}}}}"##, "[[],[[]]]"),
        (#"{"minLength":2,"maxLength":2}"#, #""😀é""#), ("true", "1"), ("{}", "null"),
        (#"{"oneOf":[{"type":"number"},{"type":"string"}]}"#, "1"), (##"{"$ref":"#"}"##, "1"),
    ])
    func whatFitsPasses(schema: String, value: String) throws {
        #expect(try mismatch(schema, value) == nil)
    }

    @Test(arguments: [
        (#"{"type":"integer"}"#, "1.5"), (#"{"const":{"a":1}}"#, #"{"a":2}"#), (#"{"required":["a"]}"#, "{}"),
        (#"{"properties":{"a":{"type":"string"}}}"#, #"{"a":1}"#),
        (#"{"properties":{},"additionalProperties":false}"#, #"{"b":1}"#),
        (#"{"additionalProperties":{"type":"string"}}"#, #"{"b":1}"#), (#"{"items":{"type":"null"}}"#, "[null,1]"),
        (#"{"prefixItems":[{"type":"null"}],"items":false}"#, "[null,1]"), (#"{"maxItems":1}"#, "[1,2]"),
        (#"{"minLength":3}"#, #""ab""#), (#"{"exclusiveMaximum":1}"#, "1"), (#"{"maximum":1}"#, "2"),
        (#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, "3"), (#"{"oneOf":[{"type":"number"},{"minimum":0}]}"#, "1"),
        ("false", "1"), (#"{"enum":[]}"#, "1"), (#"{"const":{"a":1,"a":1}}"#, #"{"a":1,"b":2}"#),
        (#"{"const":{"a":1,"b":2}}"#, #"{"b":2,"c":1}"#), (#"{"const":[1]}"#, "[1,1]"),
    ])
    func whatDoesNotFitIsNamed(schema: String, value: String) throws {
        #expect(try mismatch(schema, value)?.isEmpty == false)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ##"{"allOf":[{"$ref":"#"},{"$ref":"#"}]}"##, ##"{"anyOf":[{"allOf":[{"$ref":"#"},{"$ref":"#"}]}]}"##,
            ##"{"oneOf":[{"$ref":"#"},{"$ref":"#"}]}"##, doubling,
        ])
    func aSchemaThatWouldTakeForEverIsGivenUpOn(schema: String) throws {
        #expect(try mismatch(schema, "1") == "the schema takes too many steps to check the reply against")
    }

    /// Each definition asks for the one below it twice.
    private static let doubling: String = {
        let definitions = (1...64).map {
            ##""a\##($0)":{"allOf":[{"$ref":"#/$defs/a\##($0 - 1)"},{"$ref":"#/$defs/a\##($0 - 1)"}]}"##
        }
        return ##"{"$ref":"#/$defs/a64","$defs":{"a0":{},"## + definitions.joined(separator: ",") + "}}"
    }()

    @Test func aLongReplyIsCheckedToItsEnd() throws {
        let list = "[" + String(repeating: "1,", count: 200_000) + "\"x\"]"
        #expect(try mismatch(#"{"items":{"type":"number"}}"#, list)?.contains("element 200001") == true)
    }

    @Test func thePlaceIsNamed() throws {
        let schema = #"{"properties":{"list":{"items":{"required":["x"]}}}}"#
        #expect(
            try mismatch(schema, #"{"list":[{"x":1},{}]}"#) == #"element 2 of "list" in the reply has no "x""#)
    }
}
