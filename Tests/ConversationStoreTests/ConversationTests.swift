import Foundation
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct ConversationTests {
    let scene: Scene
    let store: ConversationStore

    init() throws {
        scene = try Scene()
        store = try scene.store()
    }

    private func id(_ text: String) throws -> Int64 { try store.conversation(matching: text).id }

    @Test func theLatestIsWhereSomethingWasLastSaid() throws {
        #expect(try store.latestConversation() == nil)
        let first = try store.converse("first", "a")
        let second = try store.converse("second", "a")
        #expect(try store.latestConversation()?.id == second.id)
        try store.addUserMessage("b", to: first.id)
        try store.setTitle("renamed", of: second.id)
        #expect(try store.latestConversation()?.id == first.id)
        #expect(try store.conversations(limit: 9).map(\.id) == [first.id, second.id])
        #expect(try store.conversations(limit: -1).isEmpty)
        #expect(try store.conversationCount() == 2)
    }

    @Test func aListMayBeNarrowedToTitles() throws {
        let first = try store.converse("План поездки")
        try store.converse("100% sure_")
        #expect(try store.conversations(limit: 9, matching: "ПОЕЗД").map(\.id) == [first.id])
        #expect(try store.conversations(limit: 9, matching: "%").count == 1)
        #expect(try store.conversations(limit: 9, matching: "s%e").isEmpty)
    }

    @Test func aNumberIsAnID() throws {
        let first = try store.converse("x")
        try store.converse("\(first.id)")
        #expect(try id(" \(first.id) ") == first.id)
    }

    @Test func aNumberThatIsNoIDFitsOnlyTheTitleThatEqualsIt() throws {
        let year = try store.converse("2024")
        try store.converse("2025 plans")
        #expect(try id("2024") == year.id)
        for text in ["2025", "99999999999999999999"] {
            #expect(throws: StoreError.noMatch(text, path: scene.path)) { _ = try id(text) }
        }
    }

    @Test func nearerMatchesGoFirst() throws {
        let plan = try store.converse("План")
        let lower = try store.converse("план")
        let trip = try store.converse("План поездки")
        let tree = try store.converse("Новогодняя Ёлка")
        #expect(try id("План") == plan.id)
        #expect(try id("план") == lower.id)
        #expect(try id("ПЛАН П") == trip.id)
        #expect(try id("поездк") == trip.id)
        #expect(try id("елка") == tree.id)
        #expect(try id("ЁЛКА") == tree.id)
    }

    @Test func severalMatchesAreNamed() throws {
        for number in 1...7 { try store.converse("Chat about thing \(number)") }
        let latest = (3...7).reversed().map { StoreError.Match(id: $0, title: "Chat about thing \($0)") }
        #expect(throws: StoreError.ambiguous("chat", latest, hasMore: true)) { _ = try id("chat") }
        try store.converse("same")
        try store.converse("same")
        let same = [9, 8].map { StoreError.Match(id: $0, title: "same") }
        #expect(throws: StoreError.ambiguous("same", same, hasMore: false)) { _ = try id("same") }
    }

    @Test(arguments: ["", "  ", "nothing like it", "%", "_"])
    func whatFitsNothingIsNotFound(text: String) throws {
        try store.converse("a title")
        try store.converse("")
        let words = text.allSatisfy(\.isWhitespace) ? "" : text
        #expect(throws: StoreError.noMatch(words, path: scene.path)) { _ = try id(text) }
    }

    @Test func titlesCompleteInWhateverCase() throws {
        for title in ["План дачи", "план поездки", "план поездки", "Иное", ""] { try store.converse(title) }
        #expect(try store.titles(startingWith: "ПЛ", limit: 9) == ["план поездки", "План дачи"])
        #expect(try store.titles(startingWith: "", limit: 1) == ["Иное"])
    }

    @Test func aNewTitleIsFoundInPlaceOfTheFormer() throws {
        let conversation = try store.converse("auto")
        try store.setTitle("mine", of: conversation.id)
        #expect(try store.conversation(id: conversation.id).title == "mine")
        #expect(try store.search("mine", limit: 5).count == 1)
        #expect(try store.search("auto", limit: 5).isEmpty)
    }

    @Test func theModelCanChange() throws {
        let conversation = try store.converse("")
        try store.setModel("other", system: "s", parameters: #"{"a":1}"#, of: conversation.id)
        let found = try store.conversation(id: conversation.id)
        #expect(found.model == "other")
        #expect(found.system == "s")
        #expect(found.parameters == #"{"a":1}"#)
    }

    @Test func aForkGoesItsOwnWay() throws {
        let origin = try store.converse("Trip", "one", "two", "three")
        let pending = try store.beginReply(in: origin.id, model: "m", parameters: "{}")
        try store.appendPiece("so far", to: pending)
        let whole = try store.fork(origin.id)
        let half = try store.fork(origin.id, keepingMessages: 2)
        #expect(whole.title == "Trip (fork)")
        #expect(whole.forkedFrom == origin.id)
        #expect(whole.messageCount == 4)
        #expect(try store.messages(of: whole.id).map(\.text) == ["one", "two", "three", "so far"])
        #expect(try store.messages(of: whole.id).last?.reply?.status == .cutOff)
        #expect(try store.messages(of: half.id).map(\.text) == ["one", "two"])
        try store.addUserMessage("own", to: half.id)
        #expect(try store.messages(of: origin.id).count == 4)
        #expect(try store.search("two", limit: 9).count == 3)
        try store.delete(origin.id)
        #expect(try store.conversation(id: whole.id).forkedFrom == nil)
        #expect(try store.messages(of: whole.id).count == 4)
    }

    @Test func aDeletedConversationIsGoneFromTheFile() throws {
        let kept = try store.converse("kept", "something else")
        let conversation = try store.converse(
            "Geheimtitel", "Quarzkristall " + String(repeating: "filler ", count: 2000))
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        try store.appendPiece("Zwischenstueck", to: turn)
        try store.delete(conversation.id)
        #expect(try store.conversations(limit: 9).map(\.id) == [kept.id])
        #expect(try store.messageCountWithDropped() == 1)
        #expect(try store.pieceCount() == 0)
        #expect(try store.search("quarzkristall", limit: 9).isEmpty)
        #expect(try store.search("geheimtitel", limit: 9).isEmpty)
        for suffix in ["", "-wal"] {
            let data = try #require(FileManager.default.contents(atPath: scene.path + suffix))
            let text = String(decoding: data, as: UTF8.self).lowercased()
            for word in ["geheimtitel", "uarzkristall", "zwischenstueck"] { #expect(!text.contains(word)) }
        }
        #expect(try store.converse("next").id > conversation.id)
    }
}
