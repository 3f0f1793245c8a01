import Foundation
import Testing

@testable import Settings

@Suite(.timeLimit(.minutes(1))) struct HostileTextTests {
    @Test func noProfileReachesAnotherFolder() throws {
        let folders = try XDGDirectories(environment: ["XDG_CONFIG_HOME": "/c"])
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
        #expect(
            URLSecrets.hidden(in: "no https://h/p?token=a/b=&x=1&y: it, \"http://h#k=v\". a?b=c")
                == "no https://h/p?token=***&x=***&y: it, \"http://h#k=***\". a?b=c")
        #expect(URLSecrets.hidden(in: "https://h/a?k=v.") == "https://h/a?k=***.")
        #expect(URLSecrets.hidden(in: "mail joe@host :// done") == "mail joe@host :// done")
    }
}
