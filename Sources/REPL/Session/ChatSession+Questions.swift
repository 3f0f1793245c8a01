import CloudComputeClient
import Conversations
import Localization

/// Questions that are answered with yes or no.
extension ChatSession {
    enum Question: Sendable {
        /// Whether a transcript takes the place of a file.
        case replaces(path: String, Transcript.Format)
        /// Whether a model that has called tools so often may go on.
        case moreRounds

        /// What stands before the answer.
        var prompt: String {
            switch self {
            case .replaces: localized("Replace it? [y/N] ")
            case .moreRounds: localized("Continue? [y/N] ")
            }
        }

        /// Whether the next line can be nothing else than an answer.
        var isForAnswersOnly: Bool {
            switch self {
            case .replaces: true
            case .moreRounds: false
            }
        }
    }

    /// What a model is told that may go on; it wants a message behind the results of its calls.
    static let continuation = "Continue."

    /// Takes the answer to the question.
    mutating func answer(_ line: String) -> [Action] {
        guard let question else { return [] }
        self.question = nil
        let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        let isYes = ["y", "yes", "д", "да"].contains(word)
        let isNo = ["", "n", "no", "н", "нет"].contains(word)
        switch question {
        case .replaces(let path, let format):
            if isNo { return [.note(localized("Nothing was written."))] }
            guard isYes else {
                self.question = question
                return [.note(localized("\(path) exists already; answer y or n."))]
            }
            return [.export(Transcript(conversation).text(format), path: path, format, replaces: true)]
        case .moreRounds:
            if isYes {
                let message = ChatMessage(role: .user, text: Self.continuation)
                return sendOrAsk(HeldMessage(message: message, title: Self.continuation, attachments: []))
            }
            return isNo ? [] : obey(line)
        }
    }

    /// Says where a transcript is, or asks whether it takes the place of what is there.
    mutating func exported(_ format: Transcript.Format, _ result: Result<String, any Error>) -> [Action] {
        if case .failure(let error as ExistingFile) = result {
            guard configuration.isInteractive else { return refuse(error.explained) }
            question = .replaces(path: error.path, format)
            return [.note(localized("\(error.path) exists already."))]
        }
        return attempt(result) { [.note(localized("Written to \($1) as \(format.rawValue)."))] }
    }
}
