import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(2))) struct ShortCommandTests {
    private static let read: [[String]] = [
        ["models"], ["models", "list"], ["models", "--sandbox"], ["models", "-v", "--no-color"],
        ["models", "--json"], ["models", "list", "--json", "--sandbox", "--json"],
        ["models", "list", "--verbose", "--profile", "lab", "--api-key-file", "/tmp/key"],
        [
            "models", "--base-url", "http://127.0.0.1:8000/v1", "--base-url", "http://localhost:1/v1", "--sandbox",
            "--sandbox",
        ],
    ]

    /// The text of a command holds each of its values, and tells of those that have none.
    @Test(arguments: read) func commandsAreWhatTheParserMakesOfTheirArguments(arguments: [String]) throws {
        let command = try #require(ShortCommand.read(arguments))
        let parsed = try #require(CommandPath.parse(arguments))
        #expect(type(of: command) == type(of: parsed))
        #expect(String(describing: command) == String(describing: parsed))
    }

    private static let left: [[String]] = [
        [], ["history"], ["--sandbox", "models"], ["models", "qwen"], ["models", "qwen", "--json"],
        ["models", "show", "x"],
        ["models", "list", "list"], ["models", "--help"], ["models", "--version"], ["models", "--profile"],
        ["models", "--profile", "-v"], ["models", "--profile", "--json", "x"], ["models", "--profile", ""],
        ["models", "--profile=lab"], ["models", "--"],
        ["models", "--lang", "ru"], ["models", "--sort", "price"], ["Models"],
    ]

    @Test(arguments: left) func allElseIsLeftToTheParser(arguments: [String]) {
        #expect(ShortCommand.read(arguments) == nil)
    }
}
