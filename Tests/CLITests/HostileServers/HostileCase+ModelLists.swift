import LoopbackServer

extension HostileCase {
    /// Lists of models that no table is made for.
    static let modelLists: [HostileCase] =
        [
            ("empty", #"{"data":[]}"#, Expectation.empty), ("a bare list", #"[{"id":"pong"}]"#, .answers),
            ("under another name", #"{"models":[{"id":"pong"}]}"#, .answers),
            ("data null", #"{"data":null}"#, .fails(76)),
            ("data an object", #"{"data":{"id":"pong"}}"#, .fails(76)),
            ("data a string", #"{"data":"pong"}"#, .fails(76)),
            (
                "rows that are none", #"{"data":[null,7,"x",[],{},{"id":null},{"id":7},{"id":""},{"id":"pong"}]}"#,
                .answers
            ),
            ("100,000 models", manyModels(100_000), .answers),
            (
                "ids of control characters", row(##""id":"pong\u001b]0;t\u0007\u009b31m","name":"\u001b[2J\n\r\t""##),
                .answers
            ),
            ("ids of bidi marks", row(##""id":"pong\u202egpj.exe\u2066","name":"\u200f""##), .answers),
            ("ids of line ends", row(##""id":"pong\nmodel\r\nx\u2028y\u2029""##), .answers),
            (
                "an id of 1 MB", #"{"data":[{"id":"\#(String(repeating: "x", count: 1 << 20))"},{"id":"pong"}]}"#,
                .answers
            ),
            (
                "an id of 200 letters with 1,000 marks each",
                row(
                    "\"id\":\"pong \(String(repeating: "e" + String(repeating: "\u{301}", count: 1000), count: 100))\""),
                .either(76)
            ),
            ("a name of 1 MB", row("\"id\":\"pong\",\"name\":\"\(String(repeating: "n", count: 1 << 20))\""), .answers),
            (
                "a name of wide letters", row("\"id\":\"pong\",\"name\":\"\(String(repeating: "漢字👩‍👩‍👧‍👦", count: 500))\""),
                .answers
            ),
            (
                "pages that lead to themselves",
                #"{"data":[{"id":"pong"}],"has_more":true,"next":"/api/v1/models","links":{"next":"?page=1"},"meta":{"current_page":1,"last_page":9223372036854775807}}"#,
                .answers
            ),
            (
                "a next page elsewhere",
                #"{"data":[{"id":"pong"}],"has_more":true,"next":"http://evil.invalid/models","links":{"next":"http://evil.invalid/"}}"#,
                .answers
            ),
            (
                "modalities of control characters",
                row(##""id":"pong","architecture":{"input_modalities":["\u001b[31m",7,null,{}]}"##), .answers
            ),
        ].map { name, body, expectation in models("models: \(name)", expectation, body) }
        + [
            "inf", "nan", "-1", "1e300", "1e-300", "-0", "1e400", "", "free", "\\u001b[31m", "0x10",
            String(repeating: "9", count: 400),
        ].map { price in
            models(
                "models: price \(price.prefix(20))", .answers,
                row("\"id\":\"pong\",\"pricing\":{\"prompt\":\"\(price)\",\"completion\":\"\(price)\"}"))
        }
        + ["-1", "1e30", "1e400", "9223372036854775807", "-9223372036854775808", "\"128k\"", "0.5", "null"].map {
            length in
            models(
                "models: context \(length)", .answers,
                row("\"id\":\"pong\",\"context_length\":\(length),\"pricing\":{\"prompt\":\(length)}"))
        }

    private static func row(_ members: String) -> String { "{\"data\":[{\(members)}]}" }

    private static func manyModels(_ count: Int) -> String {
        "{\"data\":[" + (0..<count).map { "{\"id\":\"pong/\($0)\"}" }.joined(separator: ",") + "]}"
    }
}
