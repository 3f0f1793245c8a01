import CloudComputeClient

/// One request of a batch: who it is and what is sent.
struct BatchRequest: Sendable {
    var customID: String
    var body: [UInt8]

    /// The request's `response_format`, by which its reply is judged.
    var responseFormat: JSONValue? {
        body.withUnsafeBufferPointer { bytes in
            guard let range = try? JSONMembers(of: bytes)?["response_format"] else { return nil }
            return try? JSONValue(parsing: bytes[range])
        }
    }

    /// What stands among the failures for a line that gives no request.
    static func place(of line: InputLine) -> BatchRequest {
        BatchRequest(customID: "\(line.file):\(line.number)", body: [])
    }
}

/// Why a line cannot be sent.
struct LineDefect: Error, Sendable {
    /// The place in the line, in bytes from 1.
    var column: Int
    var reason: String
}
