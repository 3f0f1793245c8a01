import GRDB

extension StoreError {
    /// Tells what SQLite reports; a ``StoreError`` stays as it is.
    ///
    /// - Parameter hasRoom: Whether there is room on the disk, of which some of SQLite's errors do not tell.
    init(_ error: any Error, path: String, hasRoom: (String) -> Bool = { StoreFile(path: $0).hasRoom }) {
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
            case .SQLITE_IOERR where !hasRoom(path), .SQLITE_CANTOPEN where !hasRoom(path): .diskFull(path)
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
