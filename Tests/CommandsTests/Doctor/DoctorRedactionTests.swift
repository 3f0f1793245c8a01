import JSON
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct DoctorRedactionTests {
    private static let redaction = DoctorRedaction(
        keys: ["cc-secret-0123"],
        urls: [
            "http://joe:hunt%20er2@proxy:3128", "bob:swordfish@host",
            "https://api.example/v1?token=s3cr3t-query#frag-ment",
            "https://plain.example/v1",
        ], home: "/home/joe")

    @Test(arguments: [
        ("The key cc-secret-0123 is bad.", "The key **** is bad."),
        ("http://joe:hunt%20er2@proxy:3128 is", "http://***@proxy:3128 is"), ("hunt%20er2 or hunt er2", "**** or ****"),
        ("\"bob:swordfish@host\"", "\"****@host\""), ("swordfish", "****"), ("s3cr3t-query", "****"),
        ("frag-ment", "****"), ("https://plain.example/v1 stays", "https://plain.example/v1 stays"),
        ("/home/joe/.config is", "~/.config is"), ("in /home/joe.", "in /home/joe."), ("/home/joe", "~"),
        ("Run `chmod 600 /home/joe/a b`.", "Run `chmod 600 ~/a b`."), ("(/home/joe/x)", "(~/x)"),
        // In quotes a shell would not put the folder in its place.
        ("Run `chmod 600 '/home/joe/a b'`.", "Run `chmod 600 '/home/joe/a b'`."),
        ("/home/joel/x and /mnt/home/joe/x", "/home/joel/x and /mnt/home/joe/x"),
    ])
    func secretsAndTheHomeFolderAreTakenOut(text: String, shown: String) {
        #expect(Self.redaction.text(text) == shown)
    }

    @Test func everyPartOfACheckIsCovered() {
        let secret = "cc-secret-0123"
        let check = DoctorCheck.error(
            "key", secret, fix: secret, .usage,
            ["a": .string(secret), "b": [.string(secret)], "c": ["d": .string(secret)]])
        let report = Self.redaction.report(DoctorReport(checks: [check]))
        #expect(!String(decoding: report.json.jsonBytes, as: UTF8.self).contains(secret))
    }

    @Test func aHomeThatIsTheRootAndShortWordsStay() {
        let redaction = DoctorRedaction(keys: ["", "ab"], urls: ["http://a:b@h"], home: "/")
        #expect(redaction.text("/etc/ab is a cab") == "/etc/ab is a cab")
    }
}
