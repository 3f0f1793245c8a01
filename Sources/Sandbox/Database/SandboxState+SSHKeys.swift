import GRDB
import JSON

extension SandboxState {
    /// All SSH keys, the oldest first.
    func keys() async throws -> [SSHKeyRecord] {
        try await access { database, _ in
            try Row.fetchAll(database, sql: "SELECT * FROM ssh_key ORDER BY id").map(SSHKeyRecord.init)
        }
    }

    /// Keeps a key.
    ///
    /// - Throws: ``APIError`` where it is there already.
    func add(_ key: CreateSSHKeyRequest) async throws -> SSHKeyRecord {
        try await access { database, time in
            let same = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM ssh_key WHERE identity = ?", arguments: [key.identity])
            guard same == 0 else { throw CreateSSHKeyRequest.duplicate }
            let details: JSONObject = [
                "name": key.name.map { .string($0) } ?? .null, "public_key": .string(key.publicKey),
            ]
            try database.execute(
                sql: "INSERT INTO ssh_key (identity, created_at, details) VALUES (?, ?, ?)",
                arguments: [key.identity, time.microseconds, JSONValue.object(details).jsonText])
            return SSHKeyRecord(id: database.lastInsertedRowID, createdAt: time, details: details)
        }
    }

    /// Drops a key, found by the id in a path.
    ///
    /// - Throws: ``APIError`` where there is none.
    func deleteKey(_ id: String) async throws {
        try await access { database, _ in
            if let number = Int64(id) {
                try database.execute(sql: "DELETE FROM ssh_key WHERE id = ?", arguments: [number])
                if database.changesCount > 0 { return }
            }
            throw APIError.notFound(model: "SshKey", id: id)
        }
    }
}

extension SSHKeyRecord {
    fileprivate init(_ row: Row) throws {
        let details = String.fromDatabaseValue(row["details"] ?? .null) ?? ""
        self.init(
            id: Int64.fromDatabaseValue(row["id"] ?? .null) ?? 0,
            createdAt: Timestamp(microseconds: Int64.fromDatabaseValue(row["created_at"] ?? .null) ?? 0),
            details: try JSONValue(parsing: details).object ?? [:])
    }
}
