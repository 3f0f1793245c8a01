import GRDB
import JSON

extension SandboxState {
    /// The offers that nobody has rented here.
    func freeOffers() async throws -> [Offer] {
        let rented = try await access { database, _ in try Int.fetchSet(database, sql: "SELECT offer FROM instance") }
        return Offer.all.filter { !rented.contains($0.id) }
    }

    /// All instances, the oldest first.
    func instances() async throws -> [Instance] {
        try await access { database, _ in try Instance.fetch(database) }
    }

    /// Rents an offer and pays its first hour.
    ///
    /// - Throws: ``APIError``.
    func rent(_ request: CreateInstanceRequest) async throws -> Instance {
        try await access { database, time in
            guard let offer = Offer.withID(request.offerID) else {
                throw APIError.notFound(model: "Offer", id: String(request.offerID))
            }
            let isRented = try !Instance.fetch(database, "WHERE offer = ?", [offer.id]).isEmpty
            guard offer.isRentable, !isRented else { throw APIError.offerGone }
            try request.check(
                against: offer, knownKeys: try Int.fetchSet(database, sql: "SELECT id FROM ssh_key"))
            try pay(offer.pricePerHour, database)
            var details = request.details
            details["name"] = request.name.map { .string($0) } ?? .null
            details["label"] = details["name"]
            try database.execute(
                sql: """
                    INSERT INTO instance (offer, created_at, updated_at, price, hours_paid, fate, details)
                    VALUES (?1, ?2, ?2, ?3, 1, ?4, ?5)
                    """,
                arguments: [
                    offer.id, time.microseconds, offer.pricePerHour.millionths,
                    Instance.BootScenario(name: request.name).rawValue, JSONValue.object(details).jsonText,
                ])
            return try Self.instance(String(database.lastInsertedRowID), database)
        }
    }

    /// Finds an instance by the id in a path.
    ///
    /// - Throws: ``APIError`` where there is none.
    func instance(_ id: String) async throws -> Instance {
        try await access { database, _ in try Self.instance(id, database) }
    }

    /// Gives an instance another name or label.
    ///
    /// - Throws: ``APIError`` where there is none.
    func update(_ id: String, _ update: UpdateInstanceRequest) async throws -> Instance {
        try await access { database, time in
            var instance = try Self.instance(id, database)
            if let name = update.name { instance.details["name"] = .string(name) }
            if let label = update.label { instance.details["label"] = .string(label) }
            instance.updatedAt = time
            try database.execute(
                sql: "UPDATE instance SET updated_at = ?, details = ? WHERE id = ?",
                arguments: [time.microseconds, JSONValue.object(instance.details).jsonText, instance.id])
            return instance
        }
    }

    /// Destroys an instance; its offer is free again.
    ///
    /// - Throws: ``APIError`` where there is none.
    func destroy(_ id: String) async throws {
        try await access { database, _ in
            let instance = try Self.instance(id, database)
            try database.execute(sql: "DELETE FROM instance WHERE id = ?", arguments: [instance.id])
        }
    }

    private static func instance(_ id: String, _ database: Database) throws -> Instance {
        let found = try Int64(id).flatMap { try Instance.fetch(database, "WHERE id = ?", [$0]).first }
        guard let found else { throw APIError.notFound(model: "Instance", id: id) }
        return found
    }
}

extension Instance {
    /// Fetches instances; `rest` is the part of the query after `FROM instance`.
    static func fetch(
        _ database: Database, _ rest: String = "", _ arguments: StatementArguments = []
    ) throws -> [Instance] {
        let statement = try database.cachedStatement(sql: "SELECT * FROM instance \(rest) ORDER BY id")
        return try Row.fetchAll(statement, arguments: arguments).map(Instance.init)
    }

    private init(_ row: Row) throws {
        func integer(_ column: String) -> Int64? { Int64.fromDatabaseValue(row[column] ?? .null) }
        func text(_ column: String) -> String { String.fromDatabaseValue(row[column] ?? .null) ?? "" }
        self.init(
            id: integer("id") ?? 0, offerID: Int(integer("offer") ?? 0),
            createdAt: Timestamp(microseconds: integer("created_at") ?? 0),
            updatedAt: Timestamp(microseconds: integer("updated_at") ?? 0),
            pricePerHour: Money(millionths: integer("price") ?? 0),
            hoursPaid: min(max(integer("hours_paid") ?? 0, 0), Self.mostHours),
            exitedAt: integer("exited_at").map(Timestamp.init(microseconds:)),
            scenario: BootScenario(rawValue: text("fate")) ?? .boots,
            details: try JSONValue(parsing: text("details")).object ?? [:]
        )
    }

    /// A hundred years, far from where times overflow.
    private static let mostHours: Int64 = 876_000
}
