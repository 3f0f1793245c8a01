import JSON
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct SchemaShortFormTests {
    private func properties(_ text: String) throws -> JSONValue? {
        try SchemaShortForm.schema(text)["properties"]
    }

    @Test func namesTypesAndDescriptionsMakeASchema() throws {
        let schema = try SchemaShortForm.schema("name, age int, weight float , is_good bool,bio: one  short sentence")
        #expect(
            schema == [
                "type": "object",
                "properties": [
                    "name": ["type": "string"], "age": ["type": "integer"], "weight": ["type": "number"],
                    "is_good": ["type": "boolean"],
                    "bio": ["type": "string", "description": "one short sentence"],
                ],
                "required": ["name", "age", "weight", "is_good", "bio"], "additionalProperties": false,
            ])
    }

    @Test func inLinesACommaIsPartOfADescription() throws {
        let text = "\nname: the first, not the last, name\n  age int: in years: whole ones\n"
        #expect(
            try properties(text) == [
                "name": ["type": "string", "description": "the first, not the last, name"],
                "age": ["type": "integer", "description": "in years: whole ones"],
            ])
    }

    @Test(arguments: [
        ("name, age integr", "\"integr\" of \"age\""), ("a b c", "more than a name"), (",,", "no field"),
        (": x", "no name"),
        ("a, b, a int", "\"a\" twice"), ("a\nb x", "\"x\" of \"b\""),
    ]) func whatIsWrongIsNamed(text: String, words: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try SchemaShortForm.schema(text) }
        #expect(failure.message?.contains(words) == true && failure.exitCode == .usage, "\(failure)")
    }

    @Test(arguments: [("a, b", true), ("a int", true), ("a:b", true), ("cities.json", false), ("name", false)])
    func aWordIsAPath(text: String, isOne: Bool) {
        #expect(SchemaShortForm.isOne(text) == isOne)
    }

    @Test func aListHasItems() throws {
        let schema = try ReplySchema(argument: "name, age int", isMultiple: true)
        #expect(schema.schema.json["properties"]?["items"]?["items"]?["required"] == ["name", "age"])
        #expect(throws: Never.self) { try schema.check(#"{"items":[{"name":"x","age":1}]}"#) }
        #expect(throws: CommandFailure.self) { try schema.check(#"{"items":[{"name":"x"}]}"#) }
    }

    @Test func aSchemaMayStandOnTheCommandLine() throws {
        #expect(try ReplySchema(argument: #"{"type":"object","required":["a"]}"#).schema.json["required"] == ["a"])
        #expect(throws: CommandFailure.self) { try ReplySchema(argument: "{nope") }
        #expect(throws: CommandFailure.self) { try ReplySchema(argument: "missing.json") }
    }
}
