import LoopbackServer

/// The parts that answers of hostile servers are put together from.
enum HostileAnswer {
    /// The right body at either address; the word `pong` stands in it.
    static func good(_ route: HostileCase.Route) -> String {
        switch route {
        case .models: #"{"data":[{"id":"pong/model"}]}"#
        case .chat: reply(#"{"role":"assistant","content":"pong"}"#)
        }
    }

    /// A chat's reply around a message.
    static func reply(_ message: String, usage: String = #"{"prompt_tokens":1,"completion_tokens":1}"#) -> String {
        #"{"id":"1","model":"m","choices":[{"index":0,"message":\#(message),"finish_reason":"stop"}],"usage":\#(usage)}"#
    }

    /// A head and a body whose length is told.
    static func http(
        status: String = "200 OK", type: String = "application/json", headers: String = "", bytes body: [UInt8]
    ) -> [UInt8] {
        Array(
            "HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\ncontent-length: \(body.count)\r\nconnection: close\r\n\(headers)\r\n"
                .utf8) + body
    }

    /// The same of text.
    static func http(
        status: String = "200 OK", type: String = "application/json", headers: String = "", _ body: String
    ) -> [UInt8] {
        http(status: status, type: type, headers: headers, bytes: Array(body.utf8))
    }

    /// A good status with this JSON.
    static func json(_ body: String, headers: String = "") -> [UInt8] { http(headers: headers, body) }

    /// The head of a stream that ends with the connection.
    static let streamHead = LoopbackServer.eventStreamHead

    /// An event that holds a piece of text.
    static func delta(_ text: String) -> String {
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"}}]}\n\n"
    }

    /// The event that ends the choice.
    static let finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    /// The event that ends the stream.
    static let done = "data: [DONE]\n\n"

    /// A stream with these events, then the end of the connection.
    static func stream(_ events: String...) -> [LoopbackServer.Step] {
        [.text(streamHead + events.joined())]
    }
}
