import Foundation
import JSON
import Localization
import Terminal
import Tools

extension ServerTest {
    /// What the start showed, for a person.
    var text: String {
        let seconds = String(format: "%.1f", duration / .seconds(1))
        let count = tools.count == 1 ? "1 tool" : "\(tools.count) tools"
        var rows: [(String, String)] = entry.place.isEmpty ? [] : [(entry.isProcess ? "command" : "url", entry.place)]
        if let info {
            let name = [info.name, info.version].filter { !$0.isEmpty }.joined(separator: " ")
            rows.append(("server", name.isEmpty ? "does not say its name" : name))
            rows.append(("protocol", "\(info.protocolVersion), \(info.isModern ? "stateless" : "with a handshake")"))
        }
        if !tools.isEmpty { rows.append(("tools", tools.map(\.callName).joined(separator: ", "))) }
        if let info, !info.instructions.isEmpty {
            rows.append(("instructions", VisibleText.escaped(info.instructions)))
        }
        rows += standardError.enumerated().map { ($0.offset == 0 ? "stderr" : "", $0.element) }
        let title =
            failure.map { "\(entry.name): does not work, \($0.reason)" } ?? "\(entry.name): \(count), \(seconds) s"
        let lines = rows.map { "  \($0.0.padding(toLength: 13, withPad: " ", startingAt: 0))\($0.1)" }
        return ([title] + lines).map { ControlCharacterFilter.filterLine($0) + "\n" }.joined()
    }

    /// The same as JSON.
    var report: JSONValue {
        var object: JSONObject = ["name": .string(entry.name), "works": .bool(failure == nil)]
        object["server"] = info.map { ["name": .string($0.name), "version": .string($0.version)] } ?? .null
        object["protocol_version"] = info.map { .string($0.protocolVersion) } ?? .null
        object["era"] = info.map { $0.isModern ? "modern" : "legacy" } ?? .null
        object["instructions"] = info.map { .string($0.instructions) } ?? .null
        object["tools"] = .array(tools.map(\.report))
        object["duration_ms"] = JSONValue(Int((duration / .milliseconds(1)).rounded()))
        object["stderr"] = .array(standardError.map { .string($0) })
        object["error"] = failure.map { .string($0.reason.english) } ?? .null
        object["entry"] = entry.report
        return .object(object)
    }
}
