import ConversationStore
import SystemPackage

/// What keeps the stored conversations from being read or written.
extension ErrorText {
    static func text(_ error: StoreError) -> String {
        switch error {
        case .folderCannotBeMade(let folder, let path, let code):
            "The folder \(folder) for \(path) cannot be made: \(code.description.lowercased()); choose another place."
        case .cannotBeMade(let path, let code):
            "\(path) cannot be made: \(code.description.lowercased()); check the folder's permissions."
        case .noAccess(let path):
            "\(path) cannot be opened for reading and writing; check its permissions and its folder's."
        case .notAStore(let path): "\(path) is not a conversation database; move it or choose another file."
        case .laterVersion(let path): "\(path) was written by a later version of this program; update this one."
        case .noConversation(let id, let path):
            "There is no conversation \(id) in \(path); list them to see their numbers."
        case .noMatch(let text, let path):
            "No conversation in \(path) matches \"\(excerpt(text))\"; `cloudcompute history list` or /list shows them."
        case .ambiguous(let text, let found, let hasMore):
            "\"\(excerpt(text))\" matches several conversations: "
                + found.map { "\($0.id) \(excerpt($0.title))" }.joined(separator: ", ")
                + (hasMore ? " and more" : "") + "; name one by its number."
        case .noReply(let id, let path):
            "There is no reply \(id) in \(path); its conversation was deleted, so begin a new one."
        case .noDocument(let hash, let isAmbiguous, let path):
            "\(isAmbiguous ? "Several documents" : "No document") in \(path) \(isAmbiguous ? "have" : "has") a hash that "
                + "begins with \"\(excerpt(hash))\"; history show prints the hashes of a conversation's documents."
        case .conversationDeleted(let path): "The conversation is no longer in \(path); begin a new one."
        case .diskFull(let path): "The disk that holds \(path) is full; free some space and try again."
        case .busy(let path): "Another program keeps \(path) busy; try again when it is done."
        case .damaged(let path):
            "\(path) is damaged; move it away, and save what is whole with sqlite3's \".recover\"."
        case .diskFailed(let path): "The disk fails to read or write \(path); check it and try again."
        case .failed(let path, let code):
            "\(path) cannot be used\(code.map { " (SQLite error \($0))" } ?? ""); try again."
        }
    }

    /// A title on one line, at most forty characters of it.
    private static func excerpt(_ title: String) -> String {
        let line = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 40 ? "\(line.prefix(39))…" : line
    }
}
