import CloudComputeClient

/// Writes result lines in the form of the OpenAI batch output.
enum ResultLine {
    /// The line of a request, its line end included.
    ///
    /// The answer's body stands in it as the server sent it, save that it is put on one line.
    static func bytes(_ outcome: BatchOutcome) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256 + (outcome.answer?.body.count ?? 0))
        begin(&line, outcome.identity, customID: outcome.request.customID)
        append(outcome.answer, isReply: (try? outcome.result.get()) != nil, to: &line)
        switch outcome.result {
        case .success: line.append(contentsOf: ",\"error\":null".utf8)
        case .failure(let error): append(&line, code: code(error), message: error.message)
        }
        append(outcome.timings, to: &line)
        line.append(contentsOf: "}\n".utf8)
        return line
    }

    /// The line of an input line that was never sent.
    static func bytes(defect: LineDefect, of line: InputLine) -> [UInt8] {
        var bytes: [UInt8] = []
        let place = BatchRequest.place(of: line)
        begin(&bytes, LineIdentity(place), customID: place.customID)
        bytes.append(contentsOf: "null".utf8)
        append(
            &bytes, code: "invalid_line",
            message: "\(line.file), line \(line.number), column \(defect.column): \(defect.reason)")
        bytes.append(contentsOf: "}\n".utf8)
        return bytes
    }

    private static func begin(_ line: inout [UInt8], _ identity: LineIdentity, customID: String) {
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
        append(Int64((timings.sentAt * 1e6).rounded()), digits: 6, to: &line)
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
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
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

    private static func append(_ answer: RawChatAnswer?, isReply: Bool, to line: inout [UInt8]) {
        guard let answer else { return line.append(contentsOf: "null".utf8) }
        line.append(contentsOf: "{\"status_code\":".utf8)
        append(Int64(answer.statusCode), digits: 0, to: &line)
        line.append(contentsOf: ",\"request_id\":".utf8)
        JSONValue.write(answer.requestID ?? "", to: &line)
        line.append(contentsOf: ",\"body\":".utf8)
        if isReply || (try? JSONValue(parsing: answer.body)) != nil {
            let start = line.count
            line.append(contentsOf: answer.body)
            // A line end in JSON is white space, since strings cannot hold one, so a space may stand in its place.
            if answer.body.mayHave("\n") || answer.body.mayHave("\r") {
                for index in start..<line.count where line[index] == 0x0A || line[index] == 0x0D { line[index] = 0x20 }
            }
        } else if answer.body.isEmpty {
            line.append(contentsOf: "null".utf8)
        } else {
            JSONValue.write(String(decoding: answer.body, as: UTF8.self), to: &line)
        }
        line.append(UInt8(ascii: "}"))
    }

    /// Reads who a line of results belongs to, without parsing the rest of it.
    static func identity(_ line: [UInt8]) -> LineIdentity? {
        let head = Array("{\"id\":\"".utf8)
        let length = LineIdentity.prefix.utf8.count + 32
        guard line.starts(with: head), line.count > head.count + length, line.last == UInt8(ascii: "}") else {
            return nil
        }
        return LineIdentity(line[head.count..<(head.count + length)])
    }

    /// Whether the text is a result line to its end, as far as parsing it can tell.
    static func isWhole(_ line: [UInt8]) -> Bool {
        identity(line) != nil && (try? JSONValue(parsing: line)) != nil
    }
}
