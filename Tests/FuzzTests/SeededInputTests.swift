import JSON
import Testing

@testable import Batch

/// Thousands of input lines that are whole, damaged or hostile: reading them fast finds what making their requests finds.
@Suite(.timeLimit(.minutes(2))) struct SeededInputTests {
    private static let ids = [#""r-1""#, #""a:b""#, #""in:7""#, #""задача 3""#, #""""#, #""a\u0041""#, "5"]
    private static let limits = ["512", "0", "999999999", "1e3", "-4", #""7""#, "null", "12345678901", "3.0"]

    private static var builders: [RequestBuilder] {
        var plain = RequestBuilder()
        plain.standardModel = "m"
        var setting = RequestBuilder()
        setting.model = "дом/\"x\""
        var full = plain
        full.parameters = ["max_tokens": .number("64"), "stop": ["a"]]
        return [plain, setting, full, RequestBuilder()]
    }

    private static func line(_ random: inout SplitMix64) -> String {
        func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        func any(_ texts: [String]) -> String { RandomLine.any([texts], &random) }
        var members: [(String, String)] = once(in: 2) ? [("custom_id", any(ids))] : []
        var fields: [(String, String)] = once(in: 3) ? [("model", #""some/model""#)] : []
        if once(in: 3) { fields.append(("max_tokens", any(limits))) }
        if once(in: 6) { fields.append(("max_completion_tokens", any(limits))) }
        if once(in: 4) { fields.append(("temperature", any(RandomLine.numbers))) }
        let text = once(in: 20) ? #""data:image/png;base64,AAAA""# : any(RandomLine.texts)
        if once(in: 3) {
            members.append(("prompt", text))
            if once(in: 3) { members.append(("system", any(RandomLine.texts))) }
            return RandomLine.object(members + fields, &random)
        }
        let message = RandomLine.object([("role", #""user""#), ("content", text)], &random)
        fields.append(("messages", "[\(message)]"))
        if once(in: 3) { return RandomLine.object((once(in: 4) ? members : []) + fields, &random) }
        let body = RandomLine.object(fields, &random)
        members += [("method", #""POST""#), ("url", #""/v1/chat/completions""#), ("body", body)]
        return RandomLine.object(members, &random)
    }

    @Test func aDigestIsThatOfTheRequest() throws {
        var random = SplitMix64(seed: 23)
        var usual = 0
        for _ in 0..<4000 {
            let line = Self.line(&random)
            for text in [Array(line.utf8), RandomLine.damaged(line, &random)] {
                for builder in Self.builders {
                    #expect(throws: Never.self, "\(String(decoding: text, as: UTF8.self))") {
                        if try BatchInputProperties.checkDigest(text, builder) { usual += 1 }
                    }
                }
            }
        }
        // Neither all nor none of the lines are as they usually are.
        #expect((4000...28000).contains(usual), "\(usual) lines were usual.")
    }
}
