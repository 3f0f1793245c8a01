import SystemPackage

@testable import ConversationStore

extension StoreError: CaseSamples {
    static func sample(after error: StoreError?) -> StoreError? {
        switch error {
        case nil: .folderCannotBeMade(mark, path: mark, .permissionDenied)
        case .folderCannotBeMade: .cannotBeMade(mark, .readOnlyFileSystem)
        case .cannotBeMade: .noAccess(mark)
        case .noAccess: .notAStore(mark)
        case .notAStore: .laterVersion(mark)
        case .laterVersion: .noConversation(7, path: mark)
        case .noConversation: .noMatch("chat", path: mark)
        case .noMatch: .ambiguous("chat", [Match(id: 7, title: mark), Match(id: 6, title: "b")], hasMore: true)
        case .ambiguous: .noReply(7, path: mark)
        case .noReply: .noDocument("abc", isAmbiguous: true, path: mark)
        case .noDocument: .conversationDeleted(path: mark)
        case .conversationDeleted: .diskFull(mark)
        case .diskFull: .busy(mark)
        case .busy: .damaged(mark)
        case .damaged: .diskFailed(mark)
        case .diskFailed: .failed(mark, code: 1)
        case .failed: nil
        }
    }
}
