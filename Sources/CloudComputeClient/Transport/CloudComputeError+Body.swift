import JSON
import Localization
import ServerSentEvents

extension CloudComputeError {
    /// Reads the body of an answer that is not 2xx, whatever form it has.
    ///
    /// Both documented 401 bodies, Laravel's, OpenRouter's, FastAPI's and vLLM's are read; of an HTML page only the
    /// title is kept; an empty body leaves the status.
    ///
    /// Fact: `docs/api-facts.md` sections 1 and 7 give the order in which the members are tried.
    init(statusCode: Int, body: [UInt8]) {
        if let json = try? JSONValue(parsing: body), json.object != nil {
            self.init(body: json, statusCode: statusCode)
        } else if Self.isPage(body) {
            self.init(ServerDialect.code(forStatus: statusCode), Self.pageMessage(body), statusCode: statusCode)
        } else {
            let text = String(decoding: body.prefix(500), as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            let sentence = text.isEmpty ? Self.meaning(ofStatus: statusCode) : Message(verbatim: text)
            self.init(
                ServerDialect.code(forStatus: statusCode, message: sentence.english), sentence, statusCode: statusCode)
            hasServerWords = !text.isEmpty
        }
    }

    /// Reads an error object, from an answer's body (with its status) or from the middle of a stream (without).
    init(body json: JSONValue, statusCode: Int?) {
        let error = json["error"]
        let serverCode = error?["code"]?.text ?? json["code"]?.text ?? error?["type"]?.text
        let number = statusCode ?? serverCode.flatMap { Int($0) }.flatMap { (400...599).contains($0) ? $0 : nil }
        let said =
            error?["message"]?.text ?? json["message"]?.text ?? json["msg"]?.text ?? Self.detail(json["detail"])
            ?? error?.text
        let words = said.map { Message(verbatim: Self.bounded($0)) } ?? number.map(Self.meaning(ofStatus:))
        var named = words ?? Message("The server reported an error.")
        let message = named.english
        if let fields = (error?["errors"] ?? json["errors"])?.object {
            let faults = Self.fieldErrors(fields, besides: message)
            if !faults.isEmpty { named = Message("\(named) \(faults)") }
            if named.english.utf8.count > Self.maximumMessage { named = Message(verbatim: Self.bounded(named.english)) }
        }
        self.init(
            number.map { ServerDialect.code(forStatus: $0, serverCode: serverCode, message: message) }
                ?? .serverFailure,
            named, statusCode: statusCode, serverCode: serverCode.map { Self.bounded($0, to: 100) })
        hasServerWords = said != nil
    }

    /// Reads the error that a reply with status 200 carries in its body; `nil` where it carries none.
    init?(inBand json: JSONValue) {
        switch json["error"] {
        case nil, .null, .bool(false), .string(""):
            guard json["object"]?.string == "error" else { return nil }
        default: break
        }
        self.init(body: json, statusCode: nil)
    }

    /// Names a page that stands where a reply should.
    init(page body: [UInt8]) {
        self.init(.badReply, Self.pageMessage(body))
    }

    /// Passes on what stopped the event-stream parser.
    init(streamFailure error: any Error) {
        if let error = error as? CloudComputeError {
            self = error
        } else {
            self.init(.badReply, Message(verbatim: "\(error)"), cause: error)
        }
    }

    /// The most characters of a server's words that an error keeps.
    private static let maximumMessage = 2000
    /// The most fields of which an error tells what is wrong with them.
    private static let maximumFields = 20

    private static func bounded(_ text: String, to limit: Int = maximumMessage) -> String {
        text.utf8.count <= limit ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
    }

    private static func isPage(_ body: [UInt8]) -> Bool {
        body.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } == UInt8(ascii: "<")
    }

    private static func pageMessage(_ body: [UInt8]) -> Message {
        let text = String(decoding: body.prefix(16_384), as: UTF8.self)
        let lowered = text.lowercased()
        guard lowered.count == text.count, let open = lowered.firstRange(of: "<title"),
            let start = lowered[open.upperBound...].firstIndex(of: ">"),
            let end = lowered[start...].firstRange(of: "</title")
        else { return Message("The server answered with an HTML page.") }
        let first = text.index(text.startIndex, offsetBy: lowered.distance(from: lowered.startIndex, to: start) + 1)
        let last = text.index(
            text.startIndex, offsetBy: lowered.distance(from: lowered.startIndex, to: end.lowerBound))
        let title = text[first..<last].split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
        return Message("The server answered with an HTML page titled \"\(title)\".")
    }

    /// FastAPI's `detail`: a string, or a list of objects with `msg`.
    private static func detail(_ detail: JSONValue?) -> String? {
        if let text = detail?.text { return text }
        let messages = (detail?.array ?? []).prefix(maximumFields).compactMap { $0["msg"]?.text }
        return messages.isEmpty ? nil : messages.joined(separator: "; ")
    }

    private static func fieldErrors(_ fields: JSONObject, besides message: String) -> String {
        let all = fields.members.prefix(maximumFields)
            .flatMap { ($0.value.array ?? []).prefix(maximumFields).compactMap(\.text) }
            .filter { !message.contains(bounded($0)) }
        return all.joined(separator: " ")
    }

    private static func meaning(ofStatus status: Int) -> Message {
        switch status {
        case 401: Message("The API key is not valid.")
        case 402: Message("The balance is exhausted.")
        case 403: Message("This key has no access.")
        case 404: Message("There is nothing at this address.")
        case 408: Message("The server gave up waiting for the request.")
        case 413: Message("The request is too large.")
        case 422: Message("The server cannot process this request.")
        case 429: Message("Too many requests.")
        case 500: Message("The server failed.")
        case 502, 504: Message("The server behind the gateway does not answer.")
        case 503: Message("The service is unavailable.")
        default: Message("The server answered with status \(status) and no explanation.")
        }
    }
}
