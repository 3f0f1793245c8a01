package import CloudComputeClient
package import JSON
import Localization

/// A line of results, ours or another program's: OpenAI's and vLLM's forms of errors are read.
package struct BatchResult: Sendable {
    /// The line's `custom_id`.
    package var customID: String
    /// The reply; `nil` where the line tells of a failure.
    package var reply: ChatReply?
    /// Why there is none.
    package var failure: String?
    /// The times that our own results carry.
    package var timings: JSONValue?

    /// Reads a line; `nil` where it is no result.
    ///
    /// A success has a status of 2xx, a body with choices and no error. The error may be `null`, a string, `{code,
    /// message}`, or `{"error":{…}}`, and it may stand in the response's body instead.
    package init?(_ json: JSONValue) {
        guard let id = json["custom_id"]?.string else { return nil }
        customID = id
        timings = json["timings"]
        let response = json["response"]
        let body = response?["body"]
        let status = response?["status_code"]?.int ?? 0
        if let error = json["error"], !error.isNull {
            failure = Self.message(error)
        } else if !(200..<300).contains(status) || body?["error"].map({ !$0.isNull }) ?? false {
            failure = body.map(Self.message) ?? "status \(status)"
        } else if let body, body["choices"]?.array?.isEmpty == false {
            reply = ChatReply(body)
        } else {
            failure = Message("the reply has no choices").english
        }
    }

    /// What this program says where a line tells no reason.
    static let ownWords = [
        Message("no reason given"), Message("not given"), Message("the reply has no choices"),
    ]

    /// A reason for a person: words of servers stay as they are.
    package static func words(_ reason: String) -> String {
        localized(ownWords.first { $0.english == reason } ?? Message(verbatim: reason))
    }

    private static func message(_ error: JSONValue) -> String {
        if let text = error.text { return text }
        if let inner = error["error"], !inner.isNull { return message(inner) }
        return error["message"]?.text ?? error["detail"]?.text ?? error["code"]?.text
            ?? Message("no reason given").english
    }
}
