import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Localization
import Terminal

/// `/compact`: a summary in place of old messages.
extension ChatSession {
    /// A summary that is being written.
    struct PendingSummary: Sendable {
        /// How many turns it will stand for.
        let turnCount: Int
        /// The message that is sent afterwards.
        var held: HeldMessage?
    }

    /// How many of the last messages stay as they are.
    private static let kept = 2

    /// Has old messages summarized, shows the summary, or takes it back.
    mutating func compact(_ argument: String) throws -> [Action] {
        switch argument {
        case "show": return showSummary()
        case "undo": return undoSummary()
        case "": return try summarize(keeping: conversation.turns.count > Self.kept ? Self.kept : 0)
        default:
            guard let count = Int(argument), count >= 0 else {
                throw ChatCommandError(
                    localized("/compact takes nothing, the number of messages to keep, show, or undo."))
            }
            return try summarize(keeping: count)
        }
    }

    /// Begins a summary of all messages but the last ones.
    mutating func summarize(keeping count: Int, before held: HeldMessage? = nil) throws -> [Action] {
        let turnCount = conversation.turns.count - min(count, conversation.turns.count)
        guard conversation.turns[..<turnCount].dropFirst(conversation.summarizedCount).contains(where: \.isUsable)
        else {
            throw ChatCommandError(localized("There is nothing to summarize before the messages that are kept."))
        }
        activity = .summary(PendingSummary(turnCount: turnCount, held: held))
        return [
            .note(
                localized(
                    "Summarizing \(turnCount) \(turnCount, "message", "messages") with \(conversation.model).")),
            .summarize(conversation.summaryRequest(keeping: conversation.turns.count - turnCount)),
        ]
    }

    /// Takes the summary into the conversation.
    mutating func summarized(_ turn: FinishedTurn) -> [Action] {
        guard case .summary(let pending) = activity else { return [] }
        activity = .none
        spend(turn)
        if let failure = turn.outputError { return [.fail(failure)] }
        let text = turn.reply.text.drop(while: \.isWhitespace)
        guard turn.error == nil, turn.reply.status == .complete, !text.isEmpty else {
            if let held = pending.held { attachments = held.attachments }
            let why: Message =
                turn.reply.status == .length ? Message("The summary was cut off") : Message("No summary was written")
            let note =
                pending.held == nil
                ? localized("\(why); the conversation stays as it is.")
                : localized("\(why); the conversation stays as it is, and nothing was sent.")
            guard configuration.isInteractive || turn.reply.status == .interrupted else {
                return [.fail(turn.error ?? ChatCommandError(note))]
            }
            return (turn.error.map { [.show(.error($0))] } ?? []) + [.note(note)]
        }
        let summary = Summary(
            turnCount: pending.turnCount, text: String(text), model: turn.reply.model ?? conversation.model,
            cost: turn.reply.cost)
        var actions = add(summary)
        let tokens = String(text).utf8.count / ContextEstimate.bytesPerToken
        actions.append(
            .note(
                pending.turnCount == 1
                    ? localized(
                        "The first message became a summary of about \(tokens) tokens; "
                            + "/compact show shows it, /compact undo takes it back.")
                    : localized(
                        "The first \(pending.turnCount) messages became a summary of about \(tokens) tokens; "
                            + "/compact show shows it, /compact undo takes it back.")))
        if options.showsStatus, configuration.showsNotices {
            actions.append(.note(StatusLine.text(turn.reply, model: conversation.model)))
        }
        // There may be no room yet.
        return actions + (pending.held.map { sendOrAsk($0) } ?? [])
    }

    /// Lets a summary count, and stores it where the conversation is stored.
    mutating func add(_ summary: Summary) -> [Action] {
        conversation.summaries.append(summary)
        usageIsStale = true
        hasWarnedOfContext = false
        guard isStored, let id = conversation.storedID, let stored = conversation.stored(summary) else { return [] }
        return [.store(.addSummary(stored, to: id))]
    }

    private func showSummary() -> [Action] {
        guard let last = conversation.summaries.last else { return [Self.noSummary] }
        guard let summary = conversation.lastSummary else {
            return [.note(localized("\(Self.areLeftOut(upTo: last.turnCount)); /compact undo takes them in again."))]
        }
        let source: Message = summary.model.map { Message(", by \($0)") } ?? ""
        let shown: [Action] = [
            .note(localized("Sent in place of \(Self.messages(summary.turnCount))\(source):")),
            .show(.text(summary.text)),
        ]
        guard last.turnCount > summary.turnCount else { return shown }
        let rest = Self.areLeftOut(from: summary.turnCount + 1, upTo: last.turnCount)
        return shown + [.note(localized("\(rest); /compact undo takes them in again."))]
    }

    private mutating func undoSummary() -> [Action] {
        guard let summary = conversation.summaries.popLast() else { return [Self.noSummary] }
        usageIsStale = true
        var actions: [Action] = []
        if isStored, let id = conversation.storedID, let stored = summary.storedID {
            actions.append(.store(.dropSummary(stored, of: id)))
        }
        let rest = conversation.summarizedCount
        guard rest > 0 else { return actions + [.note(localized("All messages are sent as they are again."))] }
        guard let former = conversation.lastSummary else {
            return actions + [.note(localized("\(Self.areLeftOut(upTo: rest)), as before."))]
        }
        let covered = Self.messages(former.turnCount)
        let left = Self.areLeftOut(from: former.turnCount + 1, upTo: rest)
        let note =
            former.text == summary.text && summary.model == nil
            ? localized("The summary of \(covered) is sent still")
            : localized("The previous summary, of \(covered), counts again")
        return actions + [.note(rest > former.turnCount ? "\(note). \(left)." : "\(note).")]
    }

    private static var noSummary: Action { .note(localized("There is no summary; /compact makes one.")) }

    /// The messages that a summary holds cannot be changed one by one.
    func refuseIfSummarized() throws {
        if !conversation.turns.isEmpty, conversation.summarizedCount >= conversation.turns.count {
            throw ChatCommandError(
                localized("The last message is part of the summary; /compact undo takes that back first."))
        }
    }

    /// So many messages, from the first on, as what a summary is of.
    static func messages(_ count: Int) -> Message {
        count == 1 ? Message("the first message") : Message("the first \(count) messages")
    }
}
