import Foundation
import GRDB

extension ConversationStore {
    /// The conversation that a user means.
    ///
    /// A number means the conversation with it, or a title that is just that number. Any other text means, in this
    /// order, the title that equals it, that equals it in another case, that begins with it, that holds it; the first
    /// of these that any title fulfils decides.
    ///
    /// - Throws: ``StoreError``, `.noMatch` where none fits, `.ambiguous` where several do.
    package func conversation(matching text: String) throws(StoreError) -> StoredConversation {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let key = TitleKey.key(text)
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return try read { database in
            if isNumber, let id = Int64(text), let found = try StoredConversation.fetch(database, id: id) {
                return found
            }
            var rules: [(String, StatementArguments)] = [("title_key = ? AND title = ?", [key, text])]
            if !isNumber {
                rules.append(("title_key = ?", [key]))
                rules.append(("title_key >= ? AND title_key < ?", [key, TitleKey.end(key)]))
                rules.append(("instr(title_key, ?) > 0", [key]))
            }
            for (rule, arguments) in rules where !key.isEmpty {
                let found = try StoredConversation.fetch(
                    database, "WHERE \(rule) ORDER BY updated_at DESC, id DESC LIMIT 6", arguments)
                if let conversation = found.first {
                    guard found.count == 1 else { throw Self.ambiguous(text, found) }
                    return conversation
                }
            }
            throw StoreError.noMatch(text, path: path)
        }
    }

    private static func ambiguous(_ text: String, _ found: [StoredConversation]) -> StoreError {
        .ambiguous(
            text, found.prefix(5).map { StoreError.Match(id: $0.id, title: $0.title) }, hasMore: found.count > 5)
    }
}
