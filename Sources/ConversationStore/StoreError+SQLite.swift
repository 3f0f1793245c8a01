import Foundation
import GRDB

extension StoreError {
    /// Says in plain words what SQLite reports; a ``StoreError`` stays as it is.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.failed, "\(path) cannot be used: \(error.localizedDescription); try again.")
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                .unreadable, "\(path) cannot be opened for reading and writing; check its permissions and its folder's."
            )
        case .SQLITE_FULL:
            self.init(.full, "The disk that holds \(path) is full; free some space and try again.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.failed, "Another program keeps \(path) busy; try again when it is done.")
        case .SQLITE_CORRUPT:
            self.init(.failed, "\(path) is damaged; move it away, and save what is whole with sqlite3's \".recover\".")
        case .SQLITE_IOERR:
            self.init(.failed, "The disk fails to read or write \(path); check it and try again.")
        case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY:
            self.init(.notFound, "The conversation is no longer in \(path); begin a new one.")
        default:
            self.init(.failed, "\(path) cannot be used (SQLite error \(error.extendedResultCode.rawValue)); try again.")
        }
    }

    static func notADatabase(_ path: String) -> StoreError {
        StoreError(.notADatabase, "\(path) is not a store of conversations; move it away or name another file.")
    }

    static func notFound(conversation id: Int64, _ path: String) -> StoreError {
        StoreError(.notFound, "There is no conversation \(id) in \(path); list them to see their numbers.")
    }

    static func notFound(message id: Int64, _ path: String) -> StoreError {
        StoreError(.notFound, "There is no reply \(id) in \(path); its conversation was deleted, so begin a new one.")
    }
}
