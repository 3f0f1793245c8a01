import CloudComputeClient

/// The new name and label of an instance; `nil` leaves the old one.
struct InstanceRenaming: Sendable {
    var name: String?
    var label: String?

    /// - Throws: A refusal that names the fields that are no strings or too long.
    init(_ body: [UInt8]) throws(ComputeRefusal) {
        var check = try FieldCheck(body, nullsAreAbsent: false)
        label = check.string("label", most: InstanceOrder.longestName)
        name = check.string("name", most: InstanceOrder.longestName)
        try check.finish()
    }
}
