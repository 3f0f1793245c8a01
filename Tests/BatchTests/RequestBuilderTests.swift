import CloudComputeClient
import JSON
import PromptTemplates
import Settings
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(2))) struct RequestBuilderTests {
    private func line(_ text: String, file: String = "dir/in.jsonl", number: Int = 3) -> InputLine {
        InputLine(file: file, stem: "in", number: number, content: .text(Array(text.utf8)))
    }

    private func read(_ text: String, _ change: (inout RequestBuilder) -> Void = { _ in }) throws -> (String, String) {
        var form = RequestBuilder()
        form.standardModel = "standard"
        change(&form)
        let request = try form.request(line(text))
        return (request.customID, String(decoding: request.body, as: UTF8.self))
    }

    @Test func aBodyGoesOutByteForByte() throws {
        let body =
            #"{ "messages" : [ {"role":"user","content":"\u0416 é"} ],"model":"m" , "x":1.50e+3,"deep":{"a":[ ]}, "big":12345678901234567890 }"#
        let (id, sent) = try read(#"{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":\#(body)}"#)
        #expect(id == "a")
        #expect(sent == body)
        let (bareID, bareSent) = try read(body)
        #expect(bareID == "in:3")
        #expect(bareSent == body)
    }

    @Test func onlyWhatTheRunSetsChanges() throws {
        let body = #"{"model": "old" ,"messages":[], "n":1.0,"stream" : true}"#
        let (_, sent) = try read(body) {
            $0.model = "new"
            $0.parameters = ["temperature": .number("0.10"), "n": 2]
        }
        #expect(sent == #"{"model": "new" ,"messages":[], "n":2,"stream" : true,"temperature":0.10}"#)
    }

    @Test func streamsAreAskedForAsTheRunWantsThem() throws {
        func wire(_ body: String, streams: Bool) -> String {
            var form = RequestBuilder()
            form.streams = streams
            return String(decoding: form.wireBody(BatchRequest(customID: "a", body: Array(body.utf8))), as: UTF8.self)
        }
        #expect(wire(#"{"n": 1}"#, streams: false) == #"{"n": 1}"#)
        #expect(wire(#"{"stream": false}"#, streams: false) == #"{"stream": false}"#)
        #expect(wire(#"{"stream" :true,"n":1.0}"#, streams: false) == #"{"stream" :false,"n":1.0}"#)
        #expect(
            wire(#"{"stream":true,"stream_options":{}}"#, streams: false) == #"{"stream":false,"stream_options":null}"#)
        #expect(
            wire(#"{"n":1.0}"#, streams: true) == #"{"n":1.0,"stream":true,"stream_options":{"include_usage":true}}"#)
    }

    @Test(arguments: [
        (#"{"custom_id":"x", "messages":[],"n":1.0}"#, #"{"messages":[],"n":1.0"#),
        (#"{"messages":[] , "custom_id":"x","n":1.0}"#, #"{"messages":[],"n":1.0"#),
        (#"{"messages":[],"custom_id":"x"}"#, #"{"messages":[]"#),
        (#"{"custom_id":"y","custom_id":"x","messages":[]}"#, #"{"messages":[]"#),
    ])
    func anIDInABareBodyIsOursAndIsNotSent(text: String, sent: String) throws {
        let request = try read(text) { $0.parameters = ["z": 1] }
        #expect(request.0 == "x")
        #expect(request.1 == sent + #","z":1,"model":"standard"}"#)
    }

    @Test func theStandardModelFillsInOnly() throws {
        #expect(try read(#"{"messages":[]}"#).1 == #"{"messages":[],"model":"standard"}"#)
        #expect(try read(#"{"messages":[],"model":"own"}"#).1 == #"{"messages":[],"model":"own"}"#)
    }

    @Test func promptsBecomeMessages() throws {
        #expect(
            try read(#""Да""#).1 == #"{"model":"standard","messages":[{"role":"user","content":"Да"}]}"#)
        let (id, sent) = try read(#"{"prompt":"p","system":"s","custom_id":"x"}"#)
        #expect(id == "x")
        #expect(
            sent
                == #"{"model":"standard","messages":[{"role":"system","content":"s"},{"role":"user","content":"p"}]}"#)
    }

    @Test func templatesAreFilledStrictly() throws {
        let template = try PromptTemplate(
            text: "---\nmodel: t\nparameters:\n  top_p: 0.90\n---\n{{a}}-{{b}}", path: "t.md")
        let (id, sent) = try read(#"{"custom_id":"i","a":"x","b":[1,2.0]}"#) { $0.template = template }
        #expect(id == "i")
        #expect(sent == #"{"model":"t","messages":[{"role":"user","content":"x-[1,2.0]"}],"top_p":0.90}"#)
        #expect(throws: InputLineError(.missingValues(["b"], template: "t.md"))) {
            try read(#"{"a":"x"}"#) { $0.template = template }
        }
    }

    @Test(arguments: [
        (#"{"prompt":1}"#, 11, InputLineError.Problem.promptNotAString), ("[]", 1, .neitherObjectNorString),
        ("12", 1, .neitherObjectNorString), ("{}", 1, .unknownForm),
        (#"{"custom_id":7,"prompt":"x"}"#, 14, .badCustomID),
        (#"{"custom_id":"a","body":[]}"#, 25, .bodyNotAnObject),
        (#"{"custom_id":"a","body":{}}"#, 25, .noMessages(inBody: true)),
        (#"{"messages":1}"#, 1, .noMessages(inBody: false)),
        (#"{"custom_id":"a","method":"GET","body":{"messages":[]}}"#, 27, .otherMethod),
        (#"{"custom_id":"a","url":"/v1/embeddings","body":{"messages":[]}}"#, 24, .otherURL),
    ])
    func defectsHaveTheirPlace(text: String, column: Int, problem: InputLineError.Problem) {
        #expect(throws: InputLineError(column: column, problem)) { try read(text) }
    }

    @Test(arguments: [("{", 2), (#"{"prompt":"a",}"#, 15)])
    func whatIsNotJSONHasItsPlace(text: String, column: Int) {
        let defect = #expect(throws: InputLineError.self) { try read(text) }
        #expect(defect?.column == column)
        if case .notJSON = defect?.problem {} else { Issue.record("\(defect as Any)") }
    }

    @Test func bytesThatAreNotUTF8HaveTheirPlace() throws {
        let bytes = Array("\"ж".utf8) + [0xFF] + Array("\"".utf8)
        let form = RequestBuilder()
        let defect = #expect(throws: InputLineError.self) {
            try form.request(InputLine(file: "a", stem: "a", number: 1, content: .text(bytes)))
        }
        #expect(defect?.column == 4)
    }

    @Test func aLineWithoutAnyModelIsNotSent() {
        #expect(throws: InputLineError(.noModel)) { try read(#""x""#) { $0.standardModel = nil } }
    }

    @Test func fieldsOfARequestMayStandBesideThePrompt() throws {
        let text = #"{"prompt":"p","temperature":0.20,"model":"own","max_tokens":7,"temperature":0.30}"#
        let start = #"{"model":"own","messages":[{"role":"user","content":"p"}],"max_tokens":7,"temperature":0."#
        #expect(try read(text).1 == start + "30}")
        #expect(
            try read(text) { $0.parameters = ["temperature": .number("0.1"), "seed": 1] }.1 == start + #"1,"seed":1}"#)
        #expect(try read(text) { $0.model = "flag" }.1.hasPrefix(#"{"model":"flag","#))
        #expect(throws: InputLineError(column: 15, .unknownField("temprature"))) {
            try read(#"{"prompt":"p","temprature":0}"#)
        }
    }

    @Test func withATemplateABodyIsARequestOnlyIfItHasMessages() throws {
        let template = try PromptTemplate(text: "Sum up: {{body}}", path: "t.md")
        let (id, sent) = try read(#"{"custom_id":"q","body":"hello"}"#) { $0.template = template }
        #expect(id == "q" && sent.contains("Sum up: hello"))
        #expect(try read(#"{"body":{"a":1}}"#) { $0.template = template }.1.contains(#"Sum up: {\"a\":1}"#))
        #expect(try read(#"{"body":{"messages":[]}}"#) { $0.template = template }.1.contains(#""messages":[]"#))
    }

    @Test(arguments: [
        (#"\ud800"#, true), (#"\udc00x"#, true), (#"\ud83d\ude00"#, false), (#"\\ud800"#, false), (#"\uFFFD"#, false),
    ])
    func idsWithHalfACharacterAreRefused(id: String, isRefused: Bool) throws {
        let text = #"{"custom_id":"\#(id)","prompt":"p"}"#
        guard isRefused else {
            #expect(throws: Never.self) { _ = try read(text) }
            return
        }
        #expect(throws: InputLineError(column: 14, .halfCharacterInCustomID)) { try read(text) }
    }
}
