import Foundation
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct SearchTests {
    let scene: Scene
    let store: ConversationStore

    init() throws {
        scene = try Scene()
        store = try scene.store()
    }

    private func count(_ query: String) throws -> Int { try store.search(query, limit: 99).count }

    @Test func everyWordMustOccurAndTheLastMayBegin() throws {
        try store.converse("", "The quick brown fox", "jumps over the lazy dog")
        #expect(try count("quick fox") == 1)
        #expect(try count("fox quick bro") == 1)
        #expect(try count("qui fox") == 0)
        #expect(try count("fox dog") == 0)
    }

    @Test func quotesMakeAPhrase() throws {
        try store.converse("", "one two three")
        #expect(try count(#""two three""#) == 1)
        #expect(try count(#""one three""#) == 0)
        #expect(try count(#""two thr""#) == 0)
        #expect(try count(#""two thr"#) == 1)
        #expect(try count("«one two» th") == 1)
    }

    @Test func CyrillicIsFoundInWhateverCaseAndWithEitherE() throws {
        try store.converse("", "Зелёный ЁЖ бежит", "чайник и\u{306}од")
        #expect(try count("зеленый еж") == 1)
        #expect(try count("ЗЕЛЁНЫЙ ёж") == 1)
        #expect(try count("зеле\u{308}ный") == 1)
        #expect(try count("йод") == 1)
        #expect(try count("чаиник") == 0)
    }

    @Test func snippetsShowTheTextItselfWithItsHitsMarked() throws {
        let filler = String(repeating: "слово ", count: 30)
        try store.converse("", filler + "ещё\nзелёный\u{1}\tёж " + filler)
        let snippet = try #require(try store.search("зеленый", limit: 1).first).snippet
        #expect(snippet.contains("ещё \u{1}зелёный\u{2} ёж"))
        #expect(snippet.hasPrefix("…"))
        #expect(snippet.hasSuffix("…"))
        #expect(snippet.split(separator: " ").count <= 13)
        #expect(!snippet.contains("\n"))
    }

    @Test func aConversationIsFoundOnceByItsNewestTurn() throws {
        let old = try store.converse("", "apple", "apple", "apple")
        let new = try store.converse("", "apple", "pear")
        let hits = try store.search("apple", limit: 9)
        #expect(hits.map(\.conversation.id) == [new.id, old.id])
        #expect(hits.map(\.message) == [try store.messages(of: new.id)[0].id, try store.messages(of: old.id)[2].id])
        #expect(hits[1].conversation == old)
        #expect(try store.search("apple", limit: 1).map(\.conversation.id) == [new.id])
        #expect(try store.search("apple", limit: 0).isEmpty)
    }

    @Test func titlesAreFoundToo() throws {
        let first = try store.converse("Ёлка в лесу", "hello")
        try store.converse("Иное", "hello")
        let hit = try #require(try store.search("елка", limit: 9).first)
        #expect(hit.conversation.id == first.id)
        #expect(hit.message == nil)
        #expect(hit.snippet == "\u{1}Ёлка\u{2} в лесу")
    }

    @Test func aConversationFoundByTextAndTitleCountsOnce() throws {
        try store.converse("apple", "apple")
        let other = try store.converse("apple pie", "pear")
        let hits = try store.search("apple", limit: 9)
        #expect(hits.count == 2)
        #expect(hits.first { $0.conversation.id != other.id }?.message != nil)
    }

    @Test func aReplyIsFoundOnceItHasEnded() throws {
        let conversation = try store.converse("", "a")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        try store.appendPiece("banana", to: turn)
        #expect(try count("banana") == 0)
        try store.finishReply(turn, StoredReply(text: "banana", status: .interrupted))
        #expect(try count("banana") == 1)
        try store.finishReply(turn, StoredReply(text: "cherry"))
        #expect(try count("banana") == 0)
        #expect(try count("cherry") == 1)
    }

    @Test(arguments: [
        "", " ", "\"", "\"\"", "*", "AND", "OR NOT", "NEAR(a b)", "-", "-a", "a -b", ":", "text:a", "(", "a)", "^a",
        "a*b",
        "{a}", "a + b", "'", "';--", "\0", "a\0b", "👍", "\u{301}", "a \"b", "\\", "%", "a\" OR \"b", "世界", "\"*\" *",
    ])
    func whateverIsTypedIsSafe(query: String) throws {
        try store.converse("a b", "a b and or not near text 世界")
        _ = try store.search(query, limit: 5)
    }

    @Test func wordsOfTheQueryLanguageAreWords() throws {
        try store.converse("", "this and that")
        try store.converse("", "this that or not")
        #expect(try count("this AND that") == 1)
        #expect(try count("NOT") == 1)
        #expect(try count("that (") == 2)
        #expect(try count("( tha") == 2)
        #expect(try count("this-and-that") == 1)
    }

    @Test func aLongQueryIsCutShort() throws {
        try store.converse("", "word")
        #expect(try count(String(repeating: "word ", count: 5000)) == 1)
    }
}
