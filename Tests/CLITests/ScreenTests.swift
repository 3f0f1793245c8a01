import Testing

@Suite(.timeLimit(.minutes(10))) struct ScreenTests {
    @Test func textIsReadAsItStands() async throws {
        let screen = try await Screen(
            showing: Array("Привет, 世界!\r\n👨‍👩‍👧 ❤️ e\u{301} 👍🏽.".utf8) + [0xD0], columns: 40, rows: 3)
        #expect(screen.lines.map { Array($0.utf8) } == ["Привет, 世界!", "👨‍👩‍👧 ❤️ e\u{301} 👍🏽.", ""].map { Array($0.utf8) })
        #expect(screen.cursor.y == 1)
    }

    @Test func longAndWideRowsWrap() async throws {
        let screen = try await Screen(showing: Array("abcdefg\r\n世界世界".utf8), columns: 5, rows: 5)
        #expect(screen.lines == ["abcde", "fg", "世界", "世界", ""])
        #expect(screen.cursor == Screen.Cursor(x: 4, y: 3))
    }

    @Test func whatScrollsOffTheTopIsKept() async throws {
        let screen = try await Screen(
            showing: Array((1...5).map { "line \($0)\r\n" }.joined().utf8), columns: 20, rows: 3)
        #expect(screen.lines == ["line 4", "line 5", ""])
        #expect(screen.history == ["line 1", "line 2", "line 3"])
        #expect(screen.text == "line 1\nline 2\nline 3\nline 4\nline 5")
    }

    @Test func whatIsWrittenOverIsGone() async throws {
        let screen = try await Screen(showing: Array("secret\r\u{1B}[Kok\r\n世\rx".utf8), columns: 20, rows: 2)
        #expect(screen.lines == ["ok", "x"])
    }

    @Test func aResizeTakesWhatNoLongerFits() async throws {
        let screen = try await Screen(
            showing: Array("a\r\nb\r\ncccc\r\nd!".utf8), columns: 20, rows: 5,
            resizes: [.init(after: 13, columns: 2, rows: 2)])
        #expect(screen.lines == ["cc", "d!"])
        #expect(screen.history == ["a", "b"])
    }

    @Test func stylesTitleAndModesAreKnown() async throws {
        let screen = try await Screen(
            showing: Array("\u{1B}]0;имя\u{7}\u{1B}[?2004h\u{1B}[?25l\u{1B}[2mтёмно\u{1B}[22m, \u{1B}[1mbold".utf8))
        #expect(screen.title == "имя")
        #expect(screen.modes == ["?7", "?2004"])
        #expect(screen.styles["dim"] == [Screen.Span(y: 0, start: 0, end: 5, text: "тёмно")])
        #expect(screen.styles["bold"]?.map(\.text) == ["bold"])
    }
}
