import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct CompletionTests {
    @Test func oneCandidateIsInsertedWithItsSuffix() {
        var key = TabCompletionState()
        let completion = Completion(start: 2, candidates: ["слово"], suffix: " ")
        let action1 = key.press(completion, line: "a сл", cursor: 4)
        #expect(action1 == .replace(scalars: 2, text: "слово ", isCertain: true))
    }

    @Test func theCommonPrefixComesFirstAndTheListAtTheSecondTab() {
        var key = TabCompletionState()
        let completion = Completion(start: 0, candidates: ["agent", "agony"])
        let action2 = key.press(completion, line: "a", cursor: 1)
        #expect(action2 == .replace(scalars: 1, text: "ag", isCertain: false))
        let action3 = key.press(completion, line: "ag", cursor: 2)
        #expect(action3 == .list(["agent", "agony"]))
        let action4 = key.press(completion, line: "ag x", cursor: 2)
        #expect(action4 == .bell)
    }

    @Test func thePrefixEndsBetweenCharacters() {
        var key = TabCompletionState()
        let completion = Completion(start: 0, candidates: ["и\u{306}x", "иx"])
        let action5 = key.press(completion, line: "", cursor: 0)
        #expect(action5 == .bell)
    }

    @Test func controlCharactersOfNamesAreDropped() {
        var key = TabCompletionState()
        let completion = Completion(start: 0, candidates: ["a\u{1B}[2Jb\n"])
        let action6 = key.press(completion, line: "a", cursor: 1)
        #expect(action6 == .replace(scalars: 1, text: "a[2Jb", isCertain: true))
    }

    @Test func marksThatTurnTheDirectionAreNeitherListedNorInserted() {
        var key = TabCompletionState()
        let names = ["a\u{202E}cba", "a\u{2066}d\u{2028}e"]
        let completion = Completion(start: 0, candidates: names)
        _ = key.press(completion, line: "a", cursor: 1)
        #expect(key.press(completion, line: "a", cursor: 1) == .list(["acba", "ade"]))
        let one = Completion(start: 0, candidates: [names[0]])
        #expect(key.press(one, line: "a", cursor: 1) == .replace(scalars: 1, text: "acba", isCertain: true))
    }

    @Test func nothingRingsTheBell() {
        var key = TabCompletionState()
        let action7 = key.press(nil, line: "a", cursor: 1)
        #expect(action7 == .bell)
        let action8 = key.press(Completion(start: 0, candidates: []), line: "a", cursor: 1)
        #expect(action8 == .bell)
        let action9 = key.press(Completion(start: 5, candidates: ["x"]), line: "a", cursor: 1)
        #expect(action9 == .bell)
    }

    @Test func wordsStandInColumnsThatFit() {
        let text = CompletionList.text(["one", "two", "three", "four", "five"], columns: 20) { $0.count }
        #expect(text == "one    three  five\ntwo    four\n")
    }

    @Test func moreThanAHundredWordsAreCounted() {
        let text = CompletionList.text((0..<120).map { "\($0)" }, columns: 1) { $0.count }
        #expect(text.hasSuffix("99\n… and 20 more\n"))
    }
}
