import ArgumentParser
import Batch
import CloudComputeClient
import JSON
import Localization
import Settings
import Terminal

struct BatchValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "validate",
        abstract: "Check JSONL files before anything is spent on them.",
        discussion: """
            Lists every line that could not be sent, with file, line, column and reason, \
            then counts lines, bytes and tokens. Tokens are estimated at four bytes each. \
            Nothing is sent. Ends with exit code 65 if there are bad lines.

            Examples:
              cloudcompute batch validate prompts/short.jsonl -m MODEL
              cloudcompute batch validate part-*.jsonl --json | jq .bad_lines
            """)

    @OptionGroup var input: BatchInputOptions

    @Flag(help: "Print one JSON object, the bad lines in it.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        var form = try input.form()
        form.standardModel = try CommandContext.settings(global, model: input.model.model).model?.content
        let output = Output.standardOutput
        var findings: [JSONValue] = []
        var failure: OutputError?
        let validation = try await BatchValidation(inputs: input.inputs, form: form) { finding in
            if json {
                findings.append(Self.json(finding))
            } else {
                do throws(OutputError) { try output.write(Self.text(finding) + "\n") } catch {
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
        if json {
            try output.write(json: Self.json(validation, findings).jsonBytes + [0x0A])
        } else {
            try output.write(Self.text(validation))
        }
        if validation.badLines > 0 { throw CommandFailure(nil, .badData) }
    }

    private static func text(_ finding: BadLine) -> String {
        ControlCharacterFilter.filterLine(
            "\(finding.file):\(finding.line):\(finding.defect.column): \(ErrorText.reason(finding.defect.problem))")
    }

    private static func text(_ validation: BatchValidation) -> String {
        let lines = localized(
            "\(validation.lines) \(validation.lines, "line", "lines"), \(validation.badLines) bad")
        let requests = localized("requests: \(validation.bytes) bytes, the largest \(validation.largestRequest)")
        let (prompt, completion) = (validation.promptTokens, validation.completionTokenLimit)
        let unlimited = validation.unlimitedRequests
        let tokens =
            unlimited == 0
            ? localized("tokens: about \(prompt) in prompts, at most \(completion) in replies")
            : localized(
                "tokens: about \(prompt) in prompts, at most \(completion) in replies; \(unlimited) requests set no "
                    + "max_tokens")
        return "\(lines)\n\(requests)\n\(tokens)\n"
    }

    private static func json(_ finding: BadLine) -> JSONValue {
        [
            "file": .string(finding.file), "line": JSONValue(finding.line), "column": JSONValue(finding.defect.column),
            "reason": .string(ErrorText.reason(finding.defect.problem).english),
        ]
    }

    private static func json(_ validation: BatchValidation, _ findings: [JSONValue]) -> JSONValue {
        [
            "lines": JSONValue(validation.lines), "bad_lines": JSONValue(validation.badLines),
            "bytes": JSONValue(validation.bytes), "largest_request_bytes": JSONValue(validation.largestRequest),
            "estimated_prompt_tokens": JSONValue(validation.promptTokens),
            "completion_token_limit": JSONValue(validation.completionTokenLimit),
            "requests_without_limit": JSONValue(validation.unlimitedRequests), "findings": .array(findings),
        ]
    }
}
