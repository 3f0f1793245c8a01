import Foundation
import Testing

/// Replays what `make fuzz` begins with and what it has found, without libFuzzer.
@Suite(.timeLimit(.minutes(2))) struct ReplayTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzz")

    private static func names(in folder: String) throws -> [String] {
        let path = Self.folder.appending(path: folder).path
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func everyInputKeepsThePromise(of name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let seeds = try Self.names(in: "Corpora/\(name)").map { "Corpora/\(name)/\($0)" }
        #expect(seeds.count >= 3, "\(name) has \(seeds.count) seeds.")
        let finds = (try? Self.names(in: "Found/\(name)"))?.map { "Found/\(name)/\($0)" } ?? []
        try target.check([])
        for path in seeds + finds {
            let bytes = Array(try Data(contentsOf: Self.folder.appending(path: path)))
            #expect(throws: Never.self, "\(path)") { try target.check(bytes) }
        }
    }

    @Test(arguments: ["Corpora", "Found"])
    func everyFolderIsOfATarget(_ folder: String) throws {
        let unknown = Set(try Self.names(in: folder)).subtracting(FuzzTarget.all.map(\.name))
        #expect(unknown.isEmpty, "No target reads \(unknown.sorted()) in Fuzz/\(folder).")
    }
}
