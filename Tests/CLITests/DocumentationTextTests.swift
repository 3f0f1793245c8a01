import Foundation
import Testing

/// What pages say, held to the sources and to each other.
@Suite(.timeLimit(.minutes(2))) struct DocumentationTextTests {
    @Test func thereAreThePagesThatReadersAreSentTo() {
        let paths = Set(DocumentationPage.all.map(\.path))
        #expect(
            paths.isSuperset(of: [
                "CONTRIBUTING.md", "Examples/README.md", "README.md", "README.ru.md", "docs/ask-and-chat.md",
                "docs/batch-format.md", "docs/configuration.md", "docs/gpus.md", "docs/guarantees.md",
                "docs/million-prompts.md", "docs/scale-out.md", "docs/scripts.md", "docs/tools.md",
                "docs/troubleshooting.md",
            ]))
    }

    @Test(arguments: DocumentationPage.all) func everyLinkLeadsToAFile(page: DocumentationPage) {
        let folder = Program.root.appendingPathComponent(page.path).deletingLastPathComponent()
        for link in page.linkedPaths {
            #expect(
                FileManager.default.fileExists(atPath: folder.appendingPathComponent(link).path),
                "\(page.path): \(link)")
        }
    }

    @Test func theRussianReadmeHasTheSameCommands() throws {
        let english = try DocumentationPage("README.md")
        let russian = try DocumentationPage("README.ru.md")
        #expect(russian.commandBlocks == english.commandBlocks)
        #expect(Set(russian.linkedPaths).union(["README.ru.md"]) == Set(english.linkedPaths).union(["README.md"]))
        let headings = [english, russian].map { $0.text.matches(of: /\n#+\s/).map { String($0.0) } }
        #expect(headings[0] == headings[1])
    }

    /// Each heading of the page is a message; `…` stands for what differs from one time to the next.
    @Test func everyMessageOfTroubleshootingIsOneOfThePrograms() throws {
        let page = try DocumentationPage("docs/troubleshooting.md")
        let sources = try Self.textOfSources()
        let messages = page.text.matches(of: /\n### `([^\n]+)`/).map { String($0.1) }
        #expect(messages.count >= 20)
        for message in messages {
            for piece in message.components(separatedBy: "…") where !piece.trimmingCharacters(in: .whitespaces).isEmpty
            {
                #expect(sources.contains(piece), "No source says \"\(piece)\".")
            }
        }
    }

    @Test func everyTestThatTheGuaranteesNameIsThere() throws {
        let page = try DocumentationPage("docs/guarantees.md")
        let names = page.text.matches(of: /`(\w+Tests)`/).map { String($0.1) }
        #expect(names.count >= 20)
        let files = FileManager.default.enumerator(atPath: Program.root.appendingPathComponent("Tests").path)
        let suites = Set((files?.allObjects ?? []).compactMap { ($0 as? String)?.split(separator: "/").last })
        for name in names { #expect(suites.contains("\(name).swift"), "\(name)") }
    }

    /// The Swift sources as one text in which strings that are joined by `+` are one, and quotes are plain.
    private static func textOfSources() throws -> String {
        let folder = Program.root.appendingPathComponent("Sources")
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted()
            .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
            .joined(separator: "\n").replacing(/"\s*\+ "/, with: "").replacing(#"\""#, with: "\"")
    }
}
