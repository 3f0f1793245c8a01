package import CloudComputeClient
import JSON

/// What stands for the oldest messages of a conversation in its requests.
package struct Summary: Sendable, Hashable {
    /// How many turns it stands for, from the first on.
    package var turnCount: Int
    /// What was said in them; empty where they are left out.
    package var text: String
    /// The model that wrote it; `nil` where more messages are left out beside the text of the one before.
    package var model: String?
    /// What it cost.
    package var cost: Double?
    /// Its number in the store; `nil` where it is not stored.
    package var storedID: Int64?

    /// Makes a summary.
    package init(turnCount: Int, text: String, model: String? = nil, cost: Double? = nil, storedID: Int64? = nil) {
        self.turnCount = turnCount
        self.text = text
        self.model = model
        self.cost = cost
        self.storedID = storedID
    }

    /// What the model is told that the text is.
    static let source = "summary of the conversation so far"

    /// What a model is asked for a summary.
    static let prompt = """
        Summarize the conversation so far for a model that will go on with it and see the summary in its place. Keep \
        what later messages may need: what the user wants, decisions and their reasons, names, numbers, code and file \
        names, and what is still open. Write in the language of the conversation. Answer with the summary alone.
        """

    /// Request fields that are about the form of replies and not about a summary.
    static let unwantedFields = [
        "max_tokens", "max_completion_tokens", "response_format", "stop", "tools", "tool_choice", "n", "logprobs",
    ]
}

extension Conversation {
    /// How many turns the summary in force stands for.
    package var summarizedCount: Int { min(max(0, summaries.last?.turnCount ?? 0), turns.count) }

    /// The summary whose text is sent, with the turns that it tells of.
    ///
    /// Later ones may be left out besides. `nil` where nothing stands for what is left out.
    package var lastSummary: Summary? {
        guard let text = summaries.last?.text, !text.isEmpty else { return nil }
        let same = summaries.reversed().prefix { $0.text == text }
        // A model may write the same text twice.
        return same.first { $0.model != nil } ?? same.last
    }

    /// The request for a summary of all turns but the last ones.
    package func summaryRequest(keeping count: Int) -> ChatRequest {
        var older = self
        older.turns.removeLast(min(max(0, count), turns.count))
        for name in Summary.unwantedFields { older.parameters[name] = nil }
        return older.request(saying: ChatMessage(role: .user, text: Summary.prompt))
    }

    /// Messages with the summary before the first of them that the user said.
    func summarized(_ messages: [ChatMessage]) -> [ChatMessage] {
        guard let text = summaries.last?.text, !text.isEmpty,
            let first = messages.firstIndex(where: { $0.role == .user })
        else { return messages }
        var messages = messages
        messages[first].parts.insert(.document(ChatDocument(source: Summary.source, text: text)), at: 0)
        return messages
    }
}

extension Summary {
    /// What transcripts for people say of it.
    var transcriptParagraphs: [String] {
        text.isEmpty
            ? ["## Left out", "(The messages above are not sent any more.)"]
            : ["## Summary", "(It is sent in place of the messages above.)", text]
    }
}
