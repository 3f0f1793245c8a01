@testable import ConversationStore

extension StoreError.Kind: CaseSamples {
    static func sample(after kind: StoreError.Kind?) -> StoreError.Kind? {
        switch kind {
        case nil: .notFound
        case .notFound: .unreadable
        case .unreadable: .ambiguous
        case .ambiguous: .notADatabase
        case .notADatabase: .tooNew
        case .tooNew: .full
        case .full: .failed
        case .failed: nil
        }
    }
}
