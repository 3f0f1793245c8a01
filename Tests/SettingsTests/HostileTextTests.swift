import Foundation
import Testing

@testable import Settings

@Suite(.timeLimit(.minutes(1))) struct HostileTextTests {
    /// Each level holds the one below it ten times over.
    private static func bomb(levels: Int, width: Int, key: Bool) -> String {
        var lines = ["a0: &a0 [x]"]
        for level in 1...levels {
            let uses = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(uses)]")
        }
        if key { lines.append("? *a\(levels)\n: x") }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: [false, true])
    func aliasesThatMultiplyEndAtOnce(inKey: Bool) {
        for (levels, width) in [(9, 9), (9, 3), (16, 2)] {
            let text = Self.bomb(levels: levels, width: width, key: inKey)
            let template = "---\nparameters:\n\(text.split(separator: "\n").map { "  \($0)\n" }.joined())---\nbody"
            let error = #expect(throws: SettingsError.self) { try PromptTemplate(text: template, path: "t.md") }
            #expect(error?.kind == .badData && error?.description.contains("t.md") == true, "\(error as Any)")
        }
    }

    @Test func aFewAliasesAreTaken() throws {
        let template = "---\nparameters:\n  a: &x [1, 2]\n  b: *x\n---\nbody"
        #expect(try PromptTemplate(text: template, path: "t.md").parameters.last?.json == "[1,2]")
    }

    @Test func deepNestingEndsInASentence() {
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(throws: SettingsError.self) {
            try PromptTemplate(text: "---\nparameters:\n  a: \(deep)\n---\nbody", path: "t.md")
        }
    }

    @Test func noProfileReachesAnotherFolder() {
        let folders = SettingsFolders(environment: ["XDG_CONFIG_HOME": "/c"])
        // A prepended mark makes one letter of itself and the slash behind it.
        for name in ["../../x", "a/b", "\u{0D4E}/x", "\u{0600}/x", "x\0y"] {
            let path = folders.keyFile(ofProfile: name)
            #expect(path.utf8.count { $0 == UInt8(ascii: "/") } == 3 && !path.utf8.contains(0), "\(path)")
        }
        #expect(folders.keyFile(ofProfile: "работа-2") == "/c/cloudcompute/работа-2.key")
    }

    @Test(arguments: [
        ("https://joe:hunter2@host/v1", "https://***@host/v1"), ("https://host/v1", "https://host/v1"),
        ("http://joe:hun/ter2@host", "http://***@host"), ("joe:hunter2@host", "joe:***@host"),
        ("http:\\\\joe:hunter2@host", "http:\\\\***@host"), ("http://joe:hunter2@", "http://***@"),
    ])
    func aURLLosesItsPassword(url: String, shown: String) {
        #expect(URLSecrets.hidden(url: url) == shown)
    }

    @Test func everyURLOfASentenceLosesItsPassword() {
        let sentence = "Cannot fetch \"http://a:b@c/d@e\" after https://x:y@z:1."
        #expect(URLSecrets.hidden(in: sentence) == "Cannot fetch \"http://***@c/d@e\" after https://***@z:1.")
        #expect(URLSecrets.hidden(in: "mail joe@host :// done") == "mail joe@host :// done")
    }
}
