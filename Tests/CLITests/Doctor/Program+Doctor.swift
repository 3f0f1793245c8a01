import Foundation
import JSON
import Testing

extension Program {
    /// The checks of `doctor --json` by their names, with how it ended.
    func diagnose(_ arguments: [String] = []) async throws -> (checks: [String: JSONValue], exitCode: Int32?) {
        let outcome = try await run(["doctor", "--json"] + arguments)
        let json = try JSONValue(parsing: Array(outcome.output.utf8))
        #expect(json["exit_code"] == JSONValue(Int(outcome.status)), "\(outcome.output)")
        let checks = try #require(json["checks"]?.array)
        var found: [String: JSONValue] = [:]
        for check in checks {
            let id = try #require(check["id"]?.string)
            #expect(found[id] == nil && check["message"]?.string?.isEmpty == false && check["facts"]?.object != nil)
            let isBad = ["warning", "error"].contains(check["status"]?.string ?? "")
            #expect(isBad == (check["fix"]?.string?.isEmpty == false), "\(check)")
            found[id] = check
        }
        return (found, outcome.exitCode)
    }

    /// The names of the checks with a status.
    static func names(_ checks: [String: JSONValue], _ status: String) -> [String] {
        checks.filter { $0.value["status"]?.string == status }.map(\.key).sorted()
    }

    /// Writes the configuration file for the user alone.
    func configure(_ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: file(".config/cloudcompute"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try write(text, to: ".config/cloudcompute/config.yaml")
        try setMode(0o600, of: ".config/cloudcompute/config.yaml")
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
    }
}
