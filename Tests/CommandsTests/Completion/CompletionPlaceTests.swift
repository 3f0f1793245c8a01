import ArgumentParser
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct CompletionPlaceTests {
    /// What is offered, nothing of which is stored.
    private static func offered(_ words: [String], _ current: String = "") -> [String] {
        CompletionPlace(words: words, current: current).wanted.flatMap { wanted -> [String] in
            switch wanted {
            case .commands(let candidates), .options(let candidates): candidates.map(\.value)
            case .value(.words(let words)): words
            case .value: []
            }
        }
    }

    private static func values(_ words: [String], _ current: String = "") -> [CommandSyntax.Values] {
        CompletionPlace(words: words, current: current).wanted.compactMap {
            if case .value(let values) = $0 { values } else { nil }
        }
    }

    @Test func commandsStandFirstAndSubcommandsBehindThem() {
        #expect(Self.offered([]).contains("ask") && Self.offered([]).contains("help"))
        #expect(Self.offered(["instances"]).contains("destroy"))
        #expect(Self.offered(["help", "batch"]).contains("merge"))
        #expect(Self.offered(["nonsense"]).isEmpty)
    }

    @Test(arguments: [
        ["--sandbox"], ["--profile", "work"], ["--profile=work", "-v"], ["--base-url", "http://h/v1", "--no-color"],
    ])
    func globalOptionsMayStandBeforeTheCommand(options: [String]) {
        #expect(Self.offered(options).contains("ask"))
        #expect(Self.offered(options + ["models"]).contains("show"))
        #expect(Self.offered(["models"] + options).contains("show"))
        #expect(Self.values(options + ["models", "show"]) == [.stored(.models)])
    }

    @Test func theValueOfAnOptionIsThatOfTheOption() {
        #expect(Self.values(["ask", "-m"]) == [.stored(.models)])
        #expect(Self.values(["ask", "hi", "--model"], "qw") == [.stored(.models)])
        #expect(Self.values(["--profile"]) == [.stored(.profiles)])
        #expect(Self.values(["ask", "-a"]) == [.files])
        #expect(Self.values(["ask", "-xm"]) == [.stored(.models)])
        #expect(Self.offered(["models", "--sort"]).contains("price"))
        #expect(Self.values(["batch", "-o"]) == [.files])
        #expect(Self.offered(["completion"]) == ["bash", "zsh", "fish"])
        #expect(Self.offered(["batch", "run", "x", "--progress"]) == ["text", "json"])
    }

    @Test func aValueMayStandBehindAnEqualsSign() {
        let place = CompletionPlace(words: ["ask"], current: "--model=qwen/x=y")
        #expect(place.prefix == "--model=" && place.typed == "qwen/x=y")
        #expect(Self.values(["ask"], "--model=q") == [.stored(.models)])
    }

    @Test func argumentsAreCounted() {
        #expect(Self.values(["instances", "rename"]) == [.stored(.instances)])
        #expect(Self.values(["instances", "rename", "564"], "x") == [.unknown])
        #expect(Self.values(["batch", "a.jsonl"]) == [.files])
        #expect(Self.values(["history", "delete", "1", "2"]) == [.stored(.conversations)])
        #expect(Self.values(["models", "show", "x"]).isEmpty)
        #expect(Self.values(["batch", "merge", "--input", "in.jsonl"]).contains(.files))
    }

    @Test func optionsComeOnceUnlessTheyMayBeRepeated() {
        #expect(Self.offered(["ask"], "--").contains("--system"))
        #expect(!Self.offered(["ask", "--system", "x"], "--").contains("--system"))
        #expect(Self.offered(["ask", "-a", "x"], "--").contains("--attach"))
        #expect(Self.offered(["ask", "--"], "--").isEmpty)
        #expect(!Self.offered(["history", "list"], "--").contains("--base-url"))
        #expect(Self.offered(["ask"]).contains("--model"))
    }

    @Test func everyStoredValueHasAnOptionOrArgument() {
        func arguments(_ command: CommandSyntax) -> [CommandSyntax.Values] {
            (command.options + command.positionals).map(\.values)
        }
        let commands = CloudCompute.configuration.subcommands.flatMap { [$0] + $0.configuration.subcommands }
        let found = commands.flatMap { arguments(CommandSyntax($0)) }
        for values in StoredValues.allCases {
            #expect(found.contains(.stored(values)), "\(values)")
        }
    }
}
