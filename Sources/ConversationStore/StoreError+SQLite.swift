import GRDB

extension StoreError {
    /// Tells what SQLite reports; a ``StoreError`` stays as it is.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path, code: nil)
            return
        }
        self =
            switch error.resultCode {
            case .SQLITE_NOTADB: .notAStore(path)
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .noAccess(path)
            case .SQLITE_FULL: .diskFull(path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path)
            case .SQLITE_CORRUPT: .damaged(path)
            case .SQLITE_IOERR: .diskFailed(path)
            case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY:
                .conversationDeleted(path: path)
            default: .failed(path, code: error.extendedResultCode.rawValue)
            }
    }
}
