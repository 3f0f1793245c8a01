import Foundation
import JSON
import Settings

/// Takes out of a report whatever is nobody else's business: keys, passwords in URLs, the name of the home folder.
///
/// The checks show none of it; this holds also where another program's or server's words repeat it.
struct DoctorRedaction: Sendable {
    /// Shorter words are too likely to be a part of others.
    private static let leastLength = 4
    private static let mark = "****"

    private let secrets: [String]
    private let home: String?

    /// - Parameters:
    ///   - keys: Keys and whatever else is secret as a whole.
    ///   - urls: URLs that may have passwords or queries.
    ///   - home: The home folder.
    init(keys: [String], urls: [String], home: String?) {
        secrets = (keys + urls.flatMap(Self.secrets)).filter { $0.utf8.count >= Self.leastLength }
            .sorted { $0.utf8.count > $1.utf8.count }
        self.home = home.flatMap { $0.utf8.count > 1 && $0.hasPrefix("/") ? $0 : nil }
    }

    func report(_ report: DoctorReport) -> DoctorReport {
        DoctorReport(
            checks: report.checks.map { check in
                var check = check
                check.message = text(check.message)
                check.fix = check.fix.map(text)
                check.facts = object(check.facts)
                return check
            })
    }

    /// A text without secrets.
    func text(_ text: String) -> String {
        var result = secrets.reduce(URLSecrets.hidden(in: text)) {
            $0.replacingOccurrences(of: $1, with: Self.mark)
        }
        if let home { result = Self.shortening(home, in: result) }
        return result
    }

    private func object(_ object: JSONObject) -> JSONObject {
        JSONObject(object.members.map { JSONObject.Member($0.name, value($0.value)) })
    }

    private func value(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let string): .string(text(string))
        case .array(let values): .array(values.map(self.value))
        case .object(let object): .object(self.object(object))
        case .null, .bool, .number: value
        }
    }

    /// Puts `~` in place of the home folder where a path begins with it, and a shell would take that as the same.
    private static func shortening(_ home: String, in text: String) -> String {
        let bytes = Array(text.utf8)
        let name = Array(home.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let end = index + name.count
            let isStart = index == 0 || " (`:=\"".utf8.contains(bytes[index - 1])
            let isEnd = end == bytes.count || end < bytes.count && " /`,;:)\"".utf8.contains(bytes[end])
            if isStart, isEnd, bytes[index...].starts(with: name) {
                result.append(UInt8(ascii: "~"))
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What is secret in a URL: the user's name with the password, the password, and the query.
    private static func secrets(of url: String) -> [String] {
        var found: [String] = []
        let bytes = url.utf8
        if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
            let start = bytes.firstRange(of: "://".utf8).map(\.upperBound) ?? bytes.startIndex
            if start <= at {
                let user = String(url[start..<at])
                let password = user.utf8.firstIndex(of: UInt8(ascii: ":")).map {
                    String(user[user.utf8.index(after: $0)...])
                }
                found += [user, password ?? "", password?.removingPercentEncoding ?? ""]
            }
        }
        if let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
            let query = String(url[bytes.index(after: mark)...])
            found.append(query)
            found += query.utf8.split { "&=#".utf8.contains($0) }.map { String(Substring($0)) }
        }
        return found
    }
}
