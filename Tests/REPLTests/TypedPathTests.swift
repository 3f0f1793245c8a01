import Testing

@testable import REPL

@Suite(.timeLimit(.minutes(1))) struct TypedPathTests {
    @Test(arguments: [
        ("a.txt", "a.txt"), ("my\\ pics/a\\ b.png", "my pics/a b.png"), ("'my pics/a b.png'", "my pics/a b.png"),
        ("\"a b\"", "a b"), ("\\'x\\'", "'x'"), ("a\\(1\\).txt", "a(1).txt"), ("back\\slash", "back\\slash"),
        ("two\\\\b", "two\\b"), ("end\\", "end\\"), ("file:///tmp/a%20b%D1%84.txt", "/tmp/a bф.txt"),
        ("file:///100%", "/100%"), ("'", "'"), ("", ""),
    ]) func aPathIsReadAsAShellWould(typed: String, path: String) {
        #expect(TypedPath.unquoted(typed) == path)
    }
}
