extension BatchInput {
    /// Reads every line as a run would read it and tells them apart.
    ///
    /// - Parameter visit: Called for each line that is not blank, with its request or with what is wrong with it.
    /// - Returns: Who is in the input, each marked as seen.
    /// - Throws: ``BatchError`` where the input cannot be read.
    func pass(
        form: RequestForm, visit: (InputLine, Result<BatchRequest, LineDefect>) -> Void
    ) async throws(BatchError) -> IdentityTable {
        var table = IdentityTable()
        while let line = try await next() {
            do throws(LineDefect) {
                let request = try form.request(line)
                let identity = LineIdentity(request)
                if table.find(identity) != nil { throw LineDefect.duplicate }
                table.note(identity, .seen)
                visit(line, .success(request))
            } catch {
                table.note(LineIdentity(.place(of: line)), .seen)
                visit(line, .failure(error))
            }
        }
        return table
    }
}

extension LineDefect {
    /// Two lines of one name could not be told apart in the output.
    static let duplicate = LineDefect(column: 1, reason: "has a custom_id that stands in an earlier line too")
}
