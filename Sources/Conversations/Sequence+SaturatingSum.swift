extension Sequence<Int?> {
    /// The sum of the counts that are known, which stays at the largest number where it would pass that; `nil` where none is
    /// known.
    package var saturatingSum: Int? {
        let known = compactMap(\.self)
        if known.isEmpty { return nil }
        return known.reduce(0) { sum, count in
            let (result, overflows) = sum.addingReportingOverflow(Swift.max(0, count))
            return overflows ? .max : result
        }
    }
}
