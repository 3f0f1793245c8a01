import Foundation

/// A real browser without a window, which loads a file and gives back the document that came of it.
enum Browser {
    private static let path = ["chromium-headless-shell", "chromium", "google-chrome"]
        .map { "/usr/bin/\($0)" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether tests can have one: on Linux they must, since `make test` installs it.
    static let isExpected: Bool = {
        #if os(Linux)
            true
        #else
            path != nil
        #endif
    }()

    /// Loads a file of the program's folder and waits until it has settled.
    static func document(_ name: String, in program: Program) async throws -> String {
        guard let path else { throw Missing() }
        let outcome = try await program.run(
            executable: path,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--user-data-dir=\(program.file("browser"))", "--virtual-time-budget=2000", "--dump-dom",
                URL(fileURLWithPath: program.file(name)).absoluteString,
            ])
        return outcome.output
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "There is no Chromium; `make test-packages` installs it." }
    }
}
