import GRDB

/// Reads columns whatever another program has put into them: SQLite's types bind nobody.
extension Row {
    /// Text; what is no text is turned into it, and nothing into empty text.
    func text(_ column: String) -> String { optionalText(column) ?? "" }

    /// Text, or `nil` where the column holds nothing.
    func optionalText(_ column: String) -> String? {
        switch databaseValue(column).storage {
        case .null: nil
        case .string(let text): text
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    /// A whole number, 0 where the column holds none.
    func integer(_ column: String) -> Int64 { optionalInteger(column) ?? 0 }

    /// A whole number, or `nil` where the column holds none.
    func optionalInteger(_ column: String) -> Int64? { Int64.fromDatabaseValue(databaseValue(column)) }

    /// A number within a range, at its near end where it is outside; `nil` where the column holds none.
    func number(_ column: String, in range: ClosedRange<Double>) -> Double? {
        guard let number = Double.fromDatabaseValue(databaseValue(column)), !number.isNaN else { return nil }
        return Swift.min(Swift.max(number, range.lowerBound), range.upperBound)
    }

    private func databaseValue(_ column: String) -> DatabaseValue { self[column] ?? .null }
}
