import CloudComputeClient
import ConversationStore
import Terminal

extension Dialogue {
    /// The share of the context length from which on the user is warned.
    private static let contextWarning = 0.8

    /// Sends what was typed, with what is staged.
    ///
    /// - Throws: ``OutputError``; without a person to try again, whatever the message failed with.
    mutating func say(_ text: String) async throws {
        let message: ChatMessage
        do {
            let prepared = try frame?.prepare(text) ?? text
            message = try StagedFile.message(prepared, with: staged, after: conversation)
        } catch {
            guard console.isInteractive else { throw error }
            return console.error.note(services.explain(error))
        }
        staged = []
        try await send(message, title: text)
    }

    /// Sends a message and shows the reply.
    mutating func send(_ message: ChatMessage, title: String) async throws {
        let request = conversation.request(saying: message)
        let recorder = beginRecord(message, title: title)
        let task = Task { [services, console, looks] in
            await Turn.run(request, services.stream, console, looks: looks, recorder: recorder)
        }
        running.begin { task.cancel() }
        let turn = await task.value
        let wasInterrupted = running.end() || turn.outputFailure != nil
        let reply = Reply(
            turn.reply, timings: turn.timings, cost: cost(of: turn.reply), failure: turn.error,
            wasInterrupted: wasInterrupted)
        if let recorder, let failure = await recorder.finish(FinishedReply(reply)) { tellOfStore(failure) }
        if let failure = turn.outputFailure { throw failure }
        conversation.exchanges.append(Exchange(message: message, reply: reply, turns: recorder?.turns ?? []))
        try tell(reply, turn)
    }

    /// Says how the reply ended, and what it took.
    private mutating func tell(_ reply: Reply, _ turn: Turn) throws {
        switch reply.status {
        case .interrupted:
            note(
                reply.isUsable
                    ? "Interrupted; what had come stays in the conversation."
                    : "Interrupted before anything came; /retry sends the message again.")
        case .length: note("The reply was cut off: it reached the limit on tokens (length).")
        case .filtered: note("The reply was cut off by a content filter.")
        case .cutOff, .failed:
            guard let error = turn.error else { break }
            guard console.isInteractive else { throw error }
            console.error.note(services.explain(error))
            if !reply.isUsable { note("The message is kept: /retry sends it again.") }
        case .complete, .pending: break
        }
        if looks.showsStatus, reply.status != .failed, console.error.isTerminal {
            note(StatusLine.text(turn.reply, model: conversation.model, timings: turn.timings, cost: reply.cost))
        }
        warnOfContext(reply)
    }

    /// What a reply cost: as the server says, else by the profile's price, else by the one that the server lists.
    private func cost(of reply: ChatReply) -> Double? {
        guard let usage = reply.usage else { return nil }
        let (prompt, completion) = (usage.promptTokens ?? 0, usage.completionTokens ?? 0)
        if let cost = usage.cost ?? services.cost(conversation.model, prompt, completion) { return cost }
        guard let model = memory.models.first(where: { $0.id == conversation.model }),
            let promptPrice = model.promptPrice.flatMap({ Double($0) }), promptPrice >= 0, promptPrice.isFinite,
            let completionPrice = model.completionPrice.flatMap({ Double($0) }), completionPrice >= 0,
            completionPrice.isFinite
        else { return nil }
        return promptPrice * Double(prompt) + completionPrice * Double(completion)
    }

    private mutating func warnOfContext(_ reply: Reply) {
        guard !hasWarnedOfContext, let used = reply.usage?.totalTokens,
            let length = memory.models.first(where: { $0.id == conversation.model })?.contextLength,
            Double(used) >= Self.contextWarning * Double(length)
        else { return }
        hasWarnedOfContext = true
        note(
            "The conversation has \(used) of the \(length) tokens that the model takes; "
                + "/new begins anew, /fork N goes on from an earlier message.")
    }

    /// Stores the message, and makes a place for its reply.
    private mutating func beginRecord(_ message: ChatMessage, title: String) -> ReplyRecorder? {
        var conversation = conversation
        let recorder = storing { store throws(StoreError) in
            try ReplyRecorder.begin(message, title: title, in: &conversation, store)
        }
        self.conversation = conversation
        return recorder
    }
}
