import Foundation
import LoopbackServer
import Synchronization

/// What a real server answered over HTTP, recorded byte by byte, to be served again.
final class HTTPTranscript: Sendable {
    private struct Exchange {
        var title: String
        var route: String
        /// What the request's body is told by.
        var method: String
        var tool: String
        var response: String
    }

    private let exchanges: [Exchange]
    private let seen = Mutex<[LoopbackServer.Request]>([])

    /// The requests so far.
    var requests: [LoopbackServer.Request] { seen.withLock { $0 } }

    init(_ name: String) throws {
        let text = String(
            decoding: try Data(contentsOf: Transcript.folder.appending(path: "\(name).txt")), as: UTF8.self)
        exchanges = text.components(separatedBy: "==== ").dropFirst().compactMap { part in
            let halves = part.components(separatedBy: "\n---- response\n")
            let heads = halves[0].components(separatedBy: "\n---- request\n")
            guard halves.count == 2, heads.count == 2 else { return nil }
            let request = heads[1]
            return Exchange(
                title: heads[0],
                route: request.prefix { $0 != "\r\n" }.split(separator: " ").prefix(2).joined(separator: " "),
                method: Self.member("method", request), tool: Self.member("name", request),
                response: halves[1].replacing("\r\n\r\n(nothing more", with: "\r\n\r\n"))
        }
    }

    /// The recorded answer; to a handshake that was not recorded, the refusal of a server of the stateless era.
    func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
        seen.withLock { $0.append(request) }
        let body = String(decoding: request.body, as: UTF8.self)
        let method = Self.member("method", body)
        let exchange = exchanges.first { exchange in
            exchange.route == request.route && exchange.method == method
                && (method != "tools/call" || exchange.tool == Self.member("name", body))
        }
        guard let exchange else {
            let refusal = #"{"jsonrpc":"2.0","id":"server-error","error":{"code":-32022,"message":"unsupported"}}"#
            let isHandshake = method == "initialize"
            return .close([
                "HTTP/1.1 \(isHandshake ? "400 Bad Request" : "202 Accepted")\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(isHandshake ? refusal.utf8.count : 0)\r\nConnection: close\r\n\r\n"
                    + (isHandshake ? refusal : "")
            ])
        }
        // The rest of a stream answers the request before.
        let ids = requests.compactMap { Self.number("id", String(decoding: $0.body, as: UTF8.self)) }
        return .close([Self.renumbered(exchange.response, ids.last ?? 0)])
    }

    /// The response with the request's id in place of the recorded one; both have one digit, so the length stays.
    private static func renumbered(_ response: String, _ id: Int) -> String {
        var text = response
        for name in ["\"id\":", "\"progressToken\":"] {
            guard let recorded = number(String(name.dropFirst().dropLast(2)), response), id > 0, id < 10 else {
                continue
            }
            text = text.replacing("\(name)\(recorded),", with: "\(name)\(id),")
        }
        return text
    }

    private static func member(_ name: String, _ text: String) -> String {
        text.components(separatedBy: "\"\(name)\":\"").dropFirst().first?.components(separatedBy: "\"").first ?? ""
    }

    private static func number(_ name: String, _ text: String) -> Int? {
        text.components(separatedBy: "\"\(name)\":").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
    }
}
