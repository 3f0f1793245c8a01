import ConversationStore
import FakeChatBackend
import Foundation
import Terminal
import Testing

@testable import Conversations

@Suite(.timeLimit(.minutes(1))) struct ConversationTableTests {
    private let store: ConversationStore
    private let scene: TemporaryStore

    init() throws {
        scene = try TemporaryStore()
        store = try scene.open()
    }

    @Test func eachConversationHasARow() throws {
        let id = try store.createConversation(title: "Kernel\u{1B}[2J panics", model: "qwen").id
        try store.addUserMessage("hello", to: id)
        let lines = ConversationTable.text(try store.conversations(limit: 9), width: nil).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("TURNS") && lines[1].contains("qwen") && lines[1].contains("Kernel␛[2J panics"))
    }

    @Test func aHitShowsItsWordsWithoutTheirMarks() throws {
        let id = try store.createConversation(title: "t", model: "m").id
        try store.addUserMessage("why does the kernel panic", to: id)
        let hit = try #require(try store.search("kernel", limit: 1).first)
        #expect(hit.plainSnippet == "why does the kernel panic")
        let style = Style(for: Output(descriptor: -1), allowsColor: false)
        #expect(ConversationTable.text(hit, style: style).hasSuffix("  t\n    why does the kernel panic"))
    }

    @Test func datesAreShownToTheMinute() {
        let text = ConversationTable.date(Date(timeIntervalSince1970: 1_700_000_000))
        #expect(text.count == 16 && text.hasPrefix("2023-11-1"))
    }
}
