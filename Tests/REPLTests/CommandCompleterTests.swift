import CloudComputeClient
import ConversationStore
import FakeChatBackend
import Foundation
import JSON
import LineEditor
import REPL
import Testing

@Suite(.timeLimit(.minutes(1))) struct CommandCompleterTests {
    private func complete(_ line: String, models: [String] = []) -> [String] {
        let cache = ModelCache()
        cache.models = models.compactMap { Model(["id": .string($0)]) }
        let completer = CommandCompleter(models: cache, store: nil)
        guard let completion = completer.complete(line, cursor: line.unicodeScalars.count) else { return [] }
        let start = String(String.UnicodeScalarView(line.unicodeScalars.prefix(completion.start)))
        return completion.candidates.map { start + $0 }
    }

    @Test func commandsAndTheirArgumentsAreCompleted() {
        #expect(complete("/mo") == ["/model", "/models"])
        #expect(complete("/help att") == ["/help attach"])
        #expect(complete("/think h") == ["/think hide", "/think high"])
        #expect(complete("/set temp") == ["/set temperature"])
        #expect(complete("/markdown o") == ["/markdown on", "/markdown off"])
    }

    @Test func textForTheModelIsLeftAlone() {
        #expect(complete("mo").isEmpty)
        #expect(complete("//mo").isEmpty)
        #expect(complete("/nonsense x").isEmpty)
    }

    @Test func modelsAreThoseOfTheServer() {
        let models = ["qwen/small", "qwen/large", "сбер/гигачат"]
        #expect(complete("/model qwen/", models: models) == ["/model qwen/large", "/model qwen/small"])
        #expect(complete("/retry сб", models: models) == ["/retry сбер/гигачат"])
        #expect(complete("/model SMALL", models: models) == ["/model qwen/small"])
    }

    @Test func pathsAreThoseOfTheFolder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("папка"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder.appendingPathComponent("пример с пробелом.txt"))
        try Data().write(to: folder.appendingPathComponent(".hidden"))
        let path = folder.path
        #expect(complete("/attach \(path)/п") == ["/attach \(path)/папка/", "/attach \(path)/пример с пробелом.txt"])
        #expect(complete("/image \(path)/").count == 2)
        #expect(complete("/export json \(path)/па") == ["/export json \(path)/папка/"])
        for start in ["/export --force", "/export --force json", "/export json --force"] {
            #expect(complete("\(start) \(path)/па") == ["\(start) \(path)/папка/"])
        }
    }

    @Test func templatesAreTheSavedOnes() {
        let completer = CommandCompleter(models: ModelCache(), store: nil) { ["fix", "find-bugs", "other"] }
        func names(_ line: String) -> [String] {
            completer.complete(line, cursor: line.unicodeScalars.count)?.candidates ?? []
        }
        #expect(names("/template fi") == ["fix", "find-bugs"])
        #expect(names("/template of") == ["off"])
        #expect(Array(names("/template ").prefix(4)) == ["fix", "find-bugs", "other", "off"])
    }

    @Test func titlesAreThoseOfTheStore() throws {
        let scene = try TemporaryStore()
        let store = try scene.open()
        for title in ["План дачи", "План поездки", "Иное"] {
            _ = try store.createConversation(title: title, model: "m")
        }
        let completer = CommandCompleter(models: ModelCache(), store: store)
        let completion = try #require(completer.complete("/open пл", cursor: 8))
        #expect(completion.start == 6)
        #expect(Set(completion.candidates) == ["План дачи", "План поездки"])
    }

    @Test func wordsBesidePathsAreOffered() {
        #expect(complete("/attach dr") == ["/attach drop"])
        #expect(complete("/template of") == ["/template off"])
        #expect(complete("/export mark") == ["/export markdown"])
        #expect(complete("/export --force mark") == ["/export --force markdown"])
    }

    @Test func aValueOfAFieldIsNotCompleted() {
        #expect(complete("/set temperature 0").isEmpty)
    }

    @Test(arguments: ["/params x", "/undo x", "/save x", "/search x", "/title x", "/quit x"])
    func commandsWithoutKnownArgumentsOfferNothing(line: String) {
        #expect(complete(line).isEmpty)
    }

    @Test func onlyWhatStandsBeforeTheCursorCounts() throws {
        let completer = CommandCompleter(models: ModelCache(), store: nil)
        let completion = try #require(completer.complete("/mark rest", cursor: 5))
        #expect(completion.candidates == ["/markdown"] && completion.suffix == " ")
    }
}
