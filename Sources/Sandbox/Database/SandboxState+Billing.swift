import GRDB

extension SandboxState {
    /// Pays each hour that has begun, in the order they began; an instance whose hour cannot be paid exits.
    func settle(_ database: Database, at time: Timestamp) throws {
        let before = try Instance.fetch(database, "WHERE exited_at IS NULL")
        var instances = before
        var balance = try balance(database)
        while let (index, due) = nextCharge(instances), due <= time {
            let price = instances[index].pricePerHour
            if price <= balance {
                balance -= price
                instances[index].hoursPaid += 1
            } else {
                instances[index].exitedAt = due
            }
        }
        for (old, new) in zip(before, instances) where old.hoursPaid != new.hoursPaid || old.exitedAt != new.exitedAt {
            try database.execute(
                sql: "UPDATE instance SET hours_paid = ?, exited_at = ? WHERE id = ?",
                arguments: [new.hoursPaid, new.exitedAt?.microseconds, new.id])
        }
        try setBalance(balance, database)
    }

    /// Takes an amount.
    ///
    /// - Throws: ``APIError`` where the balance does not suffice.
    func pay(_ price: Money, _ database: Database) throws {
        var balance = try balance(database)
        guard price <= balance else { throw APIError.insufficientBalance }
        balance -= price
        try setBalance(balance, database)
    }

    private func nextCharge(_ instances: [Instance]) -> (index: Int, due: Timestamp)? {
        instances.indices.compactMap { index in
            instances[index].nextCharge(bootTime: bootTime).map { (index, $0) }
        }.min { $0.1 < $1.1 }
    }

    private func balance(_ database: Database) throws -> Money {
        Money(millionths: try Int64.fetchOne(database, sql: "SELECT balance FROM account") ?? 0)
    }

    private func setBalance(_ balance: Money, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE account SET balance = ?1 WHERE balance <> ?1", arguments: [balance.millionths])
    }
}
