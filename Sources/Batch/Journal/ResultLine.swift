import CloudComputeClient
import JSON

/// Writes result lines in the form of the OpenAI batch output.
enum ResultLine {
    /// How many levels down an answer's body stands in its line.
    static let depthAroundBody = 2

    /// The line of a request, its line end included.
    ///
    /// The answer's body stands in it as the server sent it, save that it is put on one line and made valid UTF-8; what
    /// is not JSON is replaced by the reply that was read from it.
    static func bytes(_ outcome: BatchOutcome) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256 + (outcome.answer?.body.count ?? 0))
        begin(&line, outcome.identity, customID: outcome.request.customID)
        append(outcome.answer, reply: try? outcome.result.get(), to: &line)
        switch outcome.result {
        case .success: line.append(contentsOf: ",\"error\":null".utf8)
        case .failure(let error): append(&line, code: code(error), message: error.message)
        }
        append(outcome.timings, to: &line)
        line.append(contentsOf: "}\n".utf8)
        return line
    }

    /// The line of an input line that was never sent.
    static func bytes(badLine line: InputLine, message: String) -> [UInt8] {
        var bytes: [UInt8] = []
        let place = BatchRequest.place(of: line)
        begin(&bytes, RequestFingerprint(place), customID: place.customID)
        bytes.append(contentsOf: "null".utf8)
        append(&bytes, code: "invalid_line", message: message)
        bytes.append(contentsOf: "}\n".utf8)
        return bytes
    }

    private static func begin(_ line: inout [UInt8], _ identity: RequestFingerprint, customID: String) {
        line.append(contentsOf: "{\"id\":\"".utf8)
        identity.write(to: &line)
        line.append(contentsOf: "\",\"custom_id\":".utf8)
        JSONValue.write(customID, to: &line)
        line.append(contentsOf: ",\"response\":".utf8)
    }

    private static func append(_ line: inout [UInt8], code: String, message: String) {
        line.append(contentsOf: ",\"error\":{\"code\":".utf8)
        JSONValue.write(code, to: &line)
        line.append(contentsOf: ",\"message\":".utf8)
        JSONValue.write(message, to: &line)
        line.append(contentsOf: "}".utf8)
    }

    /// Appends when the request was sent and, in milliseconds, how long its answer took.
    private static func append(_ timings: BatchTimings, to line: inout [UInt8]) {
        guard timings.attempts > 0 else { return }
        line.append(contentsOf: ",\"timings\":{\"sent_at\":".utf8)
        append(Int64(exactly: (timings.sentAt * 1e6).rounded()) ?? 0, digits: 6, to: &line)
        line.append(contentsOf: ",\"attempts\":".utf8)
        append(Int64(timings.attempts), digits: 0, to: &line)
        line.append(contentsOf: ",\"latency\":".utf8)
        append(microseconds(timings.latency), digits: 3, to: &line)
        if let first = timings.arrivals.first {
            line.append(contentsOf: ",\"time_to_first_token\":".utf8)
            append(microseconds(first), digits: 3, to: &line)
            line.append(contentsOf: ",\"inter_token_latencies\":[".utf8)
            for (index, gap) in zip(timings.arrivals.dropFirst(), timings.arrivals).enumerated() {
                if index > 0 { line.append(UInt8(ascii: ",")) }
                append(microseconds(gap.0 - gap.1), digits: 3, to: &line)
            }
            line.append(UInt8(ascii: "]"))
        }
        line.append(UInt8(ascii: "}"))
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (micros, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflows ? .max : micros.addingReportingOverflow(attoseconds / 1_000_000_000_000).partialValue
    }

    /// Appends a number that is counted in units, thousandths, millionths or the like, never below zero.
    private static func append(_ number: Int64, digits: Int, to line: inout [UInt8]) {
        let number = UInt64(max(0, number))
        var power: UInt64 = 1
        for _ in 0..<digits { power *= 10 }
        let fraction = power
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            line.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            if power == fraction, digits > 0 { line.append(UInt8(ascii: ".")) }
            power /= 10
        }
    }

    private static func code(_ error: CloudComputeError) -> String {
        error.serverCode ?? error.statusCode.map(String.init) ?? error.code.description
    }

    private static func append(_ answer: RawChatResponse?, reply: ChatReply?, to line: inout [UInt8]) {
        guard let answer else { return line.append(contentsOf: "null".utf8) }
        line.append(contentsOf: "{\"status_code\":".utf8)
        append(Int64(answer.statusCode), digits: 0, to: &line)
        line.append(contentsOf: ",\"request_id\":".utf8)
        JSONValue.write(answer.requestID ?? "", to: &line)
        line.append(contentsOf: ",\"body\":".utf8)
        let body = answer.body.repairingUTF8
        if isJSON(body) {
            let start = line.count
            line.append(contentsOf: body)
            // A line end in JSON is white space, since strings cannot hold one, so a space may stand in its place.
            if body.containsBytes("\n") || body.containsBytes("\r") {
                for index in start..<line.count where line[index] == 0x0A || line[index] == 0x0D { line[index] = 0x20 }
            }
        } else if let reply {
            // An event stream that was not asked for, or JSON too deep to be read from a line.
            line.append(contentsOf: reply.json.jsonBytes)
        } else if body.isEmpty {
            line.append(contentsOf: "null".utf8)
        } else {
            JSONValue.write(String(decoding: body, as: UTF8.self), to: &line)
        }
        line.append(UInt8(ascii: "}"))
    }

    /// Whether the text is JSON that can also be read where it stands in a line, two levels down.
    private static func isJSON(_ text: [UInt8]) -> Bool {
        guard text.withUnsafeBufferPointer({ (try? JSONObjectIndex(of: $0)) != nil }) else { return false }
        guard text.count(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }) > 500 else { return true }
        let wrapped = Array("{\"\":{\"\":".utf8) + text + Array("}}".utf8)
        return wrapped.withUnsafeBufferPointer { (try? JSONObjectIndex(of: $0)) != nil }
    }
}
