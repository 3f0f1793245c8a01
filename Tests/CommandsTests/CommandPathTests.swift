import ArgumentParser
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct CommandPathTests {
    @Test(arguments: [
        ["models"], ["models", "qwen", "--json"], ["models", "list", "--sort", "price"], ["models", "show", "x"],
        ["models", "--", "list"], ["ask", "one", "two"], ["batch", "in.jsonl", "-o", "out.jsonl"],
        ["history", "search", "word"], ["config", "path"], ["sandbox", "--port", "0"], ["ssh-keys", "list"],
    ])
    func aCommandByItselfIsTheOneThatTheRootFinds(arguments: [String]) throws {
        let alone = try #require(CommandPath.parse(arguments))
        let fromRoot = try CloudCompute.parseAsRoot(arguments)
        #expect(type(of: alone) == type(of: fromRoot))
        #expect("\(alone)" == "\(fromRoot)")
    }

    @Test(arguments: [
        [], ["--help"], ["help"], ["help", "models"], ["models", "--help"], ["models", "show"],
        ["models", "--nonsense"],
        ["ask", "--version"], ["batch", "run"], ["--generate-completion-script", "bash"],
        ["sandbox", "--port", "70000"],
    ])
    func whatTheParserHasToSayIsLeftToTheRoot(arguments: [String]) {
        #expect(CommandPath.parse(arguments) == nil)
    }

    @Test func theSubcommandsOfACommandAreFound() {
        #expect(CommandPath.subcommandNames(of: "models")?.contains("show") == true)
        #expect(CommandPath.subcommandNames(of: "ask") == nil)
        #expect(CommandPath.subcommandNames(of: "nonsense") == nil)
    }
}
