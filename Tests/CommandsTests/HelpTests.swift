import ArgumentParser
import Foundation
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct HelpTests {
    private static func all(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        [command] + command.configuration.subcommands.flatMap(all)
    }

    private static func help(_ command: any ParsableCommand.Type, columns: Int) -> String {
        ParserMessage.text(
            CloudCompute.helpMessage(for: command, columns: HelpLayout.unbroken), columns: columns)
    }

    @Test(arguments: [50, 80, 132]) func everyHelpFitsTheTerminal(columns: Int) {
        for command in Self.all(CloudCompute.self) {
            for line in Self.help(command, columns: columns).split(separator: "\n") where line.count > columns {
                // A word in quotation marks, or one that is longer than the row, cannot be broken.
                let words = line.split(separator: " ")
                #expect(words.count <= 2 || line.contains("\"") || line.contains("'"), "\(line)")
            }
        }
    }

    @Test func paragraphsAreLeftToTheTerminalToBreak() {
        for command in Self.all(CloudCompute.self) {
            let discussion = command.configuration.discussion
            let blocks = discussion.components(separatedBy: "\n\n").filter { !$0.contains("\n  ") }
            for block in blocks { #expect(!block.contains("\n"), "\(command._commandName): \(block)") }
        }
    }

    @Test func globalOptionsComeLast() throws {
        for command in Self.all(CloudCompute.self) where command.configuration.subcommands.isEmpty {
            let titles = Self.help(command, columns: 80).split(separator: "\n").filter {
                $0.wholeMatch(of: /[A-Z][A-Z -]+:/) != nil
            }
            #expect(titles.last == "GLOBAL OPTIONS:", "\(command._commandName): \(titles)")
        }
        let global = try #require(
            Self.help(AskCommand.self, columns: 80).components(separatedBy: "GLOBAL OPTIONS:\n").last)
        for name in GlobalOptions.names.keys.filter({ $0 != "-v" }) + ["--version", "-h, --help"] {
            #expect(global.contains(name), "\(name)")
        }
    }

    @Test func defaultsAreReadable() {
        for command in Self.all(CloudCompute.self) {
            let help = Self.help(command, columns: 200)
            for match in help.matches(of: /\(default[^:)]*: ([^)]*)\)/) {
                #expect(match.1.firstMatch(of: /[0-9]\.0\b|[A-Z][a-z]+\(|seconds|\b[0-9]{3,}s\b/) == nil, "\(match.0)")
            }
        }
    }

    @Test func anExampleInSeveralRowsIsStillOneCommand() {
        let broken = ExampleLine.broken(
            #"git diff | cloudcompute ask -s "Be brief." "Review this change:""#, columns: 40)
        #expect(
            broken == """
                  git diff | cloudcompute ask \\
                      -s "Be brief." \\
                      "Review this change:"
                """)
    }

    @Test func aFirstWordThatIsNoCommandIsExplained() {
        #expect(UnknownCommand.complaint(["askk", "hi"]) == "There is no command \"askk\"; did you mean ask?")
        #expect(
            UnknownCommand.complaint(["help", "nonsense"])
                == "There is no command \"nonsense\"; `cloudcompute --help` lists them.")
        #expect(UnknownCommand.complaint(["help", "ask"]) == nil)
        #expect(UnknownCommand.complaint(["--sandbox", "ask"]) == nil)
        #expect(UnknownCommand.complaint([]) == nil)
    }

    @Test(arguments: [["-V"], ["version"]]) func theVersionIsFoundByItsUsualNames(arguments: [String]) {
        #expect(ArgumentOrder.globalOptionsLast(arguments, subcommands: { _ in nil }) == ["--version"])
    }
}
