package import ConversationStore
import Foundation
import Localization
package import Terminal

/// Lists of conversations and of what was found in them, for people; safe for a terminal.
package enum ConversationTable {
    /// One row for each conversation.
    ///
    /// - Parameter width: The columns to fit into; `nil` cuts nothing.
    package static func text(_ conversations: [StoredConversation], width: Int?) -> String {
        var table = TextTable([
            ("ID", .right), (localized("UPDATED"), .left), (localized("TURNS"), .right), (localized("MODEL"), .left),
            (localized("TITLE"), .left),
        ])
        for conversation in conversations {
            table.add([
                String(conversation.id), date(conversation.updatedAt), String(conversation.messageCount),
                conversation.model, conversation.title,
            ])
        }
        return table.text(width: width)
    }

    /// Two lines for a hit: where it is, and what was said around the words.
    package static func text(_ hit: SearchHit, style: Style) -> String {
        let conversation = hit.conversation
        let head = "\(conversation.id)  \(date(hit.createdAt))  \(conversation.title)"
        let snippet = ControlCharacterFilter.filterLine(hit.plainSnippet)
        return ControlCharacterFilter.filterLine(head) + "\n" + style.dim("    " + snippet)
    }

    /// A moment in the user's time zone, to the minute.
    static func date(_ date: Date) -> String {
        let parts = Calendar.current.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute))"
    }
}

extension SearchHit {
    /// The words around the hit, without the marks that show where in them it is.
    package var plainSnippet: String {
        String(String.UnicodeScalarView(snippet.unicodeScalars.filter { $0 != "\u{1}" && $0 != "\u{2}" }))
    }
}
