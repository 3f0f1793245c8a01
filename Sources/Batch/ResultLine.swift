import CloudComputeClient

/// Writes result lines in the form of the OpenAI batch output.
enum ResultLine {
    /// The line of a request, its line end included.
    ///
    /// The answer's body stands in it as the server sent it, save that it is put on one line.
    static func bytes(_ outcome: BatchOutcome) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256 + (outcome.answer?.body.count ?? 0))
        begin(&line, id: outcome.identity.id, customID: outcome.request.customID)
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
        begin(&bytes, id: LineIdentity(place).id, customID: place.customID)
        bytes.append(contentsOf: "null".utf8)
        append(
            &bytes, code: "invalid_line",
            message: "\(line.file), line \(line.number), column \(defect.column): \(defect.reason)")
        bytes.append(contentsOf: "}\n".utf8)
        return bytes
    }

    private static func begin(_ line: inout [UInt8], id: String, customID: String) {
        line.append(contentsOf: "{\"id\":\"\(id)\",\"custom_id\":".utf8)
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
        func milliseconds(_ duration: Duration) -> JSONValue {
            JSONValue((duration / .microseconds(1)).rounded() / 1000)
        }
        var object: JSONObject = [
            "sent_at": JSONValue((timings.sentAt * 1e6).rounded() / 1e6), "attempts": JSONValue(timings.attempts),
            "latency": milliseconds(timings.latency),
        ]
        if let first = timings.arrivals.first {
            object["time_to_first_token"] = milliseconds(first)
            let gaps = zip(timings.arrivals.dropFirst(), timings.arrivals).map { milliseconds($0 - $1) }
            object["inter_token_latencies"] = .array(gaps)
        }
        line.append(contentsOf: ",\"timings\":".utf8)
        line.append(contentsOf: JSONValue.object(object).jsonBytes)
    }

    private static func code(_ error: CloudComputeError) -> String {
        error.serverCode ?? error.statusCode.map(String.init) ?? error.code.description
    }

    private static func append(_ answer: RawChatAnswer?, isReply: Bool, to line: inout [UInt8]) {
        guard let answer else { return line.append(contentsOf: "null".utf8) }
        line.append(contentsOf: "{\"status_code\":\(answer.statusCode),\"request_id\":".utf8)
        JSONValue.write(answer.requestID ?? "", to: &line)
        line.append(contentsOf: ",\"body\":".utf8)
        if isReply || (try? JSONValue(parsing: answer.body)) != nil {
            // A line end in JSON is white space, since strings cannot hold one, so a space may stand in its place.
            line.append(contentsOf: answer.body.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
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
