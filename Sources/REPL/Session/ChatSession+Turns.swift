import CloudComputeClient
import ConversationStore
import Conversations
import Localization
import Tools

/// Messages and their replies.
extension ChatSession {
    /// The share of the context length from which on the user is warned.
    private static let contextWarning = 0.8

    /// Sends what was typed, with what is attached.
    mutating func say(_ text: String) -> [Action] {
        let message: ChatMessage
        do {
            let prepared = try template?.prepare(text) ?? text
            message = try FileAttachment.message(
                prepared, with: attachments, after: conversation, limitsImages: configuration.limitsImages)
        } catch {
            return configuration.isInteractive ? [.show(.error(error))] : [.fail(error)]
        }
        let files = attachments
        attachments = []
        return sendOrAsk(HeldMessage(message: message, title: text, attachments: files))
    }

    /// Begins a turn: the message is stored before it is sent.
    mutating func begin(_ turn: PendingTurn, title: String) -> [Action] {
        if isEnding { return [] }
        activity = .turn(turn)
        let warning = warnOfTools()
        guard isStored else { return warning + [.send(request(saying: turn.message), nil)] }
        return warning + [
            .store(.begin(NewTurn(turn.message, title: title, in: conversation, again: turn.retried?.turn)))
        ]
    }

    /// Sends the message, whether it could be stored or not.
    mutating func begun(_ result: Result<TurnRecord, StoreError>) -> [Action] {
        guard case .turn(var turn) = activity else { return [] }
        var actions: [Action] = []
        switch result {
        case .success(let record):
            turn.record = record
            activity = .turn(turn)
            conversation.storedID = record.conversationID
            conversation.title = record.title
            actions = report(nil) + tellOfOthers(record)
        case .failure(let error): actions = report(error)
        }
        if isEnding {
            activity = .none
            return actions
        }
        return actions + [.send(request(saying: turn.message), turn.record)]
    }

    private func request(saying message: ChatMessage) -> ChatRequest {
        conversation.request(saying: message, offersTools: offersTools)
    }

    /// Says that another session goes on with the same conversation, each time that it has said more.
    private mutating func tellOfOthers(_ record: TurnRecord) -> [Action] {
        defer { messagesOfOthers = record.messagesOfOthers }
        let count = record.messagesOfOthers
        guard count > messagesOfOthers else { return [] }
        return [
            .note(
                localized(
                    "Another session has added \(count) \(count, "message", "messages") to this conversation, which this one "
                        + "does not send. /fork keeps the two apart; /open \(record.conversationID) takes its messages in."
                ))
        ]
    }

    /// Shows a piece of the reply; hidden reasoning is a wait like any other.
    func show(_ event: ChatEvent) -> [Action] {
        switch event {
        case .text(let text, choice: 0): [.showText(text)]
        case .reasoning(let text, choice: 0): options.showsReasoning ? [.showReasoning(text)] : []
        default: []
        }
    }

    /// Takes the reply into the conversation, and says how it ended and what it took.
    mutating func end(_ finished: FinishedTurn) -> [Action] {
        guard case .turn(let turn) = activity else { return [] }
        activity = .none
        if finished.reply.usage != nil { usageIsStale = false }
        var actions = turn.record == nil ? [] : report(finished.storeError)
        spend(finished)
        if let failure = finished.outputError { return actions + [.fail(failure)] }
        let ended = finished.turn(turn.message, record: turn.record)
        conversation.turns.append(ended)
        actions.insert(.endReply, at: 0)
        actions += tell(finished, ended, after: turn.retried?.turn)
        if let retried = turn.retried { actions += settle(retried.turn, model: retried.model) }
        if case .overRounds(let limit)? = finished.ending, !configuration.isInteractive {
            actions.append(.fail(TooManyToolRounds(limit: limit)))
        }
        if let error = finished.error, !configuration.isInteractive, finished.reply.status != .interrupted {
            actions.append(.fail(error))
        }
        return actions
    }

    /// Counts what a turn took, whatever becomes of it.
    mutating func spend(_ finished: FinishedTurn) {
        for reply in finished.replies { spending.add(reply) }
    }

    private mutating func tell(_ finished: FinishedTurn, _ ended: Turn, after former: Turn?) -> [Action] {
        let reply = finished.reply
        var actions: [Action] = []
        switch reply.status {
        case .interrupted where ended.isUsable && former.map { !ended.replaces($0) } ?? false:
            actions.append(.note(localized("Interrupted.")))
        case .interrupted:
            actions.append(
                .note(
                    ended.isUsable
                        ? localized("Interrupted. The partial reply is kept.")
                        : localized("Interrupted before the reply began. Use /retry to resend.")))
        case .length:
            actions.append(.note(localized("The reply was cut off: it reached the limit on tokens (length).")))
        case .filtered: actions.append(.note(localized("The reply was cut off by a content filter.")))
        case .cutOff, .failed:
            guard let error = finished.error else { break }
            guard configuration.isInteractive else { return [] }
            actions.append(.show(.error(error)))
            if !ended.isUsable {
                actions.append(.note(localized("Your message was kept. Use /retry to resend it.")))
            } else if reply.isUsable {
                let isInterrupted = (error as? CloudComputeError)?.kind == .interrupted
                if isInterrupted { actions.append(.note(localized("The partial reply is kept."))) }
            } else {
                actions.append(.note(localized("The tools' results are kept in the conversation; /retry starts over.")))
            }
        case .complete, .pending:
            if let call = reply.toolCalls.first, finished.rounds.isEmpty, configuration.showsNotices {
                let name = VisibleText.escaped(VisibleText.cut(call.name, to: 64))
                actions.append(
                    .note(
                        localized(
                            "The model calls \(name), but no tools are offered, so nothing was run; /tools on offers some."
                        ))
                )
            }
            guard case .overRounds(let limit)? = finished.ending, configuration.isInteractive else { break }
            question = isEnding ? nil : .moreRounds
            actions.append(
                .note(
                    localized(
                        "The model has called tools in \(limit) rounds and wants more; yes sends \"\(Self.continuation)\", "
                            + "any other message is sent as it is.")))
        }
        if options.showsStatus, reply.status != .failed, configuration.showsNotices {
            actions.append(.note(StatusLine.text(finished, model: conversation.model)))
        }
        return actions + warnOfContext(reply)
    }

    private mutating func warnOfContext(_ reply: Reply) -> [Action] {
        guard !hasWarnedOfContext, let used = reply.usage?.totalTokens, let length = contextLength,
            Double(used) >= Self.contextWarning * Double(length)
        else { return [] }
        hasWarnedOfContext = true
        return [
            .note(
                localized(
                    "The conversation has \(used) of the \(length) tokens that the model takes; "
                        + "/compact summarizes the old messages, /new starts a new one."))
        ]
    }
}
