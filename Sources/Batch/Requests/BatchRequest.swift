import CloudComputeClient
import JSON

/// One request of a batch: who it is and what is sent.
struct BatchRequest: Sendable {
    var customID: String
    var body: [UInt8]
    /// Whether the line has no `custom_id`, so that the id is the line's name.
    var isAutomatic = false

    /// The request's `response_format`, by which its reply is judged.
    var responseFormat: JSONValue? {
        body.containsBytes("\"response_format\"") ? member("response_format") : nil
    }

    /// The model that is asked for.
    var model: String? { member("model")?.string }

    private func member(_ name: String) -> JSONValue? {
        body.withUnsafeBufferPointer { bytes in
            guard let range = try? JSONObjectIndex(of: bytes)?[name] else { return nil }
            return try? JSONValue(parsing: bytes[range])
        }
    }

    /// What stands among the failures for a line that gives no request.
    static func place(of line: InputLine) -> BatchRequest { place(line.file, line.number) }

    static func place(of line: BadLine) -> BatchRequest { place(line.file, line.line) }

    private static func place(_ file: String, _ number: Int) -> BatchRequest {
        BatchRequest(customID: "\(file):\(number)", body: [])
    }
}

extension [UInt8] {
    /// Whether a text stands anywhere in the bytes: what spares most bodies another reading.
    func containsBytes(_ text: StaticString) -> Bool {
        withUnsafeBytes { ByteWord.contains(text, in: $0) }
    }
}
