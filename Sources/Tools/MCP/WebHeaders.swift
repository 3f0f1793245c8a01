import CloudComputeClient
import Foundation

/// The headers of a message over HTTP.
///
/// Fact: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
enum WebHeaders {
    static func of(_ message: MCPMessage, session: String?) -> [(name: String, value: String)] {
        var headers = [
            ("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream"),
            ("User-Agent", "cloudcompute"),
        ]
        if let version = message.version { headers.append(("MCP-Protocol-Version", version)) }
        guard message.isModern else { return headers + (session.map { [("Mcp-Session-Id", $0)] } ?? []) }
        if let method = message.method { headers.append(("Mcp-Method", method)) }
        if let tool = message.tool { headers.append(("Mcp-Name", encoded(tool))) }
        return headers + message.parameterHeaders.map { ("Mcp-Param-\($0.name)", encoded($0.value)) }
    }

    /// Of the end of a session.
    static func ofSession(_ session: String, _ version: String?) -> [(name: String, value: String)] {
        [("User-Agent", "cloudcompute"), ("Mcp-Session-Id", session)]
            + (version.map { [("MCP-Protocol-Version", $0)] } ?? [])
    }

    /// Of the rest of a stream.
    static func ofResumption(
        _ event: String, session: String?, _ version: String?
    ) -> [(name: String, value: String)] {
        [("User-Agent", "cloudcompute"), ("Accept", "text/event-stream"), ("Last-Event-ID", encoded(event))]
            + (session.map { [("Mcp-Session-Id", $0)] } ?? []) + (version.map { [("MCP-Protocol-Version", $0)] } ?? [])
    }

    /// A value as it is where a header can hold it, else in base64 with a mark of that.
    static func encoded(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x09 }
        let isTrimmed = [value.utf8.first, value.utf8.last].allSatisfy { ($0 ?? 0x21) > 0x20 }
        let isMarked = value.hasPrefix("=?base64?") && value.hasSuffix("?=")
        return isPlain && isTrimmed && !isMarked ? value : "=?base64?\(Data(value.utf8).base64EncodedString())?="
    }
}
