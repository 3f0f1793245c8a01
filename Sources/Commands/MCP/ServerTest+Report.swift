import Foundation
import JSON
import Localization
import Terminal
import Tools

extension ServerTest {
    /// What the start showed, for a person.
    var text: String {
        let seconds = String(format: "%.1f", duration / .seconds(1))
        let count = Message("\(tools.count) \(tools.count, "tool", "tools")")
        var rows: [(String, String)] =
            entry.place.isEmpty ? [] : [(entry.isProcess ? localized("command") : "url", entry.place)]
        if let info {
            let name = [info.name, info.version].filter { !$0.isEmpty }.joined(separator: " ")
            rows.append((localized("server"), name.isEmpty ? localized("does not say its name") : name))
            let version = info.protocolVersion
            rows.append(
                (
                    localized("protocol"),
                    info.isModern ? localized("\(version), stateless") : localized("\(version), with a handshake")
                ))
        }
        if !tools.isEmpty { rows.append((localized("tools"), tools.map(\.callName).joined(separator: ", "))) }
        if let info, !info.instructions.isEmpty {
            rows.append((localized("instructions"), VisibleText.escaped(info.instructions)))
        }
        rows += standardError.enumerated().map { ($0.offset == 0 ? "stderr" : "", $0.element) }
        let title =
            failure.map { localized("\(entry.name): does not work, \($0.reason)") }
            ?? localized("\(entry.name): \(count), \(seconds) s")
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
