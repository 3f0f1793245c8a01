import JSON
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct DoctorReportTests {
    private static let report = DoctorReport(checks: [
        .ok("version", "Version 1 is fine.", ["program": "1"]), .skipped("dns", "Not checked."),
        .warning("locale", "The locale is C.", fix: "Run `export LANG=C.UTF-8`."),
        .error("key", "No key.", fix: "Run `cloudcompute login`.", .configuration),
        .error("store", "Damaged.", fix: "Move it away.", .inputOutput),
    ])

    @Test func symbolsStandWhereTheTerminalShowsThem() {
        #expect(
            Self.report.text(symbols: true, columns: nil) == """
                ✓ version: Version 1 is fine.
                – dns: Not checked.
                ! locale: The locale is C.
                  Fix: Run `export LANG=C.UTF-8`.
                ✗ key: No key.
                  Fix: Run `cloudcompute login`.
                ✗ store: Damaged.
                  Fix: Move it away.

                5 checks: 2 errors, 1 warning, 1 not made.

                """)
    }

    @Test func wordsStandInTheirPlaceElsewhere() {
        let text = Self.report.text(symbols: false, columns: nil)
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        for line in [
            "ok      version: Version 1 is fine.", "skipped dns: Not checked.", "warning locale: The locale is C.",
            "error   key: No key.", "        Fix: Move it away.",
        ] { #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)") }
    }

    @Test func longSentencesHangBelowTheirMark() {
        let words = Array(repeating: "word", count: 30).joined(separator: " ")
        let report = DoctorReport(checks: [.warning("x", words, fix: words)])
        let lines = report.text(symbols: true, columns: 40).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 40 })
        #expect(lines.dropFirst().prefix(3).allSatisfy { $0.hasPrefix("  word") })
    }

    @Test func whatDrivesATerminalIsNotShown() {
        let report = DoctorReport(checks: [.ok("x", "a\u{1B}[2Jb\nok server: fine")])
        #expect(!report.text(symbols: true, columns: nil).contains("\u{1B}"))
        #expect(report.text(symbols: true, columns: nil).split(separator: "\n").count == 2)
    }

    @Test func theFirstErrorDecidesTheExitCodeAndWarningsDoNotCount() {
        #expect(Self.report.exitCode == .configuration)
        #expect(DoctorReport(checks: [.warning("x", "a", fix: "b")]).exitCode == .done)
        #expect(DoctorReport(checks: []).exitCode == .done)
    }

    @Test func theJSONHasEachCheckWithItsFacts() throws {
        let json = try JSONValue(parsing: Self.report.json.jsonBytes)
        #expect(json["status"] == "error" && json["exit_code"] == 78 && json["errors"] == 2 && json["warnings"] == 1)
        #expect(json["checks"]?.array?.count == 5)
        #expect(
            json["checks"]?.array?.first == [
                "id": "version", "status": "ok", "message": "Version 1 is fine.", "fix": nil,
                "facts": ["program": "1"],
            ])
        #expect(json["checks"]?.array?[2]["fix"] == "Run `export LANG=C.UTF-8`.")
        #expect(DoctorReport(checks: []).json["status"] == "ok")
    }
}
