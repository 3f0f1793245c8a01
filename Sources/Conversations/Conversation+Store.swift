import CloudComputeClient
package import ConversationStore
import JSON

extension Conversation {
    /// Reads a conversation back from the store.
    ///
    /// - Throws: ``StoreError``.
    package init(_ stored: StoredConversation, from store: ConversationStore) throws(StoreError) {
        self.init(
            model: stored.model, system: stored.system,
            parameters: (try? JSONValue(parsing: stored.parameters))?.object ?? [:])
        title = stored.title
        storedID = stored.id
        var read = StoredTurns()
        for message in try store.messages(of: stored.id) {
            guard case .user(let text, let attachments, let documents) = message.content else {
                read.add(message)
                continue
            }
            read.begin(ChatMessage(storedText: text, attachments: attachments, documents: documents), id: message.id)
        }
        turns = read.turns
        try addAlternatives(of: stored.id, from: store)
        for summary in try store.summaries(of: stored.id) {
            guard let index = turns.firstIndex(where: { $0.storedIDs.first == summary.lastMessage }) else { continue }
            summaries.append(
                Summary(
                    turnCount: index + 1, text: summary.text, model: summary.model, cost: summary.cost,
                    storedID: summary.id))
        }
    }

    /// A summary as the store takes it; `nil` where the last message that it stands for is not stored.
    package func stored(_ summary: Summary) -> StoredSummary? {
        let turn = turns.prefix(max(0, summary.turnCount)).last
        return turn?.storedIDs.first.map {
            StoredSummary(lastMessage: $0, text: summary.text, model: summary.model, cost: summary.cost)
        }
    }

    private mutating func addAlternatives(of id: Int64, from store: ConversationStore) throws(StoreError) {
        var attempts: [(message: Int64, ids: [Int64], rounds: StoredRounds)] = []
        for aside in try store.asides(of: id) {
            if aside.stored.reply?.round == 0 || attempts.last?.message != aside.message {
                attempts.append((aside.message, [], StoredRounds()))
            }
            attempts[attempts.count - 1].ids.append(aside.stored.id)
            switch aside.stored.content {
            case .user: break
            case .assistant(let reply, _): attempts[attempts.count - 1].rounds.add(reply)
            case .tool(let result): attempts[attempts.count - 1].rounds.add(result)
            }
        }
        for attempt in attempts {
            guard let index = turns.lastIndex(where: { $0.storedIDs.first == attempt.message }) else { continue }
            let alternative = Alternative(
                rounds: attempt.rounds.rounds, reply: attempt.rounds.reply, storedIDs: attempt.ids)
            guard alternative.isUsable else { continue }
            if attempt.ids.first ?? 0 < turns[index].storedIDs.dropFirst().first ?? 0 { turns[index].branch += 1 }
            turns[index].alternatives.append(alternative)
        }
    }

    /// Stores the whole conversation as a new one, whose numbers it bears from then on.
    ///
    /// - Throws: ``StoreError``; nothing is stored then.
    package mutating func save(to store: ConversationStore) throws(StoreError) {
        let title = title ?? Self.title(for: turns.first?.message.text ?? "")
        let added = try store.add(
            title: title, model: model, system: system, parameters: parametersJSON,
            messages: turns.flatMap { $0.contents(model: model, parameters: parametersJSON) })
        storedID = added.id
        self.title = title
        var ids = added.messageIDs[...]
        for index in turns.indices {
            let count = turns[index].contents(model: model, parameters: "").count
            turns[index].storedIDs = Array(ids.prefix(count))
            turns[index].isStoredInPart = false
            ids = ids.dropFirst(count)
            turns[index].branch = 0
            for place in turns[index].alternatives.indices {
                let alternative = turns[index].alternatives[place]
                turns[index].alternatives[place].storedIDs = try store.addAside(
                    StoredRounds.contents(
                        alternative.rounds, alternative.reply, model: model, parameters: parametersJSON),
                    to: turns[index].storedIDs.first ?? 0, in: added.id)
            }
        }
        for index in summaries.indices {
            guard let summary = stored(summaries[index]) else { continue }
            summaries[index].storedID = try store.addSummary(summary, to: added.id)
        }
    }
}

extension Turn {
    fileprivate func contents(model: String, parameters: String) -> [StoredMessage.Content] {
        let said = StoredMessage.Content.user(
            message.text, attachments: message.imagesJSON, documents: message.storedDocuments)
        return [said] + StoredRounds.contents(rounds, reply, model: model, parameters: parameters)
    }
}

extension ChatMessage {
    /// Reads a stored message of the user.
    fileprivate init(storedText text: String, attachments: String?, documents: [StoredDocument]) {
        var parts: [Part] = documents.map { .document(ChatDocument(source: $0.source, text: $0.text)) }
        if !text.isEmpty || (attachments == nil && documents.isEmpty) { parts.append(.text(text)) }
        let images = attachments.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
        for image in images {
            if let url = image["image_url"]?["url"]?.string { parts.append(.imageURL(url)) }
        }
        self.init(role: .user, parts: parts)
    }

    /// The message's documents as the store takes them.
    var storedDocuments: [StoredDocument] {
        documents.map { StoredDocument(source: $0.source, text: $0.text) }
    }

    /// Where the message's documents come from, for a title.
    var sources: String { documents.map(\.source).joined(separator: ", ") }

    /// The message's images as a JSON array of parts; `nil` where it has none.
    var imagesJSON: String? {
        let images = (json["content"]?.array ?? []).filter { $0["type"]?.string == "image_url" }
        return images.isEmpty ? nil : JSONValue.array(images).jsonText
    }
}
