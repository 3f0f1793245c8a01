import CloudComputeClient
package import JSON
package import PromptTemplates

/// How the lines of a batch become requests.
package struct RequestBuilder: Sendable {
    /// The model for every line; it takes the place of the line's own.
    package var model: String?
    /// The model for lines that name none.
    package var standardModel: String?
    /// Fields for every line; they take the place of the line's own.
    package var parameters: JSONObject = [:]
    /// The template that objects of variables are put into.
    package var template: PromptTemplate? {
        didSet {
            templateFields = [:]
            for parameter in template?.parameters ?? [] {
                templateFields[parameter.name] = try? JSONValue(parsing: parameter.json)
            }
        }
    }
    /// The fields that the template sets.
    private(set) var templateFields: JSONObject = [:]
    /// Whether replies are asked for as streams, which tells when each token came.
    package var streams = false
    /// What stands among the failures of a line that becomes no request.
    package var message: @Sendable (BadLine) -> String = {
        "\($0.file), line \($0.line), column \($0.defect.column)"
    }

    /// Creates a form that sets nothing.
    package init() {}
}

extension RequestBuilder {
    /// Reads a line, whichever of the forms it has.
    ///
    /// - Throws: ``InputLineError``.
    func request(_ line: InputLine) throws(InputLineError) -> BatchRequest {
        let bytes: [UInt8]
        switch line.content {
        case .text(let text): bytes = text
        case .tooLong(let length):
            throw InputLineError(.tooLong(length, limit: LineReader.maximumLineLength))
        }
        let result = bytes.withUnsafeBufferPointer { text -> Result<BatchRequest, InputLineError> in
            Result { () throws(InputLineError) in try request(text, line) }
        }
        return try result.get()
    }

    private func request(_ text: UnsafeBufferPointer<UInt8>, _ line: InputLine) throws(InputLineError) -> BatchRequest {
        guard UTF8Check.isValid(text) else {
            throw InputLineError(column: Self.firstInvalidByte(text) + 1, .notUTF8)
        }
        let members: JSONObjectIndex?
        do { members = try JSONObjectIndex(of: text, inside: "body") } catch {
            throw InputLineError(column: error.offset + 1, .notJSON(error.cause))
        }
        guard let members else { return try request(prompt: text, id: line.name) }
        let id = try Self.id(members["custom_id"], text)
        let body = try self.body(members, text)
        return BatchRequest(customID: id ?? line.name, body: body, isAutomatic: id == nil)
    }

    /// The body of an object, whichever of the forms it has.
    private func body(_ members: JSONObjectIndex, _ text: UnsafeBufferPointer<UInt8>) throws(InputLineError) -> [UInt8]
    {
        func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: text[range]) }

        // With a template, `body` may be one of its variables.
        if let body = members["body"], template == nil || members.ofMember?["messages"] != nil {
            try checkRoute(members, text)
            return try self.body(slice(body), members.ofMember, isMember: true, at: body.lowerBound + 1)
        }
        if let template { return try fill(template, members, text) }
        if members["messages"] != nil {
            guard members["custom_id"] != nil else { return try body(text, members) }
            // The id is ours; servers refuse fields that they do not know.
            let rest = RequestBody.removing("custom_id", from: text, members: members)
            let result = rest.withUnsafeBufferPointer { rest in
                Result { () throws(InputLineError) in try body(rest, try? JSONObjectIndex(of: rest)) }
            }
            return try result.get()
        }
        if let prompt = members["prompt"] { return try body(prompt: prompt, members, text) }
        throw InputLineError(.unknownForm)
    }

    private func request(prompt text: UnsafeBufferPointer<UInt8>, id: String) throws(InputLineError) -> BatchRequest {
        guard let open = text.firstIndex(of: UInt8(ascii: "\"")), let close = text.lastIndex(of: UInt8(ascii: "\"")),
            open < close, case .string(let prompt)? = template == nil ? .string("") : try? JSONValue(parsing: text),
            text[..<open].allSatisfy({ $0 <= 0x20 })
        else { throw InputLineError(.neitherObjectNorString) }
        let body =
            if let template { try fill(template, ["input": prompt]) } else {
                try message(text[open...close], system: nil as [UInt8]?)
            }
        return BatchRequest(customID: id, body: body, isAutomatic: true)
    }

    private static func id(_ range: Range<Int>?, _ text: UnsafeBufferPointer<UInt8>) throws(InputLineError) -> String? {
        guard let range else { return nil }
        guard let id = (try? JSONValue(parsing: text[range]))?.string, !id.isEmpty else {
            throw InputLineError(column: range.lowerBound + 1, .badCustomID)
        }
        // Ids that differ in such halves only would be one and the same in the output.
        if HalfSurrogate.isIn(text[range]) {
            throw InputLineError(column: range.lowerBound + 1, .halfCharacterInCustomID)
        }
        return id
    }

    private func checkRoute(_ members: JSONObjectIndex, _ text: UnsafeBufferPointer<UInt8>) throws(InputLineError) {
        // Nearly all lines have these very words.
        if let method = members["method"], !text[method].elementsEqual(Self.post),
            (try? JSONValue(parsing: text[method]))?.string?.uppercased() != "POST"
        {
            throw InputLineError(column: method.lowerBound + 1, .otherMethod)
        }
        if let url = members["url"], !text[url].elementsEqual(Self.route),
            (try? JSONValue(parsing: text[url]))?.string?.hasSuffix("/chat/completions") != true
        {
            throw InputLineError(column: url.lowerBound + 1, .otherURL)
        }
    }

    private static let post = Array(#""POST""#.utf8)
    private static let route = Array(#""/v1/chat/completions""#.utf8)

    /// Takes a body as it stands and sets what the run sets.
    ///
    /// - Parameters:
    ///   - members: Where its members are; `nil` where it is no object.
    ///   - isMember: Whether it stands in the line's `body`, and is not the line itself.
    private func body(
        _ body: UnsafeBufferPointer<UInt8>, _ members: JSONObjectIndex?, isMember: Bool = false, at column: Int = 1
    ) throws(InputLineError) -> [UInt8] {
        guard let members else {
            throw InputLineError(column: column, .bodyNotAnObject)
        }
        guard let messages = members["messages"], body[messages.lowerBound] == UInt8(ascii: "[") else {
            throw InputLineError(column: column, .noMessages(inBody: isMember))
        }
        if members["model"] == nil, model == nil, standardModel == nil {
            throw InputLineError(column: column, .noModel)
        }
        var fields = parameters.members.map { RequestBody.Field(name: $0.name, json: $0.value.jsonBytes) }
        if let model { fields.append(Self.modelField(model)) }
        if let standardModel, model == nil { fields.append(Self.modelField(standardModel, yields: true)) }
        return RequestBody.setting(fields, in: body, members: members)
    }

    private static func modelField(_ model: String, yields: Bool = false) -> RequestBody.Field {
        RequestBody.Field(name: "model", json: JSONValue.string(model).jsonBytes, yields: yields)
    }

    private static func firstInvalidByte(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = text.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return min(offset, max(0, text.count - 1))
    }
}
