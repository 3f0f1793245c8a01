import Foundation
import Testing

@testable import Localization

@Suite("The catalogue", .timeLimit(.minutes(2)))
struct CatalogueTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private struct Source {
        let name: String
        let messages: SourceMessages
    }

    /// Read once, since it takes seconds.
    private static let all = Result { try read() }

    private static func read() throws -> [Source] {
        let files = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap { $0 as? String }
        return try files.filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Localization/") }.sorted().map { name in
            let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
            return Source(name: name, messages: SourceMessages(of: text))
        }
    }

    @Test func hasEveryMessageOfTheSourceAndNoOther() throws {
        let sources = try Self.all.get()
        #expect(sources.count > 300)
        let known = Set(Catalogue.entries.map(\.english))
        let missing = sources.flatMap { source in
            source.messages.keys.filter { Self.hasWords($0.text) && !known.contains($0.text) }.map {
                "\(source.name):\($0.line): \($0.text)"
            }
        }
        #expect(missing == [])
        let used = Set(sources.flatMap { $0.messages.keys.map(\.text) })
        let ofSystem = Set(Catalogue.system.map(\.english))
        #expect(known.subtracting(used).subtracting(ofSystem).sorted() == [])
        #expect(sources.flatMap { source in source.messages.unreadable.map { "\(source.name):\($0)" } } == [])
    }

    /// Whether there is more to a text than what stands in it.
    private static func hasWords(_ text: String) -> Bool {
        Translation(text).parts.contains { part in
            switch part {
            case .text(let text): text.contains(where: \.isLetter)
            case .word: true
            case .argument: false
            }
        }
    }

    @Test func hasWhatTheSystemSays() {
        let said = Set((1...200).map { String(cString: strerror($0)).lowercased() })
        #expect(Catalogue.system.map(\.english).filter { !said.contains($0) } == [])
    }

    @Test func hasEachMessageOnce() {
        let counts = Dictionary(grouping: Catalogue.entries.map(\.english), by: { $0 }).filter { $0.value.count > 1 }
        #expect(counts.keys.sorted() == [])
    }

    @Test func isTheOnlyPlaceOfSentences() throws {
        let strays = try Self.all.get().flatMap { source in
            source.messages.strays.filter { !UntranslatedText.holds($0.text, in: source.name) }
                .map { "\(source.name):\($0.line): \($0.text)" }
        }
        #expect(strays == [])
    }

    @Test func namesNoUntranslatedTextThatIsGone() throws {
        let sources = try Self.all.get()
        let unused = UntranslatedText.all.filter { text in
            !sources.contains { source in source.messages.strays.contains { text.holds($0.text, in: source.name) } }
        }
        #expect(unused.map(\.place) == [])
    }

    /// The marks of a text: `%1`, and whether it is a word for a number.
    private static func marks(_ text: String) -> [Translation.Part] {
        Translation(text).parts.filter { if case .text = $0 { false } else { true } }
    }

    @Test func translatesEveryArgumentAndHasAllForms() {
        for (english, russian) in Catalogue.entries {
            var arguments: Set<Int> = []
            var words: Set<Int> = []
            for mark in Self.marks(english) {
                switch mark {
                case .argument(let number): arguments.insert(number)
                case .word(let number, _): words.insert(number)
                case .text: break
                }
            }
            var translated: Set<Int> = []
            for mark in Self.marks(russian) {
                switch mark {
                case .argument(let number): translated.insert(number)
                case .word(let number, let forms):
                    #expect(forms.count == 3 && arguments.union(words).contains(number), "\(russian)")
                case .text: break
                }
            }
            #expect(translated == arguments, "\(english) → \(russian)")
            #expect(
                english.hasPrefix(" ") == russian.hasPrefix(" ") && english.hasSuffix(" ") == russian.hasSuffix(" "),
                "\(english)")
            #expect(english.hasSuffix("\n") == russian.hasSuffix("\n"), "\(english)")
        }
    }
}
