import JSON
import PromptTemplates

@testable import Batch

/// A line of a batch's input becomes a request that can be sent and has a name of its own, or an error with its place.
enum BatchInputProperties {
    private static let parameters: JSONObject = ["temperature": .number("0.5"), "stop": ["a"]]

    static func check(_ bytes: [UInt8]) throws {
        let line = LineReader.trimmed(bytes.prefix { $0 != UInt8(ascii: "\n") })
        var filling = RequestBuilder()
        filling.standardModel = "m"
        try check(line, filling) { body, original in
            guard let original, original["messages"] != nil else { return }
            var members = original.members.filter { $0.name != "custom_id" }
            if original["model"] == nil { members.append(JSONObject.Member("model", "m")) }
            try require(body.members == members, "The body is not what the line holds")
        }
        var setting = RequestBuilder()
        setting.model = "x/y"
        setting.parameters = parameters
        setting.streams = true
        try check(line, setting) { body, _ in
            try require(body["model"] == "x/y", "The model is not set")
            for member in parameters.members {
                try require(body[member.name] == member.value, "\"\(member.name)\" is not set")
            }
        }
        filling.template = try PromptTemplate(
            text: "---\nsystem: Say it in {{language}}.\nparameters:\n  n: 1\n---\n{{input}}!", path: "t.md")
        try check(line, filling) { _, _ in }
    }

    private static func digest(_ line: [UInt8], _ builder: RequestBuilder) -> RequestDigest? {
        var digester = RequestDigester(builder)
        return line.withUnsafeBufferPointer { digester.digest($0) }
    }

    /// What reading a line fast finds is what making its request finds; returns whether a line was read so.
    static func checkDigest(_ bytes: [UInt8], _ builder: RequestBuilder) throws -> Bool {
        let digest = digest(bytes, builder)
        let line = InputLine(file: "in.jsonl", stem: "in", number: 3, content: .text(bytes), place: nil)
        let request = try? builder.request(line)
        try require(digest == nil || digest == request.map { RequestDigest($0) }, "\(String(describing: digest))")
        return digest != nil
    }

    private static func check(
        _ bytes: [UInt8], _ builder: RequestBuilder, _ checkBody: (JSONObject, JSONObject?) throws -> Void
    ) throws {
        func input(_ bytes: [UInt8]) -> InputLine {
            InputLine(file: "dir/in.jsonl", stem: "in", number: 3, content: .text(bytes), place: nil)
        }
        let request: BatchRequest
        let digest = digest(bytes, builder)
        do throws(InputLineError) { request = try builder.request(input(bytes)) } catch {
            try require((1...bytes.count + 1).contains(error.column), "\(error) is not in the line")
            return try require(digest == nil, "A digest of a line that cannot be sent: \(error)")
        }
        try require(digest == nil || digest == RequestDigest(request), "\(String(describing: digest))")
        let line = try JSONValue(parsing: bytes)
        if request.isAutomatic {
            try require(request.customID == "in:3" && line["custom_id"] == nil, "\(request.customID)")
        } else {
            try require(line["custom_id"]?.string == request.customID, "\(request.customID)")
        }
        try require(!request.customID.isEmpty, "The name is empty")
        let again = try builder.request(input(bytes + [0x20, 0x09]))
        try require(again.customID == request.customID, "\(request.customID) becomes \(again.customID)")
        guard let body = try JSONValue(parsing: request.body).object else { throw Broken("The body is no object") }
        try require(body["messages"]?.array != nil && body["model"] != nil, "\(JSONValue.object(body).jsonText)")
        let original = line.object.flatMap { $0["body"] == nil ? $0 : $0["body"]?.object }
        try checkBody(body, original)
        _ = (request.model, request.responseFormat)
        let wire = try JSONValue(parsing: builder.wireBody(request))
        if builder.streams {
            try require(wire["stream"] == true, "No stream is asked for")
            try require(wire["stream_options"]?["include_usage"] == true, "No usage is asked for")
        } else {
            try require(wire["stream"] != true, "A stream is asked for")
        }
    }
}
