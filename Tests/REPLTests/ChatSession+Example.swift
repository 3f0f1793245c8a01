import CloudComputeClient
import ConversationStore
import Conversations

@testable import REPL

extension ChatSession {
    /// A session of a person with an editor, whose conversation consists of some turns.
    static func example(
        _ turns: [Turn] = [], storedID: Int64? = nil, isStored: Bool = false, isInteractive: Bool = true,
        showsNotices: Bool = true, hasEditor: Bool = true, template: AppliedTemplate? = nil
    ) -> ChatSession {
        var conversation = Conversation(model: "m")
        conversation.turns = turns
        conversation.storedID = storedID
        var session = ChatSession(
            conversation, template: template, isStored: isStored,
            configuration: Configuration(
                isInteractive: isInteractive, showsNotices: showsNotices, hasEditor: hasEditor))
        session.hasModelList = true
        return session
    }

    /// What a typed line leads to, in words.
    mutating func type(_ line: String) -> [String] { handle(.line(line)).map(\.words) }

    /// Types a message and ends its turn with a reply.
    mutating func say(_ text: String, _ reply: Reply) -> [String] {
        let sent = handle(.line(text))
        return (sent + handle(.turnEnded(FinishedTurn(reply: reply)))).map(\.words)
    }
}

extension Turn {
    /// A turn with a complete reply, stored where ids are given.
    static func example(_ text: String, _ reply: String?, ids: [Int64] = []) -> Turn {
        Turn(
            message: ChatMessage(role: .user, text: text), reply: reply.map { Reply(text: $0) }, storedIDs: ids)
    }
}

extension ChatSession.Action {
    /// The action in words, for comparisons.
    var words: String {
        switch self {
        case .show(let notice): notice.words
        case .showText(let text): "text: \(text)"
        case .showReasoning(let text): "reasoning: \(text)"
        case .endReply: "end reply"
        case .send(let request, let record):
            "send \(request.messages.map(\.text)) to \(request.model)" + (record.map { " as \($0.replyID)" } ?? "")
        case .summarize(let request): "summarize \(request.messages.dropLast().map(\.text))"
        case .sendAll(let requests):
            "send all "
                + requests.map { request, record in
                    "\(request.messages.map(\.text)) to \(request.model)" + (record.map { " as \($0.replyID)" } ?? "")
                }.joined(separator: ", ")
        case .beginReply: "begin reply"
        case .cancel: "cancel"
        case .fetchModels: "fetch models"
        case .listModels(let filter): "list models <\(filter)>"
        case .findModel(let name, let use): "find model <\(name)> for \(use.words)"
        case .readFile(let path, let role): "read \(path) as \(role)"
        case .download(let url): "download \(url)"
        case .readTemplate(let path, let values): "read template \(path) with \(values.sorted { $0.key < $1.key })"
        case .edit(let text): "edit <\(text)>"
        case .copy(let text): "copy <\(text)>"
        case .export(_, let path, let format, let replaces):
            "export to \(path) as \(format)" + (replaces ? ", replacing it" : "")
        case .tools(let operation): "tools: \(operation)"
        case .store(let operation): "store: \(operation.words)"
        case .quit: "quit"
        case .fail(let error): "fail: \(error)"
        }
    }
}

extension ChatSession.ModelUse {
    var words: String { if case .template(let applied) = self { applied.name } else { "\(self)" } }
}

extension ChatSession.Notice {
    var words: String {
        switch self {
        case .note(let text): text
        case .text(let text): "plain: \(text)"
        case .error(let error): "error: \(error)"
        case .notStored(let error): "not stored: \(error)"
        case .definitions(let heading, let rows, _, _): "\(heading ?? "list") of \(rows.count)"
        case .models(let models, let current): "models \(models.map(\.id)), \(current)"
        case .conversations(let rows): "conversations \(rows.map(\.id))"
        case .hits(let hits): "hits in \(hits.map(\.conversation.id))"
        }
    }
}

extension StoreOperation {
    var words: String {
        switch self {
        case .begin: "begin"
        case .beginComparison(let models, let record, _): "compare with \(models) to \(record.messageID)"
        case .pick(let picked, let former, let message, let id):
            "pick \(picked) in place of \(former) to \(message) of \(id)"
        case .dropAsides(let ids, let id): "drop asides \(ids) of \(id)"
        case .addSummary(let summary, let id): "summary <\(summary.text)> up to \(summary.lastMessage) of \(id)"
        case .dropSummary(let summary, let id): "drop summary \(summary) of \(id)"
        case .drop(let ids, let id): "drop \(ids) of \(id)"
        case .setModel(let model, let system, let parameters, let id):
            "set \(model), \(system ?? "no system"), \(parameters) of \(id)"
        case .setTitle(let title, let id): "title \(title) of \(id)"
        case .fork(let id, let count): "fork \(id) after \(count)"
        case .open(let text): "open \(text)"
        case .list(let filter, let limit): "list \(filter ?? "all"), \(limit)"
        case .search(let words, let limit): "search \(words), \(limit)"
        case .save(let conversation): "save \(conversation.turns.count)"
        }
    }
}
