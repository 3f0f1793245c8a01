import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct BashLineTests {
    private static let wordBreaks = " \t\n\"'@><=;|&(:"

    private static func line(_ text: String) -> BashLine { BashLine(text, wordBreaks: wordBreaks) }

    @Test(arguments: [
        ("cc ask ", ["cc", "ask"], ""),
        ("cc ask -m qw", ["cc", "ask", "-m"], "qw"),
        (#"cc ask "two words" 'and $HOME' a\ b x"#, ["cc", "ask", "two words", "and $HOME", "a b"], "x"),
        (#"cc ask "say \"hi\" \n" "#, ["cc", "ask", #"say "hi" \n"#], ""),
        (#"cc --conversation "Kernel pa"#, ["cc", "--conversation"], "Kernel pa"),
        ("cc ask '' ", ["cc", "ask", ""], ""),
        ("cc ask hi 2> errors > out -m ", ["cc", "ask", "hi", "-m"], ""),
        ("cc ask hi 2>&1 -m ", ["cc", "ask", "hi", "-m"], ""),
        ("git diff | cc ask ", ["cc", "ask"], ""),
    ])
    func aLineIsReadAsBashReadsIt(text: String, words: [String], current: String) {
        let line = Self.line(text)
        #expect(line.words == words)
        #expect(line.current == current)
        #expect(!line.isRedirection)
    }

    @Test func theFileOfARedirectionIsNoArgument() {
        #expect(Self.line("cc ask hi > o").isRedirection)
        #expect(Self.line("cc ask hi 2> ").isRedirection)
        #expect(!Self.line("cc ask hi > o ").isRedirection)
    }

    @Test(arguments: [
        ("cc -m ", "qwen/x:free", "qwen/x:free"),
        ("cc -m qwen/x:f", "qwen/x:free", "free"),
        ("cc --model=qw", "--model=qwen/x", "qwen/x"),
        ("cc --model=qwen/x:", "--model=qwen/x:free", "free"),
        ("cc -m 'qwen/x:f", "qwen/x:free", "qwen/x:free"),
        ("cc -m ", "a b'c\"$(touch x)`d`!~", #"a\ b\'c\"\$\(touch\ x\)\`d\`\!\~"#),
        ("cc -m \"", "a b'c\"$(touch x)`d`", #"a b'c\"\$(touch x)\`d\`"#),
        ("cc -m '", "a b'c\"$(touch x)!", #"a b'\''c"$(touch x)!"#),
        (#"cc -m a\ "#, "a b", #"a\ b"#),
    ])
    func whatIsPutInIsReadBackAsTheValue(text: String, value: String, insertion: String) {
        #expect(Self.line(text).insertion(value) == insertion)
    }

    @Test func whatCannotBePutInIsNotOffered() {
        #expect(Self.line("cc -m \"").insertion("hi!there") == nil)
        #expect(Self.line("cc -m x").insertion("y") == nil)
    }
}
