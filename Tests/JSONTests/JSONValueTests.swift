import Foundation
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct JSONValueTests {
    @Test(arguments: [
        #"{"b":1.50,"a":[1e-07,-0,123456789012345678901234567890],"c":null,"a":true}"#,
        #"["\"\\\n\u0001","я😀",{},[],""]"#,
        "0",
    ])
    func writesBackWhatItRead(text: String) throws {
        #expect(try JSONValue(parsing: text).jsonText == text)
    }

    @Test func readsEscapes() throws {
        let value = try JSONValue(parsing: #""\u0416\ud83d\ude00\ud800x\udc00\/\b\f\r\t""#)
        #expect(value.string == "Ж😀\u{FFFD}x\u{FFFD}/\u{8}\u{C}\r\t")
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", "-", "+1", "1e", "nul", "truefalse", "\"\u{1}\"",
        "\"\\x\"", "\"\\u12\"", "\"abc", "[1 2]", "{\"a\" 1}", "1 2", "NaN", "'a'", "\u{FEFF}1",
    ])
    func refusesWhatIsNotJSON(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    @Test func refusesNestingThatWouldExhaustTheStack() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSONValue(parsing: deep) }
    }

    @Test func namesThePlaceOfTheError() {
        #expect(throws: JSONError(offset: 5, reason: "expected a JSON value")) {
            try JSONValue(parsing: #"{"a":x}"#)
        }
    }

    @Test func lastDuplicateCounts() throws {
        #expect(try JSONValue(parsing: #"{"a":1,"a":2}"#)["a"]?.int == 2)
    }

    @Test func readsNumbersInEitherForm() throws {
        let value = try JSONValue(parsing: #"{"a":"131072","b":1.0,"c":1.5,"d":1,"e":"0.0000001"}"#)
        #expect(value["a"]?.int == 131_072)
        #expect(value["b"]?.int == 1)
        #expect(value["c"]?.int == nil)
        #expect(value["d"]?.bool == true)
        #expect(value["e"]?.double == 1e-7)
    }

    @Test func agreesWithFoundationOnEveryFixture() throws {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("api")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        #expect(names.count > 50)
        for name in names {
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            let ours = try JSONSerialization.jsonObject(
                with: Data(JSONValue(parsing: data).jsonText.utf8), options: .fragmentsAllowed)
            let theirs = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
            #expect((ours as? NSObject) == (theirs as? NSObject), "\(name)")
        }
    }
}
