import ConversationStore
import Localization
import Settings
import Terminal

/// The store of conversations as commands open it.
enum ConversationFile {
    /// Where conversations are kept.
    static func path(_ settings: Settings) -> String { settings.folders.conversationFile }

    /// Opens the store.
    ///
    /// - Throws: ``StoreError``.
    static func open(_ settings: Settings) throws(StoreError) -> ConversationStore {
        try ConversationStore(path: path(settings))
    }

    /// Opens the store for what only reads it.
    ///
    /// - Parameter patience: How long another program that writes is waited for, in seconds.
    /// - Throws: ``StoreError``.
    static func openToRead(_ settings: Settings, patience: Double = 5) throws(StoreError) -> ConversationStore {
        try ConversationStore(reading: path(settings), patience: patience)
    }

    /// Opens the store for what can do without it: where it cannot be opened, that is said and nothing is kept.
    static func openIfPossible(_ context: CommandContext) -> ConversationStore? {
        do throws(StoreError) { return try open(context.settings) } catch {
            context.console.note(localized("The conversation is not being stored: \(ErrorText.text(error))"))
            return nil
        }
    }
}
