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
        for message in try store.messages(of: stored.id) {
            switch message.content {
            case .user(let text, let attachments):
                let said = ChatMessage(storedText: text, attachments: attachments)
                turns.append(Turn(message: said, storedIDs: [message.id]))
            case .assistant(let reply, _):
                guard !turns.isEmpty else { continue }
                // A second reply is that of a retry, which is under way or was killed.
                let reply = Reply(reply)
                if reply.replaces(turns[turns.count - 1].reply) { turns[turns.count - 1].reply = reply }
                turns[turns.count - 1].storedIDs.append(message.id)
            }
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
            let count = turns[index].reply == nil ? 1 : 2
            turns[index].storedIDs = Array(ids.prefix(count))
            turns[index].isStoredInPart = false
            ids = ids.dropFirst(count)
        }
    }
}

extension Turn {
    fileprivate func contents(model: String, parameters: String) -> [StoredMessage.Content] {
        let said = StoredMessage.Content.user(message.text, attachments: message.imagesJSON)
        guard var reply = reply?.stored else { return [said] }
        reply.model = reply.model ?? model
        return [said, .assistant(reply, parameters: parameters)]
    }
}

extension ChatMessage {
    /// Reads a stored message of the user.
    fileprivate init(storedText text: String, attachments: String?) {
        var parts: [Part] = text.isEmpty && attachments != nil ? [] : [.text(text)]
        let images = attachments.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
        for image in images {
            if let url = image["image_url"]?["url"]?.string { parts.append(.imageURL(url)) }
        }
        self.init(role: .user, parts: parts)
    }

    /// The message's images as a JSON array of parts; `nil` where it has none.
    var imagesJSON: String? {
        let images = (json["content"]?.array ?? []).filter { $0["type"]?.string == "image_url" }
        return images.isEmpty ? nil : JSONValue.array(images).jsonText
    }
}
