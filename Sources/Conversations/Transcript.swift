import CloudComputeClient
package import ConversationStore
package import Foundation
package import JSON
import Tools

/// A conversation to keep or to pass on: as Markdown, as one JSON object, or as JSONL, a message a line.
package struct Transcript: Sendable {
    /// How it may be written.
    package enum Format: String, Sendable, CaseIterable {
        /// For people.
        case markdown
        /// Everything that is known.
        case json
        /// The messages as `/chat/completions` takes them, which `batch` and training tools read.
        case jsonl

        /// The format that a file's ending asks for; Markdown where it asks for none.
        package init(fileName: String) {
            switch fileName.split(separator: ".").last?.lowercased() {
            case "json": self = .json
            case "jsonl": self = .jsonl
            default: self = .markdown
            }
        }
    }

    private let title: String
    private let model: String
    private let system: String?
    private let parameters: JSONObject
    private let turns: [Turn]
    private let summary: Summary?
    private var heading: JSONObject = [:]

    /// Makes a transcript of a conversation under way.
    package init(_ conversation: Conversation) {
        title = conversation.title ?? "Conversation"
        model = conversation.model
        system = conversation.system
        parameters = conversation.parameters
        turns = conversation.turns
        var last = conversation.summaries.last
        last?.model = conversation.lastSummary?.model
        summary = last
        if let id = conversation.storedID { heading["id"] = JSONValue(Int(id)) }
    }

    /// Reads a conversation from the store.
    ///
    /// - Throws: ``StoreError``.
    package init(_ stored: StoredConversation, from store: ConversationStore) throws(StoreError) {
        self.init(try Conversation(stored, from: store))
        heading["created_at"] = .string(Self.time(stored.createdAt))
        heading["updated_at"] = .string(Self.time(stored.updatedAt))
        if let origin = stored.forkedFrom { heading["forked_from"] = JSONValue(Int(origin)) }
    }

    /// The text, with a line end at its end.
    package func text(_ format: Format) -> String {
        switch format {
        case .markdown: markdown
        case .json: json.jsonText + "\n"
        case .jsonl:
            messages.map { $0.jsonText + "\n" }.joined()
        }
    }

    /// The messages as they would be sent, replies that failed left out.
    private var messages: [JSONValue] {
        var messages: [JSONValue] = []
        if let system, !system.isEmpty { messages.append(ChatMessage(role: .system, text: system).json) }
        for turn in turns {
            let said = turn.messages(to: turn.rounds.first?.model).map(\.json)
            messages += said.isEmpty ? [turn.message.json] : said
        }
        return messages
    }

    /// One object with all that is known.
    package var json: JSONValue {
        var object = heading
        object["title"] = .string(title)
        object["model"] = .string(model)
        object["system"] = system.map { .string($0) } ?? .null
        object["parameters"] = .object(parameters)
        if let summary {
            object["summary"] = [
                "messages": JSONValue(summary.turnCount), "text": .string(summary.text),
                "model": summary.model.map { .string($0) } ?? .null,
            ]
        }
        object["turns"] = .array(turns.flatMap(Self.json))
        return .object(object)
    }

    private static func json(_ turn: Turn) -> [JSONValue] {
        [turn.message.transcriptJSON]
            + turn.rounds.flatMap { round in [json(round.reply)] + round.calls.map(json) }
            + (turn.reply.map { [json($0, besides: turn.alternatives)] } ?? [])
    }

    private static func json(_ answered: ToolRound.AnsweredCall) -> JSONValue {
        [
            "role": "tool", "tool_call_id": .string(answered.call.id), "name": .string(answered.call.name),
            "content": .string(answered.result.text), "outcome": .string(answered.result.outcome.rawValue),
            "duration_ms": JSONValue(Int((answered.result.duration / .milliseconds(1)).rounded())),
        ]
    }

    private static func json(_ reply: Reply, besides alternatives: [Alternative] = []) -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        var answer: JSONObject = [
            "role": "assistant", "content": .string(reply.text), "reasoning": .string(reply.reasoning),
            "status": .string(reply.status.rawValue), "finish_reason": text(reply.finishReason?.rawValue),
            "model": text(reply.model), "usage": reply.usage?.json ?? .null, "timings": reply.timings?.json ?? .null,
            "cost": reply.cost.map { JSONValue($0) } ?? .null, "error": text(reply.error),
        ]
        if let id = reply.id { answer["id"] = .string(id) }
        if !reply.refusal.isEmpty { answer["refusal"] = .string(reply.refusal) }
        if !reply.toolCalls.isEmpty { answer["tool_calls"] = .array(reply.toolCalls.map(\.json)) }
        if !reply.reasoningDetails.isEmpty { answer["reasoning_details"] = .array(reply.reasoningDetails) }
        if !alternatives.isEmpty { answer["alternatives"] = .array(alternatives.map { json($0.shown) }) }
        return .object(answer)
    }

    private var markdown: String {
        var parts = ["# \(title)", "Model: \(model)"]
        if let system, !system.isEmpty { parts += ["## System", system] }
        for (index, turn) in turns.enumerated() {
            if let summary, index == summary.turnCount { parts += summary.transcriptParagraphs }
            parts += ["## User"] + turn.message.transcriptParagraphs
            for round in turn.rounds {
                parts += Self.markdown(round.reply) + round.calls.flatMap(Self.markdown)
            }
            if let reply = turn.reply { parts += Self.markdown(reply) }
            for reply in turn.alternatives.map(\.shown) {
                parts += ["### Not picked: \(reply.model ?? "another model")", reply.text]
            }
        }
        if let summary, summary.turnCount >= turns.count { parts += summary.transcriptParagraphs }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func markdown(_ reply: Reply) -> [String] {
        let heading = "## Assistant" + (reply.status == .complete ? "" : " (\(reply.status.rawValue))")
        return reply.text.isEmpty ? [heading] : [heading, reply.text]
    }

    private static func markdown(_ answered: ToolRound.AnsweredCall) -> [String] {
        let (call, result) = (answered.call, answered.result)
        let arguments = ChatAttachment.quote(call.arguments.isEmpty ? "{}" : call.arguments)
        return ["### Tool `\(call.name)` (\(result.outcome.rawValue))", arguments, ChatAttachment.quote(result.text)]
    }

    /// A moment as RFC 3339 has it, in UTC.
    package static func time(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
