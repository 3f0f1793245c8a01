import Foundation
import Testing

/// The library's tutorial shows the programs of `Examples/`, which are built and run.
@Suite(.timeLimit(.minutes(1))) struct DocumentationTutorialTests {
    private static let catalogue = Program.root.appendingPathComponent(
        "Sources/CloudComputeClient/CloudComputeClient.docc")

    private static func lines(_ url: URL) throws -> [String] {
        try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
    }

    /// Steps are `NAME-1.swift`, `NAME-2.swift` …; each is a part of the next, and the last is the whole program.
    @Test(arguments: ["list-models", "stream-chat", "answer-batch", "rent-gpu"])
    func eachStepIsAPartOfTheProgram(name: String) throws {
        let resources = Self.catalogue.appendingPathComponent("Resources")
        let steps = try FileManager.default.contentsOfDirectory(atPath: resources.path)
            .filter { $0.hasPrefix(name + "-") }.sorted()
        #expect(steps.count >= 2)
        let whole = try Self.lines(Program.root.appendingPathComponent("Examples/Sources/\(name)/main.swift"))
        var last: [String] = []
        for step in steps {
            last = try Self.lines(resources.appendingPathComponent(step))
            var rest = whole[...]
            for line in last {
                let place = rest.firstIndex(of: line)
                #expect(place != nil, "\(step): \(line)")
                rest = rest[((place ?? rest.startIndex - 1) + 1)...]
            }
        }
        #expect(last == whole)
    }

    @Test func everyStepIsShown() throws {
        let resources = try FileManager.default.contentsOfDirectory(
            atPath: Self.catalogue.appendingPathComponent("Resources").path)
        let folder = Self.catalogue.appendingPathComponent("Tutorials")
        let tutorials = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
        for step in resources where step.hasSuffix(".swift") {
            #expect(tutorials.contains("file: \"\(step)\""), "\(step)")
        }
    }
}
