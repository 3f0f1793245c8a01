import CloudComputeClient
import Conversations
import Localization
import Terminal

extension ChatSession.Notice {
    /// The text for a terminal of some width, without the line end at its end; whatever of it could drive one is made
    /// visible.
    func text(columns: Int?, style: Style, explain: (any Error) -> String) -> String {
        switch self {
        case .note(let text): style.dim(WrappedText.text(ControlCharacterFilter.filter(text), columns: columns))
        case .text(let text): ControlCharacterFilter.filter(text)
        case .error(let error): WrappedText.text("cloudcompute: \(explain(error))", columns: columns)
        case .notStored(let error):
            style.dim(
                WrappedText.text(
                    localized("The conversation is not being stored: \(explain(error)) /save tries again."),
                    columns: columns))
        case .definitions(let heading, let rows, let indent, let footer):
            [heading, DefinitionList.text(rows, indent: indent, columns: columns), footer].compactMap(\.self)
                .joined(separator: "\n")
        case .models(let models, let current): Self.lines(ModelTable.text(models, current: current, width: columns))
        case .conversations(let rows): Self.lines(ConversationTable.text(rows, width: columns))
        case .hits(let hits): hits.map { ConversationTable.text($0, style: style) }.joined(separator: "\n")
        }
    }

    /// A table without the line end of its last row.
    private static func lines(_ table: String) -> String { String(table.dropLast()) }
}
