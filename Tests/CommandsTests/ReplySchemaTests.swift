import CloudComputeClient
import JSON
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct ReplySchemaTests {
    private func schema(_ json: JSONValue, path: String = "dir/my cities.v2.json") throws -> ReplySchema {
        ReplySchema(path: path, schema: try #require(JSONSchema(json)))
    }

    @Test func aSchemaIsNamedByItsTitle() throws {
        let format = try schema(["title": "Three cities!", "type": "object"]).responseFormat
        #expect(format["type"] == "json_schema")
        #expect(format["json_schema"]?["name"] == "Three_cities_" && format["json_schema"]?["strict"] == true)
    }

    @Test func aSchemaWithoutATitleIsNamedByItsFile() throws {
        #expect(try schema(["type": "object"]).responseFormat["json_schema"]?["name"] == "my_cities")
        #expect(try schema(["type": "object"], path: "").responseFormat["json_schema"]?["name"] == "reply")
    }

    @Test func aReplyThatFitsIsTaken() throws {
        let schema = try schema(["type": "object", "required": ["a"]])
        #expect(throws: Never.self) { try schema.check(#"{"a":1}"#) }
    }

    @Test(arguments: [("{", "is not JSON"), (#"{"b":1}"#, "does not match the schema"), ("", "is not JSON")])
    func aReplyThatDoesNotFitIsRefused(text: String, reason: String) throws {
        let schema = try schema(["type": "object", "required": ["a"]])
        let failure = try #require(throws: CommandFailure.self) { try schema.check(text) }
        #expect(failure.message?.contains(reason) == true && failure.exitCode == .protocolError)
    }
}
