import ArgumentParser
import Foundation
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct ParserMessageTests {
    /// What is said of arguments that cannot be used.
    private static func message(_ arguments: [String], columns: Int = 80) throws -> String {
        do {
            var command = try CloudCompute.parseAsRoot(arguments)
            // Only the help is a command that does not wait for anything.
            if !(command is any AsyncParsableCommand) { try command.run() }
        } catch {
            let message = CloudCompute.fullMessage(for: error, columns: HelpLayout.unbroken)
            return ParserMessage.text(message, columns: columns)
        }
        Issue.record("\(arguments) are taken")
        return ""
    }

    private static let run = ["batch", "run", "x", "-o", "y"]

    @Test(arguments: [
        (run + ["-j", "0"], "it takes a number from 1 to 10000, auto, or auto:N."),
        (run + ["--deadline", "tomorrow"], "it takes a length of time such as 90, 500ms, 10m or 2h."),
        (run + ["--idle-timeout", "-"], "it takes a length of time such as 90, 500ms, 10m or 2h."),
        (run + ["--rpm", "many"], "it takes a number."),
        (["ask", "-p", "temperature", "hi"], "it takes a name, = and a value."),
        (["ask", "-t", "t", "--var", "x", "hi"], "it takes a name, = and a value."),
        (["chat", "--on", "564"], "it takes instance:ID, with or without a port"),
        (["sandbox", "--error-rate", "2"], "it takes a share from 0 to 1, or a percentage such as 5%."),
        (["sandbox", "--rate-limit", "0"], "it takes a number of requests from 1 on"),
        (["sandbox", "--ssh", "here"], "it takes a host and a port such as 127.0.0.1:2222."),
        (["sandbox", "--latency", "x"], "it takes a length of time such as 90, 500ms, 10m or 2h."),
        (["sandbox", "--latency", "a <b>'\nHelp:  x"], "it takes a length of time"),
    ])
    func aRefusedValueIsToldWhatTheOptionTakes(arguments: [String], words: String) throws {
        let message = try Self.message(arguments)
        #expect(message.contains(words), "\(message)")
        #expect(message.components(separatedBy: "it takes").count == 2, "\(message)")
    }

    @Test(arguments: [40, 80, 100])
    func usageIsInRowsThatFit(columns: Int) throws {
        for path in [["history", "list"], ["batch", "merge"], ["models", "list"], ["instances", "create"], ["ask"]] {
            let lines = try Self.message(path + ["--help"], columns: columns).split(separator: "\n")
            let start = try #require(lines.firstIndex { $0.hasPrefix("USAGE: cloudcompute \(path[0])") })
            let usage =
                [lines[start]] + lines[(start + 1)...].prefix { $0.hasPrefix("        [") || $0.hasPrefix("        -") }
            for line in usage { #expect(line.count <= max(columns, 48), "\(line)") }
        }
    }

    @Test func anErrorRepeatsNoLongUsage() throws {
        let message = try Self.message(["models", "list", "--nonsense"])
        #expect(message.contains("\nUsage: cloudcompute models list [<options>] [<text>]\n"), "\(message)")
        let short = try Self.message(["history", "document", "--nonsense"], columns: 200)
        #expect(short.contains("Usage: cloudcompute history document <hash> [--profile <name>]"), "\(short)")
    }

    @Test(arguments: [
        ["history", "list"], ["history", "export", "1"], ["config", "path"], ["batch", "report", "x"], ["sandbox"],
        ["template", "list"], ["tools", "list"], ["mcp", "list"], ["batch", "status", "x"],
        ["batch", "merge", "x", "-o", "y"],
    ])
    func whatTalksToNoServerTakesItsOptionsAndDoesNotShowThem(path: [String]) throws {
        let help = try Self.message(path + ["--help"])
        #expect(!help.contains("--api-key-file") && !help.contains("--base-url"), "\(help)")
        _ = try CloudCompute.parseAsRoot(
            path + ["--base-url", "http://h/v1", "--api-key-file", "k", "--sandbox", "-v"])
    }

    @Test func theOptionsOfLocalCommandsAreTheGlobalOnes() throws {
        let local = try LocalOptions.parse(["--profile", "p", "--base-url", "u", "--api-key-file", "k", "--no-color"])
        let global = local.global
        #expect((global.profile, global.baseURL, global.apiKeyFile) == ("p", "u", "k"))
        #expect((global.sandbox, global.verbose, global.noColor) == (false, false, true))
    }

    @Test func thePartsOfAMergeMayStandBehindItsInput() throws {
        func read(_ words: String...) throws -> (parts: [String], input: [String]) {
            let command = try CloudCompute.parseAsRoot(["batch", "merge"] + words)
            let merge = try #require(command as? BatchMergeCommand)
            return (merge.parts, merge.input)
        }
        #expect(try read("--input", "in", "a", "b", "-o", "out") == (["a", "b"], ["in"]))
        #expect(try read("--input", "in", "more", "-o", "out", "a", "b") == (["a", "b"], ["in", "more"]))
        #expect(try read("a", "--input", "in", "more", "-o", "out") == (["a"], ["in", "more"]))
        #expect(try read("-o", "out", "--input", "in", "more", "--", "a") == (["a"], ["in", "more"]))
        #expect(throws: (any Error).self) { try read("--input", "in", "-o", "out") }
    }
}
