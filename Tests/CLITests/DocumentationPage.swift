import Foundation
import Testing

/// A page for readers, by its path from the root of the package.
struct DocumentationPage: Sendable, CustomTestStringConvertible {
    let path: String
    let text: String

    init(_ path: String) throws {
        self.path = path
        text = try String(contentsOf: Program.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Every page that is written by hand.
    static let all: [DocumentationPage] = {
        let folders = [".", "docs", "Examples", "Sources/CloudComputeClient/CloudComputeClient.docc"]
        let paths = folders.flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: Program.root.path + "/" + folder)) ?? []
            return names.filter { $0.hasSuffix(".md") }.sorted().map { folder == "." ? $0 : "\(folder)/\($0)" }
        }
        return paths.filter { $0 != "docs/commands.md" }.compactMap { try? DocumentationPage($0) }
    }()

    var testDescription: String { path }

    /// The blocks that are marked as shell commands.
    var commandBlocks: [String] {
        text.components(separatedBy: "```sh\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
    }

    /// Where its links lead, without those to other sites and to headings of its own.
    var linkedPaths: [String] {
        text.matches(of: /\]\(([^)\s#]+)(?:#[^)]*)?\)/).map { String($0.1) }
            .filter { !$0.contains("://") && !$0.hasPrefix("doc:") }
    }
}
