import CloudComputeClient
import JSON

/// Makes digests of lines as nearly all are, for a fraction of what their requests would take.
///
/// Whatever is unusual, and whatever is wrong, is left to ``RequestBuilder``. Where both read a line, they read the same.
struct RequestDigester {
    /// Whether any line can be read so.
    private let isUsable: Bool
    private let model: [UInt8]?
    private let standardModel: [UInt8]?
    /// The fields for every line, each after a comma.
    private let parameters: [UInt8]
    private let completionLimit: Int?
    /// What stands around the prompt where a line has nothing else.
    private var frame: PromptFrame?
    private var scan = RequestScan()
    /// The last body that was made.
    private var body: [UInt8] = []

    init(_ form: RequestBuilder) {
        model = form.model.map { JSONValue.string($0).jsonBytes }
        standardModel = form.standardModel.map { JSONValue.string($0).jsonBytes }
        var parameters: [UInt8] = []
        for member in form.parameters.members {
            RequestBody.append(.init(name: member.name, json: member.value.jsonBytes), to: &parameters)
        }
        self.parameters = parameters
        completionLimit =
            parameters.isEmpty ? nil : TokenEstimate.of(JSONValue.object(form.parameters).jsonBytes).completion
        let closing = Array("}]".utf8)
        frame = (model ?? standardModel).map { model in
            var opening: [UInt8] = []
            RequestBody.begin(&opening, model: model, system: [UInt8]?.none, prompt: [])
            return PromptFrame(opening.dropLast(closing.count), closing + parameters + [UInt8(ascii: "}")])
        }
        let all = parameters + (model ?? []) + (standardModel ?? [])
        isUsable = form.template == nil && !all.containsBytes(Self.attachment)
    }

    private static let attachment: StaticString = "\"data:"
    private static let attachmentStart = (UInt8(ascii: "\""), UInt8(ascii: "d"))
    private static let nameStart = Array(",\"".utf8)
    private static let nameEnd = Array("\":".utf8)

    /// Reads a line; `nil` where it is unusual.
    mutating func digest(_ line: UnsafeBufferPointer<UInt8>) -> RequestDigest? {
        guard isUsable, isText(line), scan.read(line) else { return nil }
        let customID = scan.customID.map { RequestFingerprint.customID(slice(line, $0)) }
        guard let prompt = scan.prompt else {
            guard parameters.isEmpty else { return nil }
            return ofBody(slice(line, scan.body), customID)
        }
        let (text, limit) = (slice(line, prompt), completionLimit)
        if scan.fields.isEmpty, scan.system == nil,
            let digest = frame?.withBody(text, { Self.digest(of: $0, customID, limit) })
        {
            return digest
        }
        body.removeAll(keepingCapacity: true)
        guard let model = model ?? scan.model.map({ Array(line[$0]) }) ?? standardModel,
            parameters.isEmpty || scan.fields.isEmpty
        else { return nil }
        RequestBody.begin(&body, model: model, system: scan.system.map { slice(line, $0) }, prompt: text)
        for field in scan.fields where !("model" ~= MemberName(text: slice(line, field.name))) {
            body.append(contentsOf: Self.nameStart)
            body.append(contentsOf: slice(line, field.name))
            body.append(contentsOf: Self.nameEnd)
            body.append(contentsOf: slice(line, field.value))
        }
        body.append(contentsOf: parameters)
        body.append(UInt8(ascii: "}"))
        return body.withUnsafeBufferPointer { digest(of: $0, customID) }
    }

    /// Whether the line is UTF-8 and nothing is attached.
    private func isText(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let plain = ByteWord.plainLength(UnsafeRawBufferPointer(line), without: Self.attachmentStart)
        if plain == line.count { return true }
        let rest = UnsafeBufferPointer(rebasing: line[plain...])
        return UTF8Check.isValid(rest) && !ByteWord.contains(Self.attachment, in: UnsafeRawBufferPointer(rest))
    }

    private func slice(_ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: line[range])
    }

    private mutating func ofBody(_ text: UnsafeBufferPointer<UInt8>, _ customID: UInt64?) -> RequestDigest? {
        guard let model = model ?? (scan.model == nil ? standardModel : nil) else {
            return scan.model == nil ? nil : digest(of: text, customID)
        }
        body.removeAll(keepingCapacity: true)
        if let range = scan.model {
            body.append(contentsOf: slice(text, 0..<range.lowerBound - scan.body.lowerBound))
            body.append(contentsOf: model)
            body.append(contentsOf: slice(text, range.upperBound - scan.body.lowerBound..<text.count))
        } else {
            guard let close = text.lastIndex(of: UInt8(ascii: "}")) else { return nil }
            body.append(contentsOf: slice(text, 0..<close))
            RequestBody.append(.init(name: "model", json: model), to: &body)
            body.append(contentsOf: slice(text, close..<text.count))
        }
        return body.withUnsafeBufferPointer { digest(of: $0, customID) }
    }

    private func digest(of body: UnsafeBufferPointer<UInt8>, _ customID: UInt64?) -> RequestDigest {
        Self.digest(of: body, customID, scan.completionLimit ?? completionLimit)
    }

    private static func digest(
        of body: UnsafeBufferPointer<UInt8>, _ customID: UInt64?, _ completionLimit: Int?
    ) -> RequestDigest {
        RequestDigest(
            customID: customID, body: RequestFingerprint.body(body), size: body.count,
            promptTokens: TokenEstimate.prompt(size: body.count), completionLimit: completionLimit)
    }
}
