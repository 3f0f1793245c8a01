import CloudComputeClient
import ConversationStore
import Conversations
import Localization
import Terminal

/// `/compare` and `/pick`: replies of several models to one message.
extension ChatSession {
    /// Replies of other models to the last message that are under way.
    struct Comparison: Sendable {
        let models: [String]
        var sequence: ReplySequence
        /// Where the replies are stored.
        var records: [TurnRecord] = []
        var turns: [FinishedTurn?]
        /// The reply that is shown, and whether its heading stands above it.
        var shown = (index: 0, hasHeading: false)

        init(_ models: [String]) {
            self.models = models
            sequence = ReplySequence(count: models.count)
            turns = Array(repeating: nil, count: models.count)
        }
    }

    /// How many models are asked at once.
    private static let mostModels = 16

    /// Asks other models the last message.
    mutating func compare(_ argument: String) throws -> [Action] {
        let names = argument.split(whereSeparator: \.isWhitespace).map { ModelName(String($0)) }
        guard !names.isEmpty else {
            throw ChatCommandError(localized("Name the models to ask the last message: /compare B [C]."))
        }
        guard names.count <= Self.mostModels else {
            throw ChatCommandError(localized("/compare takes \(Self.mostModels) models at most."))
        }
        guard let last = conversation.turns.last else {
            throw ChatCommandError(localized("There is no message to ask again yet."))
        }
        try refuseIfSummarized()
        guard hasModelList || names.allSatisfy({ $0.literal != nil }) else {
            return wait(for: .findModel(argument, for: .compare))
        }
        let models = try names.map { try $0.literal ?? modelID($0) }
        activity = .comparison(Comparison(models))
        guard isStored, last.isStored, let id = conversation.storedID, let message = last.storedIDs.first else {
            return sendComparison()
        }
        let record = TurnRecord(
            conversationID: id, title: conversation.title ?? "", messageID: message, replyID: last.storedIDs.last ?? 0)
        return [.store(.beginComparison(models, record, parameters: conversation.parametersJSON))]
    }

    /// Sends the message, whether its replies have places in the store or not.
    mutating func comparisonBegun(_ result: Result<[TurnRecord]?, StoreError>) -> [Action] {
        guard case .comparison(var comparison) = activity else { return [] }
        var actions: [Action] = []
        switch result {
        case .success(let records): comparison.records = records ?? []
        case .failure(let error): actions = report(error)
        }
        if isEnding {
            activity = .none
            return actions
        }
        activity = .comparison(comparison)
        return actions + sendComparison()
    }

    private func sendComparison() -> [Action] {
        guard case .comparison(let comparison) = activity, let last = conversation.turns.last else { return [] }
        var before = conversation
        before.turns.removeLast()
        let requests = comparison.models.enumerated().map { index, model -> (ChatRequest, TurnRecord?) in
            before.model = model
            let record = comparison.records.indices.contains(index) ? comparison.records[index] : nil
            return (before.request(saying: last.message), record)
        }
        return [.beginReply, .sendAll(requests)]
    }

    /// Shows a piece of a reply, or keeps it for later.
    mutating func compared(_ index: Int, _ event: ChatEvent) -> [Action] {
        guard case .comparison(var comparison) = activity else { return [] }
        let steps = comparison.sequence.add(event, of: index)
        return show(steps, &comparison)
    }

    /// Takes a reply, and says how it ended where its turn to be shown has come.
    mutating func comparisonEnded(_ index: Int, _ turn: FinishedTurn) -> [Action] {
        guard case .comparison(var comparison) = activity, comparison.turns.indices.contains(index) else { return [] }
        comparison.turns[index] = turn
        spend(turn)
        let steps = comparison.sequence.end(index)
        let actions = show(steps, &comparison)
        return comparison.sequence.isDone ? actions + conclude(comparison) : actions
    }

    private mutating func show(_ steps: [ReplySequence.Step], _ comparison: inout Comparison) -> [Action] {
        defer { activity = .comparison(comparison) }
        var actions: [Action] = []
        for step in steps {
            switch step {
            case .begin(let index):
                comparison.shown = (index, false)
                actions.append(.beginReply)
            case .show(let event):
                let shown = show(event)
                if !shown.isEmpty { actions += heading(&comparison) }
                actions += shown
            case .end(let index):
                actions += heading(&comparison)
                actions.append(.endReply)
                actions += tell(comparison.turns[index], comparison.models[index])
            }
        }
        return actions
    }

    /// The heading of the reply that is shown, where it does not stand there yet.
    private func heading(_ comparison: inout Comparison) -> [Action] {
        guard !comparison.shown.hasHeading, comparison.models.indices.contains(comparison.shown.index) else {
            return []
        }
        comparison.shown.hasHeading = true
        return [.showText("## \(comparison.models[comparison.shown.index])\n\n")]
    }

    private func tell(_ turn: FinishedTurn?, _ model: String) -> [Action] {
        guard let turn else { return [] }
        var actions = turn.storeError.map { [Action.show(.notStored($0))] } ?? []
        if let error = turn.error, turn.reply.status != .interrupted, configuration.isInteractive {
            actions.append(.show(.error(ComparisonError(model: model, error: error))))
        }
        if turn.reply.isUsable, let ending = Self.ending(of: turn.reply) {
            actions.append(.note(localized("The reply of \(model) \(ending).")))
        }
        if options.showsStatus, turn.reply.isUsable, configuration.showsNotices {
            actions.append(.note(StatusLine.text(turn.reply, model: model)))
        }
        return actions
    }

    /// Keeps the replies beside the one that the conversation has.
    private mutating func conclude(_ comparison: Comparison) -> [Action] {
        activity = .none
        guard let last = conversation.turns.indices.last else { return [] }
        var failed: [Int64] = []
        for (index, turn) in comparison.turns.enumerated() {
            let ids = comparison.records.indices.contains(index) ? [comparison.records[index].replyID] : []
            guard var reply = turn?.reply, reply.isUsable else {
                failed += ids
                continue
            }
            reply.model = reply.model ?? comparison.models[index]
            conversation.turns[last].alternatives.append(Alternative(reply: reply, storedIDs: ids))
        }
        var actions: [Action] = []
        if !failed.isEmpty, let id = conversation.storedID { actions.append(.store(.dropAsides(failed, of: id))) }
        if let error = comparison.turns.lazy.compactMap({ $0?.outputError }).first { return actions + [.fail(error)] }
        if comparison.turns.contains(where: { $0?.reply.status == .interrupted }) {
            actions.append(.note(localized("Interrupted; what had come is kept.")))
        }
        if !configuration.isInteractive,
            let (model, error) = zip(comparison.models, comparison.turns).lazy.compactMap({ model, turn in
                turn?.reply.status == .interrupted ? nil : turn?.error.map { (model, $0) }
            }).first
        {
            return actions + [.fail(ComparisonError(model: model, error: error))]
        }
        if !conversation.turns[last].isUsable { actions += pickFirstUsable() }
        let choices = conversation.turns[last].choices
        if choices.isEmpty {
            return actions + [.note(localized("No other reply came; the conversation stays as it is."))]
        }
        return actions + [
            .note(
                localized(
                    "The conversation goes on with reply \(conversation.turns[last].branch + 1) of \(choices.count); "
                        + "/pick N goes on with another, /pick lists them."))
        ]
    }

    /// Lists the replies to the last message, or goes on with another of them.
    mutating func pick(_ argument: String) throws -> [Action] {
        guard let last = conversation.turns.indices.last else {
            throw ChatCommandError(
                localized(
                    "There is no reply to choose from yet; send a message, then ask another model by /compare MODEL."))
        }
        guard !conversation.turns[last].choices.isEmpty else {
            throw ChatCommandError(localized("There is one reply only; /compare MODEL asks another model."))
        }
        let choices = conversation.turns[last].choices
        if argument.isEmpty { return [.note(listed(choices, branch: conversation.turns[last].branch))] }
        guard let number = Int(argument), number >= 1, number <= choices.count else {
            throw ChatCommandError(localized("/pick takes the number of a reply, 1 to \(choices.count)."))
        }
        let reply = choices[number - 1]
        let name = reply.model.map { Message(", of \($0)") } ?? ""
        guard let moved = conversation.turns[last].pick(number - 1) else {
            return [.note(localized("The conversation goes on with reply \(number) already."))]
        }
        let ending = Self.ending(of: reply).map { Message(", which \($0)") } ?? ""
        var note = localized("The conversation goes on with reply \(number)\(name)\(ending).")
        if let model = reply.model, model != conversation.model {
            note +=
                " "
                + localized("\(conversation.model) answers the next message; /model \(model) changes that.")
        }
        return store(moved) + [.note(note)]
    }

    /// What is said of a reply that is not whole.
    private static func ending(of reply: Reply) -> Message? {
        switch reply.status {
        case .interrupted: Message("was interrupted")
        case .cutOff, .failed: Message("broke off")
        case .length: Message("was cut off at the limit on tokens")
        case .filtered: Message("was cut off by a content filter")
        case .complete, .pending: nil
        }
    }

    /// Goes on with another reply where the conversation's own says nothing.
    private mutating func pickFirstUsable() -> [Action] {
        guard let last = conversation.turns.indices.last,
            let position = conversation.turns[last].choices.firstIndex(where: \.isUsable),
            let moved = conversation.turns[last].pick(position)
        else { return [] }
        return store(moved)
    }

    private func store(_ moved: (aside: [Int64], branch: [Int64])) -> [Action] {
        guard isStored, let id = conversation.storedID, let message = conversation.turns.last?.storedIDs.first else {
            return []
        }
        return [.store(.pick(moved.branch, inPlaceOf: moved.aside, to: message, of: id))]
    }

    private func listed(_ choices: [Reply], branch: Int) -> String {
        choices.enumerated().map { index, reply in
            let mark = index == branch ? "*" : " "
            let model = reply.model ?? conversation.model
            let ending = Self.ending(of: reply).map { " (\($0))" } ?? ""
            return "\(mark) \(index + 1). \(model)\(ending): \(Conversation.title(for: reply.text))"
        }.joined(separator: "\n")
    }
}

/// What one of several models failed with.
package struct ComparisonError: Error {
    /// The model.
    package var model: String
    /// What happened.
    package var error: any Error
}
