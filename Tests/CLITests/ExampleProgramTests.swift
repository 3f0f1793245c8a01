import Foundation
import Testing

/// The programs of `Examples/`, built from the same files as a part of this package, against a sandbox.
@Suite(.timeLimit(.minutes(5))) struct ExampleProgramTests {
    private static func path(_ name: String) -> String {
        URL(fileURLWithPath: Program.path).deletingLastPathComponent().appendingPathComponent(name).path
    }

    private func run(_ name: String, _ flags: [String] = [], input: String = "") async throws -> Program.Outcome {
        try await Program.inFolder { program in
            try await program.withSandbox(flags) { program, _ in
                try await program.run(executable: Self.path(name), [], input: input)
            }
        }
    }

    @Test func modelsAreListedWithTheLongestContextFirst() async throws {
        let outcome = try await run("list-models")
        #expect(
            outcome.output
                == "sandbox/vision 131072 tokens\nsandbox/reasoning 65536 tokens\nsandbox/small 32768 tokens\n")
        #expect(outcome.exitCode == 0, "\(outcome.error)")
    }

    @Test func aChatIsStreamedAndRemembered() async throws {
        let outcome = try await run("stream-chat", input: "Hello\nAnd again\n")
        #expect(outcome.exitCode == 0, "\(outcome.error)")
        #expect(outcome.output.contains("> Hello\n"))
        // The system message, a question, a reply, and the second question.
        #expect(outcome.output.contains("> And again\n") && outcome.output.contains("| messages | 4 |"))
    }

    @Test func tenQuestionsAreAnsweredInOrderThoughTheServerIsBusy() async throws {
        let outcome = try await run("answer-batch", ["--rate-limit", "20/s"])
        #expect(outcome.exitCode == 0, "\(outcome.error)")
        let questions = (1...10).map { "What is \($0) times \($0)?" }
        let asked = outcome.output.components(separatedBy: "\n").compactMap { line in
            questions.first { line.hasPrefix($0 + " ") }
        }
        #expect(asked == questions)
    }

    @Test func aMachineIsRentedAndGivenBack() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "1s"]) { program, _ in
                let outcome = try await program.run(executable: Self.path("rent-gpu"), [])
                #expect(outcome.output == "created example\nexample is running\ndestroyed example\n")
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                let left = try await program.run(["instances", "list", "--json"])
                #expect(!left.output.contains("\"example\""))
            }
        }
    }

    @Test(arguments: ["list-models", "stream-chat", "answer-batch", "rent-gpu"])
    func aKeyThatIsNotTakenEndsInOneSentence(name: String) async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-wrong"
                let outcome = try await program.run(executable: Self.path(name), [], input: "Hello\n")
                #expect(outcome.exitCode == 1)
                #expect(outcome.errorLines.count == 1)
            }
        }
    }

    /// The package of the examples names the same programs as this one does.
    @Test func thePackageOfTheExamplesHasThesePrograms() async throws {
        let root = Program(folder: Program.root, environment: ProcessInfo.processInfo.environment)
        let outcome = try await root.shell(
            "swift package dump-package --package-path Examples | jq -r '.targets[].name'")
        #expect(outcome.exitCode == 0, "\(outcome.error)")
        #expect(outcome.output == "list-models\nstream-chat\nanswer-batch\nrent-gpu\n")
    }
}
