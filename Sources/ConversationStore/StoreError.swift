package import SystemPackage

/// What keeps the stored conversations from being read or written; a path is that of the store.
package enum StoreError: Error, Sendable, Hashable {
    // The store cannot be opened.

    case folderCannotBeMade(String, path: String, Errno)
    case cannotBeMade(String, Errno)
    /// The file or its folder cannot be opened, or not for writing.
    case noAccess(String)
    /// The file is something else than a store of conversations.
    case notAStore(String)
    /// A later version of the program has written the file.
    case laterVersion(String)

    // What is asked for is not there.

    case noConversation(Int64, path: String)
    /// No title and no number fits the text.
    case noMatch(String, path: String)
    /// Several conversations fit the text: the latest of them, and whether there are more.
    case ambiguous(String, [Match], hasMore: Bool)
    case noReply(Int64, path: String)
    /// No document's hash begins so, or those of several do.
    case noDocument(String, isAmbiguous: Bool, path: String)
    /// The conversation was deleted while it went on.
    case conversationDeleted(path: String)

    // The store cannot be read or written.

    case diskFull(String)
    /// Another program keeps the file locked.
    case busy(String)
    case damaged(String)
    case diskFailed(String)
    /// Anything else: SQLite's extended result code, if it was SQLite.
    case failed(String, code: Int32?)

    /// A conversation that fits a text.
    package struct Match: Sendable, Hashable {
        package var id: Int64
        package var title: String
    }
}
