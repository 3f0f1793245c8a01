import ConversationStore
import Localization
import SystemPackage

/// What keeps the stored conversations from being read or written.
extension ErrorText {
    static func text(_ error: StoreError) -> String {
        switch error {
        case .folderCannotBeMade(let folder, let path, let code):
            localized(
                "The folder \(folder) for \(path) cannot be made: \(Message(ofSystem: code.description)); choose another place."
            )
        case .cannotBeMade(let path, let code):
            localized("\(path) cannot be made: \(Message(ofSystem: code.description)); check the folder's permissions.")
        case .noAccess(let path):
            localized("\(path) cannot be opened for reading and writing; check its permissions and its folder's.")
        case .notAStore(let path): localized("\(path) is not a conversation database; move it or choose another file.")
        case .laterVersion(let path):
            localized("\(path) was written by a later version of this program; update this one.")
        case .noConversation(let id, let path):
            localized("There is no conversation \(id) in \(path); list them to see their numbers.")
        case .noMatch(let text, let path):
            localized(
                "No conversation in \(path) matches \"\(excerpt(text))\"; `cloudcompute history list` or /list shows them."
            )
        case .ambiguous(let text, let found, let hasMore):
            ambiguous(
                excerpt(text), found.map { "\($0.id) \(excerpt($0.title))" }.joined(separator: ", "), hasMore)
        case .noReply(let id, let path):
            localized("There is no reply \(id) in \(path); its conversation was deleted, so begin a new one.")
        case .noDocument(let hash, isAmbiguous: true, let path):
            localized(
                "Several documents in \(path) have a hash that begins with \"\(excerpt(hash))\"; history show prints the "
                    + "hashes of a conversation's documents.")
        case .noDocument(let hash, isAmbiguous: false, let path):
            localized(
                "No document in \(path) has a hash that "
                    + "begins with \"\(excerpt(hash))\"; history show prints the hashes of a conversation's documents.")
        case .conversationDeleted(let path): localized("The conversation is no longer in \(path); begin a new one.")
        case .diskFull(let path): localized("The disk that holds \(path) is full; free some space and try again.")
        case .busy(let path): localized("Another program keeps \(path) busy; try again when it is done.")
        case .damaged(let path):
            localized("\(path) is damaged; move it away, and save what is whole with sqlite3's \".recover\".")
        case .diskFailed(let path): localized("The disk fails to read or write \(path); check it and try again.")
        case .failed(let path, let code?): localized("\(path) cannot be used (SQLite error \(code)); try again.")
        case .failed(let path, nil): localized("\(path) cannot be used; try again.")
        }
    }

    private static func ambiguous(_ text: String, _ found: String, _ hasMore: Bool) -> String {
        hasMore
            ? localized("\"\(text)\" matches several conversations: \(found) and more; name one by its number.")
            : localized("\"\(text)\" matches several conversations: \(found); name one by its number.")
    }

    /// A title on one line, at most forty characters of it.
    private static func excerpt(_ title: String) -> String {
        let line = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 40 ? "\(line.prefix(39))…" : line
    }
}
