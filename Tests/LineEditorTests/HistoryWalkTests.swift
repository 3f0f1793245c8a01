import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(1))) struct HistoryWalkTests {
    private static func press(_ keys: String, _ search: inout HistorySearch) -> HistorySearch.Step {
        keys.unicodeScalars.reduce(.going) { _, key in search.press(key.value) }
    }

    @Test func theNewLineHasNoNewerOneAndTheOldestNoOlder() {
        var walk = HistoryWalk(["one"])
        #expect(walk.newer(leaving: "typed") == nil)
        #expect(walk.older(leaving: "typed") == "one")
        #expect(walk.older(leaving: "one") == nil)
        var empty = HistoryWalk([])
        #expect(empty.older(leaving: "typed") == nil && empty.newer(leaving: "typed") == nil)
    }

    @Test func whatIsTypedAndWhatIsChangedIsKept() {
        var walk = HistoryWalk(["one", "two"])
        let draft = String(repeating: "слово\n", count: 5000)
        #expect(walk.older(leaving: draft) == "two")
        #expect(walk.older(leaving: "two changed") == "one")
        #expect(walk.newer(leaving: "one") == "two changed")
        #expect(walk.newer(leaving: "two changed again") == draft)
        #expect(walk.oldest(leaving: draft) == "one")
        #expect(walk.newer(leaving: "one") == "two changed again")
    }

    @Test func linesThatBeginAlikeAreWalkedThrough() {
        var walk = HistoryWalk(["explain a", "other", "explain b", "explain b"])
        #expect(walk.next(isOlder: true, leaving: "exp", before: "exp") == "explain b")
        #expect(walk.next(isOlder: true, leaving: "explain b", before: "explain b") == "explain a")
        #expect(walk.next(isOlder: true, leaving: "explain a", before: "explain a") == nil)
        #expect(walk.next(isOlder: false, leaving: "explain a", before: "explain a") == "explain b")
    }

    @Test func aSearchGoesOnWithEachKeyAndBackspaceGoesBack() {
        let walk = HistoryWalk(["вопрос один", "question", "вопрос два", "вопрос два"])
        var search = HistorySearch(walk, isOlder: true, sendsOnEnter: true, formerPattern: "")
        #expect(Self.press("вопрос", &search) == .going)
        #expect(search.hit.map { $0 == (3, 0) } == true && search.status == "search: вопрос")
        #expect(Self.press("\u{12}", &search) == .going)
        #expect(search.hit.map { $0 == (0, 0) } == true)
        #expect(Self.press("\u{12}", &search) == .going)
        #expect(search.hasFailed && search.status == "no match: вопрос")
        #expect(Self.press("\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}два", &search) == .going)
        #expect(search.hit.map { $0 == (3, 7) } == true && !search.hasFailed)
        #expect(Self.press("\n", &search) == .taken(thenKey: 10))
    }

    @Test func enterSendsNothingThatWasNotFound() {
        let walk = HistoryWalk(["one"])
        var search = HistorySearch(walk, isOlder: true, sendsOnEnter: true, formerPattern: "")
        #expect(Self.press("zz\n", &search) == .taken(thenKey: nil))
        var quiet = HistorySearch(walk, isOlder: true, sendsOnEnter: false, formerPattern: "")
        #expect(Self.press("one\n", &quiet) == .taken(thenKey: nil))
    }

    @Test func otherKeysEndTheSearchAndAreObeyed() {
        let walk = HistoryWalk(["one", "two"])
        var search = HistorySearch(walk, isOlder: true, sendsOnEnter: true, formerPattern: "on")
        #expect(Self.press("\u{12}", &search) == .going)
        #expect(search.pattern == "on" && search.hit.map { $0 == (0, 0) } == true)
        #expect(search.press(1) == .taken(thenKey: 1))
        #expect(search.press(0x82) == .taken(thenKey: 0x82))
        #expect(search.press(7) == .givenUp)
        #expect(search.press(27) == .taken(thenKey: nil))
    }

    @Test func anEmptyHistoryHasNoHits() {
        var search = HistorySearch(HistoryWalk([]), isOlder: true, sendsOnEnter: true, formerPattern: "")
        #expect(Self.press("a\u{12}\u{13}", &search) == .going)
        #expect(search.hit == nil && search.hasFailed)
    }
}
