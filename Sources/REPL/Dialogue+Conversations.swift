import CloudComputeClient
import ConversationStore
import Files
import Foundation
import Settings
import Terminal

/// The commands about conversations as a whole.
extension Dialogue {
    private static let listed = 20

    /// Does `/fork`.
    mutating func fork(_ argument: String) throws {
        var count = conversation.exchanges.count
        if !argument.isEmpty {
            guard let number = Int(argument), (1...max(1, count)).contains(number), count > 0 else {
                throw Refusal("/fork takes the number of messages to keep, 1 to \(count).")
            }
            count = number
        }
        guard count > 0 else { throw Refusal("There is nothing to fork yet.") }
        let kept = Array(conversation.exchanges.prefix(count))
        if let store = services.store, let id = conversation.storedID {
            let turns = kept.reduce(0) { $0 + $1.turns.count }
            conversation = try Conversation(store.fork(id, keepingTurns: turns), from: store)
        } else {
            conversation.exchanges = kept
        }
        let name = conversation.storedID.map { "conversation \($0)" } ?? "a copy"
        note("Goes on in \(name) with \(count) messages; the former one stays as it is.")
    }

    /// Does `/open`.
    mutating func open(_ argument: String) throws {
        if argument.isEmpty { throw Refusal("Name the conversation: /open ID, or the beginning of its title.") }
        let store = try self.store()
        conversation = try Conversation(store.conversation(matching: argument), from: store)
        hasWarnedOfContext = false
        note(
            "Conversation \(conversation.storedID ?? 0), \"\(conversation.title ?? "")\", "
                + "\(conversation.exchanges.count) messages, with \(conversation.model).")
    }

    /// Does `/list`.
    func list(_ argument: String) throws {
        let store = try store()
        let conversations = try store.conversations(
            limit: Self.listed, offset: 0, matching: argument.isEmpty ? nil : argument)
        if conversations.isEmpty {
            return note(argument.isEmpty ? "No conversation is stored yet." : "No title holds \"\(argument)\".")
        }
        try? console.error.write(ConversationTable.text(conversations, width: console.error.columns))
        let count = try store.conversationCount()
        if argument.isEmpty, count > conversations.count {
            note("… and \(count - conversations.count) more; `cloudcompute history list --all` shows all.")
        }
    }

    /// Does `/search`.
    func search(_ argument: String) throws {
        if argument.isEmpty { throw Refusal("Give the words to search for: /search WORDS.") }
        let hits = try store().search(argument, limit: Self.listed)
        if hits.isEmpty { return note("Nobody said \"\(argument)\".") }
        let style = Style(for: console.error, allowsColor: console.allowsColor)
        console.error.note(hits.map { ConversationTable.text($0, style: style) }.joined(separator: "\n"))
    }

    /// Does `/title`.
    mutating func title(_ argument: String) throws {
        if argument.isEmpty { return note("Title: \(conversation.title ?? "none yet")") }
        conversation.title = argument
        if let id = conversation.storedID { try store().setTitle(argument, of: id) }
        note("The title is set.")
    }

    /// Does `/save`.
    mutating func save() throws {
        let store = try services.store ?? services.openStore()
        let isWhole = conversation.exchanges.allSatisfy { !$0.turns.isEmpty }
        if let id = conversation.storedID, isWhole, (try? store.conversation(id: id)) != nil {
            return note("It is stored already, as conversation \(id).")
        }
        services.store = store
        guard !conversation.exchanges.isEmpty else { return note("It will be stored from the first message on.") }
        let title = conversation.title ?? Conversation.title(for: conversation.exchanges[0].message.text)
        let parameters = JSONValue.object(conversation.parameters).jsonText
        let id = try store.createConversation(
            title: title, model: conversation.model, system: conversation.system, parameters: parameters
        ).id
        for (index, exchange) in conversation.exchanges.enumerated() {
            var turns = [try store.addUserTurn(exchange.message.text, attachments: exchange.message.imagesJSON, to: id)]
            if let reply = exchange.reply {
                let turn = try store.beginReply(
                    in: id, model: reply.model ?? conversation.model, parameters: parameters)
                try store.finishReply(turn, FinishedReply(reply))
                turns.append(turn)
            }
            conversation.exchanges[index].turns = turns
        }
        (conversation.storedID, conversation.title) = (id, title)
        note("Stored as conversation \(id).")
    }

    /// Does `/export`.
    func export(_ argument: String) throws {
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        let named = words.first.flatMap(Transcript.Form.init(rawValue:))
        let path = TypedPath.path(named == nil ? argument : words.dropFirst().joined())
        guard !path.isEmpty else { throw Refusal("Name the file: /export [markdown|json|jsonl] PATH.") }
        guard !conversation.exchanges.isEmpty else { throw Refusal("There is nothing to export yet.") }
        let form = named ?? Transcript.Form(fileName: path)
        let text = Transcript(conversation).text(form)
        let descriptor = openNew(path)
        guard descriptor >= 0 else {
            let reason = errno == EEXIST ? "it exists already" : String(cString: strerror(errno)).lowercased()
            throw Refusal("\(path) cannot be written: \(reason).")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do { try file.write(contentsOf: Data(text.utf8)) } catch {
            throw Refusal("\(path) cannot be written: \(FileProblem.reason(error)).")
        }
        note("Written to \(path) as \(form.rawValue).")
    }

    private func store() throws -> ConversationStore {
        guard let store = services.store else {
            throw Refusal("Conversations are not kept in this chat (--no-save); /save stores this one.")
        }
        return store
    }
}

/// Makes a file that only the user can read; inside the dialogue the name `open` belongs to a command.
private func openNew(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
}
