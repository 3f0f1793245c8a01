import ArgumentParser
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct HelpTests {
    private static func all(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        [command] + command.configuration.subcommands.flatMap(all)
    }

    /// The parser breaks what is wider, which leaves single words on lines of their own and examples that cannot be copied.
    @Test func whatIsBrokenByHandFitsATerminal() {
        for command in Self.all(CloudCompute.self) {
            let lines = command.configuration.discussion.split(separator: "\n")
            for line in lines { #expect(line.count < 80, "\(command._commandName): \(line)") }
        }
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
