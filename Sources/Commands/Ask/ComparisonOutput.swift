import CloudComputeClient
import ConversationStore
import Conversations
import Localization
import MarkdownRendering
import REPL
import Terminal

/// Prints several answers one after the other, each under the name of its model, and keeps how they ended.
actor ComparisonOutput {
    /// How the turns ended, in the models' order.
    private(set) var turns: [FinishedTurn?]
    private let comparison: AskComparison
    private let context: CommandContext
    private var sequence: ReplySequence
    /// Prints the answer that is shown; without a wait in between, so that no piece overtakes another.
    private var printer: ReplyPrinter?
    private var outputError: (any Error)?

    init(_ comparison: AskComparison, _ context: CommandContext) {
        self.comparison = comparison
        self.context = context
        turns = Array(repeating: nil, count: comparison.models.count)
        sequence = ReplySequence(count: comparison.models.count)
    }

    /// Begins with the first answer.
    func start() { print(sequence.start) }

    /// Takes the next piece of an answer.
    ///
    /// - Throws: ``OutputError`` where the output is gone, so that the others stop too.
    func show(_ event: ChatEvent, of index: Int) throws {
        print(sequence.add(event, of: index))
        if let outputError { throw outputError }
    }

    /// Takes the end of an answer.
    func end(_ index: Int, _ turn: FinishedTurn) {
        turns[index] = turn
        print(sequence.end(index))
    }

    private func print(_ steps: [ReplySequence.Step]) {
        do { for step in steps { try print(step) } } catch { outputError = error }
    }

    private func print(_ step: ReplySequence.Step) throws {
        switch step {
        case .begin(let index) where isShown:
            printer = ReplyPrinter(
                output: context.console.output, error: context.console.error,
                allowsColor: context.console.allowsColor,
                rendersMarkdown: comparison.runner.options.rendersMarkdown)
            try printer?.text((index > 0 ? "\n" : "") + "## \(comparison.models[index])\n\n")
        case .begin: break
        case .show(.text(let text, choice: 0)): try printer?.text(text)
        case .show(.reasoning(let text, choice: 0)): printer?.reasoning(text)
        case .show: break
        case .end(let index):
            try printer?.end()
            if let turn = turns[index] { tell(turn, comparison.models[index]) }
        }
    }

    private var isShown: Bool { comparison.runner.format == .text }

    private func tell(_ turn: FinishedTurn, _ model: String) {
        if let failure = turn.storeError {
            context.console.note(localized("The answer of \(model) is not stored: \(ErrorText.text(failure))"))
        }
        if turn.reply.status == .interrupted {
            if isShown { context.console.note(localized("\(model): interrupted.")) }
        } else if let error = comparison.failure(turn, context) {
            let sentence = "cloudcompute: \(model): \(context.explain(error))"
            context.console.error.note(ControlCharacterFilter.filterLine(sentence))
        }
        guard isShown, comparison.runner.options.showsStatus, context.console.error.isTerminal else { return }
        if turn.reply.isUsable { context.console.note(StatusLine.text(turn.reply, model: model)) }
    }
}
