import Conversations
import Localization
import Terminal

/// Asks a person which model is meant, where a name is not enough.
enum ModelChoice {
    /// The most ids that are offered.
    private static let offered = 12

    /// The id that is chosen.
    ///
    /// - Throws: ``CommandFailure`` of bad data, with the candidates, where nobody is there to ask or none is chosen.
    static func of(
        _ ids: [String], for name: ModelName, _ meaning: ModelName.Meaning, _ console: CommandContext.Console
    ) async throws -> String {
        let sentence = name.refusal(meaning) ?? ""
        let failure = CommandFailure(
            localized("\(sentence) Name one of them, or \"=\(name.text)\" to send the name as it is."), .badData)
        guard StandardInput.isTerminal, console.error.isTerminal, ids.count <= offered else { throw failure }
        if case .near = meaning, ids.count == 1, let only = ids.first {
            guard try await Confirmation.asks(sentence, console) else { throw failure }
            return only
        }
        console.note(sentence)
        for (position, id) in ids.enumerated() { console.note("  \(position + 1)  \(id)") }
        let answer = try await Confirmation.answer(to: localized("Number of the model (Enter for none): "), console)
            .filter { !$0.isWhitespace }
        guard let number = Int(answer), (1...ids.count).contains(number) else { throw failure }
        return ids[number - 1]
    }
}
